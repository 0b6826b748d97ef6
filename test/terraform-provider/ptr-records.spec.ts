import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
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
    const written = await project(hosts(zone));
    const { works, run } = written;
    await works("validate");
    const plan = await works("plan");
    assert.match(plan, new RegExp(`\\+ "5\\.${zone.name}" = \\[\\s*\\+ "app1\\.cloud\\.acmecorp\\.com"`));
    assert.match(plan, new RegExp(`\\+ "6\\.${zone.name}" = \\[`));
    assert.match(plan, /192\.0\.2\.7: no reverse zone covers it/);
    assert.match(plan, /Warning: PTR skipped/);
    await works("apply", "-auto-approve");
    assert.deepEqual(await ptrsOf(zone.id), [
      `5.${zone.name}. 300 app1.cloud.acmecorp.com.`,
      `6.${zone.name}. 60 app2.cloud.acmecorp.com.`,
    ]);
    const second = await run("plan", "-detailed-exitcode");
    assert.equal(second.code, 0, second.output);
    await works("destroy", "-auto-approve");
    assert.deepEqual(await ptrsOf(zone.id), []);
    await nothingLeft(written);
  });

  it("shows and mends what somebody changed, and leaves it alone in a refresh", async () => {
    const zone = await newZone();
    const { works, run } = await project(hosts(zone));
    await works("apply", "-auto-approve");
    await change(zone.id, "DELETE", ptr(`5.${zone.name}`, "app1.cloud.acmecorp.com."));
    await change(zone.id, "UPSERT", ptr(`6.${zone.name}`, "app2.cloud.acmecorp.com.", 900));
    const drift = await run("plan", "-detailed-exitcode");
    assert.equal(drift.code, 2, drift.output);
    assert.match(drift.output, new RegExp(`\\+ "5\\.${zone.name}"`));
    assert.match(drift.output, new RegExp(`~ "6\\.${zone.name}" = 900 -> 60`));

    const seen = await works("apply", "-refresh-only", "-auto-approve");
    assert.match(seen, /Objects have changed outside of Terraform/);
    assert.deepEqual(await ptrsOf(zone.id), [`6.${zone.name}. 900 app2.cloud.acmecorp.com.`]);
    await works("apply", "-auto-approve");
    assert.deepEqual(await ptrsOf(zone.id), [
      `5.${zone.name}. 300 app1.cloud.acmecorp.com.`,
      `6.${zone.name}. 60 app2.cloud.acmecorp.com.`,
    ]);
    assert.equal((await run("plan", "-detailed-exitcode")).code, 0);
  });

  it("says of a record that someone else made which argument wants it, and takes it over when told to", async () => {
    const zone = await newZone();
    await change(zone.id, "UPSERT", ptr(`6.${zone.name}`, "printer.corp.acmecorp.com."));
    const { works, run, write } = await project(hosts(zone));
    const refused = await run("plan");
    assert.equal(refused.code, 1);
    assert.match(refused.output, /Error: PTR conflict/);
    const detail = refused.output.replace(/\s*\n│\s*/g, " ");
    assert.match(detail, /on main\.tf line \d+, in resource "hybriddns_ptr_records" "corp":/);
    assert.match(detail, /\d+:\s+\{ name = "app2\.cloud\.acmecorp\.com"/);
    assert.ok(detail.includes(`\`adopt = ["${zone.net}.6"]\``), detail);
    assert.deepEqual(await ptrsOf(zone.id), [`6.${zone.name}. 300 printer.corp.acmecorp.com.`]);

    await write(PROVIDERS + hosts(zone, `adopt = ["${zone.net}.6"]`));
    assert.doesNotMatch(await works("plan"), /conflict/i);
    await works("apply", "-auto-approve");
    assert.equal((await ptrsOf(zone.id)).length, 2);
    assert.equal((await run("plan", "-detailed-exitcode")).code, 0);
  });

  it("says at apply of a record that someone else made after the plan, and writes nothing", async () => {
    const zone = await newZone();
    const { works, run } = await project(hosts(zone));
    await works("plan", "-out=saved");
    await change(zone.id, "UPSERT", ptr(`6.${zone.name}`, "printer.corp.acmecorp.com."));
    const refused = await run("apply", "saved");
    assert.equal(refused.code, 1);
    assert.match(refused.output, /Error: PTR conflict/);
    assert.deepEqual(await ptrsOf(zone.id), [`6.${zone.name}. 300 printer.corp.acmecorp.com.`]);
  });

  it("asks nobody for a plan in which nothing changes but the refresh, and nobody for the unknown", async () => {
    const zone = await newZone();
    const { works, run, write } = await project(hosts(zone));
    const listed = async () => {
      const answer = await fetch(`${front().front.endpoint}/_lab/calls`);
      const { calls } = (await answer.json()) as { calls: { [name: string]: number } };
      return calls["route53.ListResourceRecordSets"] ?? 0;
    };
    await works("apply", "-auto-approve");
    const before = await listed();
    assert.equal((await run("plan", "-refresh=false", "-detailed-exitcode")).code, 0);
    assert.equal(await listed(), before);
    await write(`${PROVIDERS}resource "terraform_data" "zone" { input = "${zone.id}" }
${hosts({ ...zone, id: `\${terraform_data.zone.output}` })}`);
    await works("plan", "-refresh=false");
    assert.equal(await listed(), before);
  });

  it("makes a plan of what is new without a connection, and says that conflicts are not looked for", async () => {
    const zone = await newZone();
    const settings = `provider "hybriddns" {
  max_retries = 0
  endpoints { route53 = "http://127.0.0.1:1" }
}`;
    const { works } = await project(settings + hosts(zone));
    const plan = await works("plan");
    assert.match(plan, /Warning: Conflicts are not looked for/);
    assert.match(plan, /1 to add/);
  });

  it("names the argument of every problem", async () => {
    const { run } = await project(`
resource "hybriddns_ptr_records" "corp" {
  zone_ids        = { "20.10.in-addr.arpa" = "no id" }
  address_records = [
    { name = "app1.cloud.acmecorp.com", addresses = ["10.20.0.5"] },
    { name = "app..acmecorp.com", addresses = ["10.20.0"], ttl_seconds = 0.1 },
  ]
  prefer = ["a b"]
}
`);
    const { code, output } = await run("validate", "-json");
    assert.equal(code, 1);
    const { diagnostics } = JSON.parse(output) as {
      diagnostics: { summary: string; detail: string; snippet: { code: string } }[];
    };
    const found = diagnostics.map(({ summary, snippet }) => `${summary}: ${snippet.code.trim()}`);
    assert.match(diagnostics.find(({ summary }) => summary === "Bad address")!.detail, /^addresses\[0\]: "10\.20\.0"/);
    assert.deepEqual(found.sort(), [
      'Bad address: { name = "app..acmecorp.com", addresses = ["10.20.0"], ttl_seconds = 0.1 },',
      'Bad domain name: prefer = ["a b"]',
      'Bad domain name: { name = "app..acmecorp.com", addresses = ["10.20.0"], ttl_seconds = 0.1 },',
      'Bad zone ID: zone_ids        = { "20.10.in-addr.arpa" = "no id" }',
      'Value out of range: { name = "app..acmecorp.com", addresses = ["10.20.0"], ttl_seconds = 0.1 },',
    ]);
  });

  it("imports whole zones, from which a configuration can be generated", async () => {
    const zone = await newZone();
    await change(zone.id, "UPSERT", ptr(`5.${zone.name}`, "app1.cloud.acmecorp.com."));
    await change(zone.id, "UPSERT", ptr(`6.${zone.name}`, "app2.cloud.acmecorp.com.", 60));
    const { works, run } = await project(`
import {
  to = hybriddns_ptr_records.corp
  id = "${zone.name}=${zone.id}"
}
`);
    await works("plan", "-generate-config-out=generated.tf");
    await works("apply", "-auto-approve");
    assert.equal((await ptrsOf(zone.id)).length, 2);
    const second = await run("plan", "-detailed-exitcode");
    assert.equal(second.code, 0, second.output);
    await works("destroy", "-auto-approve");
    assert.deepEqual(await ptrsOf(zone.id), []);
  });

  it("says what an id to import looks like", async () => {
    const zone = await newZone();
    const { run } = await project(hosts(zone));
    const { code, output } = await run("import", "hybriddns_ptr_records.corp", zone.id);
    assert.equal(code, 1);
    assert.match(output, /Bad import ID/);
    assert.match(output.replace(/\s*\n│\s*/g, " "), /20\.10\.in-addr\.arpa=Z0123456789ABC/);
  });

  it("plans with unknown addresses and unknown names of zones, and writes what they became", async () => {
    const zone = await newZone();
    const program = `
resource "terraform_data" "address" { input = "${zone.net}.9" }
resource "terraform_data" "zone" { input = "${zone.id}" }
resource "hybriddns_ptr_records" "addresses" {
  zone_ids        = { "${zone.name}" = "${zone.id}" }
  address_records = [
    { name = "app9.cloud.acmecorp.com", addresses = [terraform_data.address.output] },
    { name = "app8.cloud.acmecorp.com", addresses = ["${zone.net}.8"] },
  ]
}
resource "hybriddns_ptr_records" "zones" {
  zone_ids        = { "${zone.name}" = terraform_data.zone.output }
  address_records = [{ name = "app7.cloud.acmecorp.com", addresses = ["${zone.net}.7"] }]
}
`;
    const { works, run } = await project(program);
    const plan = await works("plan", "-out=saved");
    assert.match(plan, /\+ ptr_records\s+= \(known after apply\)/);
    assert.match(plan, new RegExp(`\\+ "7\\.${zone.name}" = \\[`));
    await works("apply", "saved");
    const names = (await ptrsOf(zone.id)).map((record) => record.split(" ")[2]);
    assert.deepEqual(names, ["app7.cloud.acmecorp.com.", "app8.cloud.acmecorp.com.", "app9.cloud.acmecorp.com."]);
    const second = await run("plan", "-detailed-exitcode");
    assert.equal(second.code, 0, second.output);
  });

  it("keeps the records of a resource that is called otherwise, and changes only what is targeted", async () => {
    const zone = await newZone();
    const { works, run, write } = await project(hosts(zone));
    await works("apply", "-auto-approve");
    const moved = hosts(zone).replace('"corp"', '"cloud"');
    const other = `resource "hybriddns_ptr_records" "other" {
  zone_ids = { "${zone.name}" = "${zone.id}" }
  address_records = [{ name = "other.cloud.acmecorp.com", addresses = ["${zone.net}.99"] }]
}`;
    await write(`${PROVIDERS}${moved}${other}
moved {
  from = hybriddns_ptr_records.corp
  to   = hybriddns_ptr_records.cloud
}
`);
    const plan = await works("plan", "-target=hybriddns_ptr_records.cloud", "-target=hybriddns_ptr_records.corp");
    assert.match(plan, /hybriddns_ptr_records\.corp has moved to hybriddns_ptr_records\.cloud/);
    assert.match(plan, /0 to add, 0 to change, 0 to destroy/);
    await works("apply", "-auto-approve");
    assert.equal((await ptrsOf(zone.id)).length, 3);
    assert.equal((await run("plan", "-detailed-exitcode")).code, 0);
  });

  it("reads a state of an earlier version, without private data and with other attributes", async () => {
    const zone = await newZone();
    const { works, run, folder } = await project(hosts(zone));
    await works("apply", "-auto-approve");
    const file = join(folder, "terraform.tfstate");
    const state = JSON.parse(await readFile(file, "utf8"));
    const [instance] = state.resources[0].instances;
    assert.ok(instance.private);
    delete instance.private;
    delete instance.attributes.skipped;
    instance.attributes.of_an_earlier_version = true;
    state.serial++;
    await writeFile(file, JSON.stringify(state));
    const second = await run("plan", "-detailed-exitcode");
    assert.match(second.output, /[~+] skipped|No changes/);
    await works("apply", "-auto-approve");
    assert.equal((await run("plan", "-detailed-exitcode")).code, 0);
    await works("destroy", "-auto-approve");
    assert.deepEqual(await ptrsOf(zone.id), []);
  });

  it("refuses a state of a later version", async () => {
    const zone = await newZone();
    const { works, run, folder } = await project(hosts(zone));
    await works("apply", "-auto-approve");
    const file = join(folder, "terraform.tfstate");
    const state = JSON.parse(await readFile(file, "utf8"));
    state.resources[0].instances[0].schema_version = 7;
    await writeFile(file, JSON.stringify(state));
    const { code, output } = await run("plan");
    assert.equal(code, 1);
    assert.match(output, /(newer provider version|State too new)/);
  });
});
