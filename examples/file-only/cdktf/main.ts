// A program that holds no description: the file of an environment does, e.g. production.yaml beside this one. What is wrong
// in it is said as for a description in the program, all at once and by the names in the file.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { HybridDns, type HybridDnsProps, HybridDnsProvider } from "hybrid-dns/cdktf";
import { parse } from "yaml";

interface Environment {
  readonly name: string;
  readonly region: string;
  /** Roles that are assumed, by account id. */
  readonly accounts: { readonly [accountId: string]: { readonly roleArn: string } };
  readonly dns: HybridDnsProps;
}

const environment = process.env["ENVIRONMENT"] ?? "production";
const file = join(__dirname, `${environment}.yaml`);
const { name, region, accounts, dns } = parse(readFileSync(file, "utf8")) as Environment;

const app = new App();
const stack = new TerraformStack(app, "network");
new AwsProvider(stack, "aws", { region });
new HybridDnsProvider(stack, "hybriddns", { region });

// No file can hold a provider: a VPC of another account gets that account's.
for (const [accountId, { roleArn }] of Object.entries(accounts)) {
  const alias = `account-${accountId}`;
  const provider = new AwsProvider(stack, alias, { alias, region, assumeRole: [{ roleArn }] });
  for (const vpc of Object.values(dns.vpcs)) if (vpc.accountId === accountId) vpc.provider = provider;
}

const { forwarderAddresses, siteConfiguration, zoneIds, ptrRecords } = new HybridDns(stack, name, dns);

new TerraformOutput(stack, "forwarders", { value: forwarderAddresses });
new TerraformOutput(stack, "site_configuration", { value: siteConfiguration });
new TerraformOutput(stack, "zone_ids", { value: zoneIds });
new TerraformOutput(stack, "ptr_records", { value: ptrRecords });
app.synth();
