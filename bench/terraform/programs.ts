import { CreateHostedZoneCommand, type Route53Client } from "@aws-sdk/client-route-53";

/** A forward and a reverse zone. */
export interface Zones {
  readonly forward: string;
  readonly reverse: string;
}

export const FORWARD = "cloud.acmecorp.com";
export const REVERSE = "20.10.in-addr.arpa";

export async function makeZones(route53: Route53Client): Promise<Zones> {
  const make = async (name: string) => {
    const command = new CreateHostedZoneCommand({ Name: name, CallerReference: `${name} ${performance.now()}` });
    return (await route53.send(command)).HostedZone!.Id!.replace("/hostedzone/", "");
  };
  return { forward: await make(FORWARD), reverse: await make(REVERSE) };
}

/** The address of a host by its number. */
export function addressOf(number: number): string {
  return `10.20.${Math.floor((number + 1) / 256)}.${(number + 1) % 256}`;
}

/** Terraform's `range` gives 1,024 numbers at most. */
function hostsText(hosts: number): string {
  const thousands = `range(${Math.ceil(hosts / 1000)})`;
  return `locals {
  numbers = flatten([
    for thousand in ${thousands} : [for number in range(min(1000, ${hosts} - thousand * 1000)) : thousand * 1000 + number]
  ])
  hosts = { for number in local.numbers : "host\${number}" => cidrhost("10.20.0.0/16", number + 1) }
}`;
}

/** A records and their PTR records, by our provider's batches. */
export function batchProgram({ forward, reverse }: Zones, hosts: number): string {
  return `
terraform {
  required_providers { hybriddns = { source = "hybrid-dns/hybriddns" } }
}
${hostsText(hosts)}
resource "hybriddns_records" "hosts" {
  zone_name = "${FORWARD}"
  zone_id   = "${forward}"
  records   = { for name, address in local.hosts : name => { a = [address] } }
}
resource "hybriddns_ptr_records" "hosts" {
  zone_ids        = { "${REVERSE}" = "${reverse}" }
  address_records = [for name, address in local.hosts : { name = "\${name}.${FORWARD}", addresses = [address] }]
}
`;
}

/** The same with a resource of the AWS provider for each record. */
export function singleProgram({ forward, reverse }: Zones, hosts: number): string {
  return `
terraform {
  required_providers { aws = { source = "hashicorp/aws" } }
}
provider "aws" {
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
${hostsText(hosts)}
resource "aws_route53_record" "a" {
  for_each = local.hosts
  zone_id  = "${forward}"
  name     = "\${each.key}.${FORWARD}"
  type     = "A"
  ttl      = 300
  records  = [each.value]
}
resource "aws_route53_record" "ptr" {
  for_each = local.hosts
  zone_id  = "${reverse}"
  name     = "\${join(".", reverse(split(".", each.value)))}.in-addr.arpa"
  type     = "PTR"
  ttl      = 300
  records  = ["\${each.key}.${FORWARD}"]
}
`;
}
