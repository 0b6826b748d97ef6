import { strict as assert } from "node:assert";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { LabError } from "../../../lab/lab-error";
import { copyConfiguration, stepsOf } from "../../../lab/stack/configuration";

describe("the copy of a stack's configuration", () => {
  const folder = mkdtempSync(join(tmpdir(), "hybrid-dns-configuration-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const source = join(folder, "Pulumi.lab.yaml");
  const work = join(folder, "work");
  const copied = (text: string) => {
    writeFileSync(source, text);
    return copyConfiguration(source, work, "project", "lab");
  };
  const config = () => parse(readFileSync(join(work, "Pulumi.lab.yaml"), "utf8")).config;

  it("takes values by path, new and old, and keeps the rest with its comments", () => {
    const text = "# first\nconfig:\n  aws:region: eu-west-1\n  a:dns:\n    zones: { corp.com: [1, 2] } # last\n";
    const configuration = copied(text);
    assert.equal(configuration.region, "eu-west-1");
    configuration.set('a:dns.zones["corp.com"][1]', "x");
    configuration.set("a:dns.backend.unbound.imageId", "ami-1");
    configuration.set("a:name", "acme");
    assert.deepEqual(config(), {
      "aws:region": "eu-west-1",
      "a:dns": { zones: { "corp.com": [1, "x"] }, backend: { unbound: { imageId: "ami-1" } } },
      "a:name": "acme",
    });
    assert.match(readFileSync(join(work, "Pulumi.lab.yaml"), "utf8"), /# first[\s\S]*# last/);
    assert.equal(readFileSync(source, "utf8"), text, "the source stays as it is");
  });

  it("loses what is taken away", () => {
    const configuration = copied("config:\n  aws:region: eu-west-1\n  a:dns: { backend: { unbound: {} } }\n");
    configuration.set("a:dns.backend.unbound.queryLogging.retentionDays", 7);
    assert.deepEqual(config()["a:dns"], { backend: { unbound: { queryLogging: { retentionDays: 7 } } } });
    configuration.set("a:dns.backend.unbound.queryLogging", undefined);
    assert.deepEqual(config()["a:dns"], { backend: { unbound: {} } });
  });

  it("is made anew from its source", () => {
    copied("config:\n  aws:region: eu-west-1\n").set("a:b", "c");
    copied("config:\n  aws:region: eu-west-1\n");
    assert.deepEqual(config(), { "aws:region": "eu-west-1" });
  });

  for (const [path, steps] of [
    ["aws:region", ["aws:region"]],
    ["a:dns.vpcs.hub.forwarders.a", ["a:dns", "vpcs", "hub", "forwarders", "a"]],
    ['a:dns.x["b.c"][3].d', ["a:dns", "x", "b.c", 3, "d"]],
    ['a:dns["a\\"b"]', ["a:dns", 'a"b']],
  ] as const) {
    it(`reads ${path} as its steps`, () => assert.deepEqual(stepsOf(path), steps));
  }

  for (const path of ["region", "a:dns..b", "a:dns[x]", "a:dns.b]", 'a:dns["x]', ""]) {
    it(`refuses the path ${JSON.stringify(path)}`, () => assert.throws(() => stepsOf(path), LabError));
  }

  it("refuses a file that is not there, is no YAML, or names no region", () => {
    assert.throws(() => copyConfiguration(join(folder, "none.yaml"), work, "p", "s"), /none\.yaml: cannot be read/);
    assert.throws(() => copied("config: [\n"), LabError);
    assert.throws(() => copied("config: {}\n"), /no aws:region/);
  });

  it("refuses forwarders that would install packages in the lab", () => {
    const text = "config:\n  aws:region: eu-west-1\n  hybrid-dns:dns: { backend: { bind: { bootstrap: {} } } }\n";
    assert.throws(() => copied(text), /`backend\.bind\.bootstrap`: the lab's hosts have no internet/);
  });
});
