import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { CreateVpcCommand } from "@aws-sdk/client-ec2";
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
} from "@aws-sdk/client-route-53";
import { region, withFront } from "../lab/front/running-front";
import { PROVIDERS, type Project, withTerraform } from "./running-terraform";

describe("hybriddns_ptr_records with the real Terraform", function () {
  this.timeout(120_000);
  const front = withFront();
  const terraform = withTerraform();
  let vpcId: string;

  before(async () => {
    const { ec2 } = front();
    vpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: "10.20.0.0/16" }))).Vpc!.VpcId!;
  });

  let zones = 0;
  /** A reverse zone of its own for each test. */
  const newZone = async () => {
    const name = `${++zones}.20.10.in-addr.arpa`;
    const { HostedZone } = await front().route53.send(
      new CreateHostedZoneCommand({
        Name: name,
        CallerReference: name,
        VPC: { VPCId: vpcId, VPCRegion: region },
      }),
    );
    return { name, id: HostedZone!.Id!.replace("/hostedzone/", ""), net: `10.20.${zones}` };
  };
  const ptrsOf = async (zoneId: string) => {
    const listed = await front().route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: zoneId }));
    const ptrs = listed.ResourceRecordSets!.filter(({ Type }) => Type === "PTR");
    return ptrs.map(({ Name, TTL, ResourceRecords }) => `${Name} ${TTL} ${ResourceRecords!.map(({ Value }) => Value)}`);
  };
  const change = (zoneId: string, Action: "UPSERT" | "DELETE", set: ResourceRecordSet) =>
    front().route53.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: zoneId,
        ChangeBatch: { Changes: [{ Action, ResourceRecordSet: set }] },
      }),
    );
  const ptr = (name: string, value: string, ttl = 300): ResourceRecordSet => ({
    Name: name,
    Type: "PTR",
    TTL: ttl,
    ResourceRecords: [{ Value: value }],
  });
  const project = (program: string): Promise<Project> =>
    terraform().project(PROVIDERS + program, {
      AWS_ENDPOINT_URL: front().front.endpoint,
      AWS_ACCESS_KEY_ID: "AKIATERRAFORM",
      AWS_SECRET_ACCESS_KEY: "lab",
      AWS_REGION: region,
    });
  const hosts = (zone: { name: string; id: string; net: string }, more = "") => `
resource "hybriddns_ptr_records" "corp" {
  zone_ids = { "${zone.name}" = "${zone.id}" }
  address_records = [
    { name = "app1.cloud.acmecorp.com", addresses = ["${zone.net}.5"] },
    { name = "app2.cloud.acmecorp.com", addresses = ["${zone.net}.6", "192.0.2.7"], ttl_seconds = 60 },
  ]
  ${more}
}
`;
  const nothingLeft = async ({ folder }: Project) => assert.deepEqual(await readdir(join(folder, "tmp")), []);

  it("shows each record in the plan, writes it, plans nothing more, and deletes it", async () => {
    const zone = await newZone();
    const { works, run, folder, ...rest } = await project(hosts(zone));
    await works("validate");
    const plan = await works("plan");
    assert.match(plan, new RegExp(`\\+ "5\\.${zone.name}" = \\[\\s*\\+ "app1\\.cloud\\.acmecorp\\.com"`));
    assert.match(plan, new RegExp(`\\+ "6\\.${zone.name}" = \\[`));
    assert.match(plan, /192\.0\.2\.7: no reverse zone covers it/);
    assert.match(plan, /Warning: Ptr skipped/);
    await works("apply", "-auto-approve");
    assert.deepEqual(await ptrsOf(zone.id), [
      `5.${zone.name}. 300 app1.cloud.acmecorp.com.`,
      `6.${zone.name}. 60 app2.cloud.acmecorp.com.`,
    ]);
    const second = await run("plan", "-detailed-exitcode");
    assert.equal(second.code, 0, second.output);
    await works("destroy", "-auto-approve");
    assert.deepEqual(await ptrsOf(zone.id), []);
    await nothingLeft({ folder, works, run, ...rest });
  });
});
