import assert from "node:assert/strict";
import { CreateHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";
import { snapshotOf } from "../../lab/front/route53/snapshot";
import { clientOf, region, withFront } from "../lab/front/running-front";
import { PROVIDERS, type Project, withTerraform } from "./running-terraform";

/** What Terraform does with values of its own kinds, and with many resources of ours at once. */
describe("arguments of hybriddns in the real Terraform", function () {
  this.timeout(180_000);
  const front = withFront();
  const terraform = withTerraform();

  let zones = 0;
  const newZone = async (name = `zone${++zones}.acmecorp.com`) => {
    // Ours may have used up what Route 53 allows in a second.
    const patient = new Route53Client({ ...clientOf(front().front.endpoint), maxAttempts: 10 });
    const created = await patient.send(new CreateHostedZoneCommand({ Name: name, CallerReference: name }));
    patient.destroy();
    return { name, id: created.HostedZone!.Id!.replace("/hostedzone/", "") };
  };
  const held = (zone: { readonly name: string }) => {
    const found = snapshotOf(front().front.route53.context.store).zones.find(({ name }) => name === `${zone.name}.`)!;
    const ours = found.recordSets.filter(({ type }) => type !== "NS" && type !== "SOA");
    return ours.map(({ name, type, ttl, values }) => `${name} ${type} ${ttl} ${values}`);
  };
  const project = (program: string): Promise<Project> =>
    terraform().project(PROVIDERS + program, {
      AWS_ENDPOINT_URL: front().front.endpoint,
      AWS_ACCESS_KEY_ID: "AKIATERRAFORM",
      AWS_SECRET_ACCESS_KEY: "lab",
      AWS_REGION: region,
    });

  it("are as if not said where they are null", async () => {
    const zone = await newZone();
    const reverse = await newZone("20.10.in-addr.arpa");
    const { works, run } = await project(`
variable "nothing" { default = null }
resource "hybriddns_records" "all" {
  zone_name   = "${zone.name}"
  zone_id     = "${zone.id}"
  ttl_seconds = var.nothing
  adopt       = var.nothing
  records     = { app1 = { a = ["10.20.0.5"], aaaa = var.nothing, mx = var.nothing, ttl_seconds = var.nothing } }
}
resource "hybriddns_ptr_records" "all" {
  zone_ids        = { "${reverse.name}" = "${reverse.id}" }
  address_records = [{ name = "app1.${zone.name}", addresses = ["10.20.0.5"], ttl_seconds = var.nothing }]
  enabled         = var.nothing
  exclude         = var.nothing
  maximum_names   = var.nothing
}
`);
    await works("apply", "-auto-approve");
    assert.deepEqual(held(zone), [`app1.${zone.name}. A 300 10.20.0.5`]);
    assert.deepEqual(held(reverse), [`5.0.${reverse.name}. PTR 300 app1.${zone.name}.`]);
    assert.equal((await run("plan", "-detailed-exitcode")).code, 0);
    await works("destroy", "-auto-approve");
  });

  it("are refused one by one, each at its place, where they are null and needed, or null in a list or a map", async () => {
    const ptrs = (given: string) => `resource "hybriddns_ptr_records" "all" {\n${given}\n}`;
    const records = (given: string) =>
      `resource "hybriddns_records" "all" {\nzone_name = "a.b"\nzone_id = "Z1"\n${given}\n}`;
    const cases: readonly [string, readonly string[]][] = [
      [ptrs("zone_ids = null\naddress_records = null"), ["zone_ids = null", "address_records = null"]],
      [ptrs('zone_ids = { "20.10.in-addr.arpa" = null }\naddress_records = []'), ['zone_ids = { "20.10']],
      [ptrs("zone_ids = {}\naddress_records = [null]"), ["address_records = [null]"]],
      [ptrs('zone_ids = {}\naddress_records = [{ name = "a.b", addresses = [null] }]'), ["addresses[0]: is null"]],
      [ptrs("zone_ids = {}\naddress_records = []\nprefer = [null]\nadopt = [null]"), ["prefer =", "adopt ="]],
      [records("records = { app1 = null, app2 = { a = [null], mx = [null] } }"), ["a[0]: is null", "mx[0]: is null"]],
      ['resource "hybriddns_dhcp_options_restore" "all" {\nvpc_id = null\ndhcp_options_id = null\n}', ["vpc_id ="]],
      ['data "hybriddns_zone_records" "all" {\nzone_id = null\ntypes = [null]\n}', ["zone_id =", "types ="]],
      ['data "hybriddns_forwarder_configuration" "all" { client_cidr_blocks = null }', ["client_cidr_blocks ="]],
    ];
    const { run, write } = await project("");
    for (const [program, places] of cases) {
      await write(PROVIDERS + program);
      const { code, output } = await run("validate");
      assert.equal(code, 1, output);
      assert.match(
        output,
        /is null; (give it a value \(ARGUMENT_MISSING\)|leave it out, or give it a value \(ITEM_NULL\))/,
      );
      for (const place of places) assert.ok(output.includes(place), output);
      assert.doesNotMatch(output, /cannot be checked|Cannot read|is not iterable/);
    }
  });

  it("stay hidden where they are sensitive, and are written all the same", async () => {
    const zone = await newZone();
    const { works, run } = await project(`
variable "text" {
  default   = "a secret of ours"
  sensitive = true
}
resource "hybriddns_records" "all" {
  zone_name = "${zone.name}"
  zone_id   = "${zone.id}"
  records   = { app1 = { txt = [var.text] } }
}
`);
    const plan = await works("plan");
    assert.match(plan, /records\s+= \{[\s\S]*\(sensitive value\)/);
    await works("apply", "-auto-approve");
    assert.deepEqual(held(zone), [`app1.${zone.name}. TXT 300 "a secret of ours"`]);
    assert.equal((await run("plan", "-detailed-exitcode")).code, 0);
  });

  for (const parallelism of [1, 32]) {
    it(`are written by many resources of one zone, ${parallelism} at once`, async () => {
      const zone = await newZone();
      const { works, run } = await project(`
resource "hybriddns_records" "each" {
  count     = 12
  zone_name = "${zone.name}"
  zone_id   = "${zone.id}"
  records   = { "app${"$"}{count.index}" = { a = ["10.20.0.${"$"}{count.index + 1}"] } }
}
`);
      await works("apply", "-auto-approve", `-parallelism=${parallelism}`);
      assert.equal(held(zone).length, 12);
      assert.equal((await run("plan", "-detailed-exitcode", `-parallelism=${parallelism}`)).code, 0);
      await works("destroy", "-auto-approve", `-parallelism=${parallelism}`);
      assert.deepEqual(held(zone), []);
    });
  }
});
