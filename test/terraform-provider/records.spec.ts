import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, readFileSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  type ResourceRecordSet,
  type RRType,
} from "@aws-sdk/client-route-53";
import { snapshotOf } from "../../lab/front/route53/snapshot";
import { region, withFront } from "../lab/front/running-front";
import { needsAwsProvider, PROVIDERS, type Project, withTerraform } from "./running-terraform";

describe("hybriddns_records with the real Terraform", function () {
  this.timeout(180_000);
  const front = withFront();
  const terraform = withTerraform();

  let zones = 0;
  const newZone = async () => {
    const name = `zone${++zones}.acmecorp.com`;
    const created = await front().route53.send(new CreateHostedZoneCommand({ Name: name, CallerReference: name }));
    return { name, id: created.HostedZone!.Id!.replace("/hostedzone/", "") };
  };
  type Zone = Awaited<ReturnType<typeof newZone>>;
  const held = (zone: Zone) => {
    const { context } = front().front.route53;
    const found = snapshotOf(context.store).zones.find(({ name }) => name === `${zone.name}.`)!;
    return found.recordSets.filter(({ type }) => type !== "NS" && type !== "SOA");
  };
  const names = (zone: Zone) => held(zone).map(({ name, type }) => `${name} ${type}`);
  const changeCalls = async () => {
    const answer = await fetch(`${front().front.endpoint}/_lab/calls`);
    const { calls } = (await answer.json()) as { calls: { [name: string]: number } };
    return calls["route53.ChangeResourceRecordSets"] ?? 0;
  };
  const project = (program: string): Promise<Project> =>
    terraform().project(PROVIDERS + program, {
      AWS_ENDPOINT_URL: front().front.endpoint,
      AWS_ACCESS_KEY_ID: "AKIATERRAFORM",
      AWS_SECRET_ACCESS_KEY: "lab",
      AWS_REGION: region,
    });
  const resource = (zone: Zone, records: string, more = "") => `
resource "hybriddns_records" "all" {
  zone_name = "${zone.name}"
  zone_id   = "${zone.id}"
  records   = ${records}
  ${more}
}
`;
  const hosts = (count: number) => {
    const lines = Array.from({ length: count }, (_, number) => {
      return `host${number} = { a = ["10.20.${Math.floor(number / 250)}.${(number % 250) + 1}"] }`;
    });
    return `{\n${lines.join("\n")}\n}`;
  };

  it("writes every type, changes what changed, and leaves the zone as it was", async () => {
    const zone = await newZone();
    const long = "x".repeat(300);
    const records = (web: string) => `{
    app1 = { a = ["10.20.0.5"], aaaa = ["fd00:20::5"], ttl_seconds = 60 }
    web  = ${web}
    "@"  = { txt = ["v=spf1 -all", "${long}"], mx = [{ preference = 10, exchange = "mail.acmecorp.com" }] }
    "_ldap._tcp" = { srv = [{ priority = 0, weight = 100, port = 389, target = "dc1.acmecorp.com" }] }
    "*.apps"     = { a = ["10.20.0.6"] }
  }`;
    const { works, run, write } = await project(resource(zone, records('{ cname = "app1.acmecorp.com" }')));
    const plan = await works("plan");
    assert.match(plan, new RegExp(`\\+ "app1\\.${zone.name} AAAA" += \\[`));
    await works("apply", "-auto-approve");
    assert.deepEqual(names(zone), [
      `${zone.name}. MX`,
      `${zone.name}. TXT`,
      `_ldap._tcp.${zone.name}. SRV`,
      `app1.${zone.name}. A`,
      `app1.${zone.name}. AAAA`,
      `*.apps.${zone.name}. A`,
      `web.${zone.name}. CNAME`,
    ]);
    const second = await run("plan", "-detailed-exitcode");
    assert.equal(second.code, 0, second.output);

    await write(PROVIDERS + resource(zone, records('{ a = ["10.20.0.7"] }')));
    await works("apply", "-auto-approve");
    assert.ok(names(zone).includes(`web.${zone.name}. A`));
    assert.ok(!names(zone).includes(`web.${zone.name}. CNAME`));
    assert.equal((await run("plan", "-detailed-exitcode")).code, 0);
    await works("destroy", "-auto-approve");
    assert.deepEqual(names(zone), []);
  });

  it("shows a record that someone else made at the argument that wants it, and adopts it when told to", async () => {
    const zone = await newZone();
    const theirs = {
      Name: `host1.${zone.name}`,
      Type: "A" as const,
      TTL: 5,
      ResourceRecords: [{ Value: "192.0.2.1" }],
    };
    const Changes = [{ Action: "CREATE" as const, ResourceRecordSet: theirs }];
    await front().route53.send(
      new ChangeResourceRecordSetsCommand({ HostedZoneId: zone.id, ChangeBatch: { Changes } }),
    );
    const records = '{\n    host1 = { a = ["10.20.0.1"] }\n  }';
    const { works, run, write } = await project(resource(zone, records));
    const { code, output } = await run("plan");
    assert.equal(code, 1);
    assert.match(output, /Error: Record conflict/);
    assert.match(output, /\d+:\s+host1 = \{ a = \["10\.20\.0\.1"\] \}/);
    await write(PROVIDERS + resource(zone, records, `adopt = ["host1.${zone.name} A"]`));
    await works("apply", "-auto-approve");
    assert.deepEqual(held(zone)[0]?.values, ["10.20.0.1"]);
    assert.equal((await run("plan", "-detailed-exitcode")).code, 0);
  });

  it("imports the records of a zone that it could have made, from which a configuration can be generated", async () => {
    const zone = await newZone();
    const set = (name: string, Type: RRType, TTL: number, ...values: string[]): ResourceRecordSet => ({
      Name: `${name}${zone.name}`,
      Type,
      TTL,
      ResourceRecords: values.map((Value) => ({ Value })),
    });
    const long = `"${"x".repeat(255)}" "${"x".repeat(45)}"`;
    const ours = [
      set("app1.", "A", 60, "10.20.0.5", "10.20.0.6"),
      set("app1.", "AAAA", 60, "fd00:20::5"),
      set("*.apps.", "A", 300, "10.20.0.7"),
      set("web.", "CNAME", 300, "App1.acmecorp.com."),
      set("", "TXT", 300, '"v=spf1 -all"', long, '"say \\"\\303\\244\\""'),
      set("", "MX", 300, "10 mail.acmecorp.com."),
      set("_ldap._tcp.", "SRV", 300, "0 100 389 dc1.acmecorp.com."),
    ];
    const alias = { HostedZoneId: zone.id, DNSName: `app1.${zone.name}`, EvaluateTargetHealth: false };
    const others = [
      set("caa.", "CAA", 300, '0 issue "ca.example"'),
      { Name: `alias.${zone.name}`, Type: "A" as const, AliasTarget: alias },
    ];
    const Changes = [...ours, ...others].map((each) => ({ Action: "CREATE" as const, ResourceRecordSet: each }));
    const ChangeBatch = { Changes };
    await front().route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: zone.id, ChangeBatch }));
    const before = await changeCalls();
    const { works, run, folder } = await project(`
import {
  to = hybriddns_records.all
  id = "${zone.name}=${zone.id}"
}
`);
    const plan = await works("plan", "-generate-config-out=generated.tf");
    assert.match(plan, /1 to import, 0 to add, 0 to change, 0 to destroy/);
    const generated = await readFile(join(folder, "generated.tf"), "utf8");
    assert.match(generated, /"@" = \{/);
    assert.match(generated, /say \\"ä\\"/);
    await works("apply", "-auto-approve");
    assert.equal(await changeCalls(), before);
    const second = await run("plan", "-detailed-exitcode");
    assert.equal(second.code, 0, second.output);
    await works("destroy", "-auto-approve");
    assert.deepEqual(names(zone), [`alias.${zone.name}. A`, `caa.${zone.name}. CAA`]);
  });

  it("says what an id to import looks like, and that there is nothing to import", async () => {
    const zone = await newZone();
    const { run } = await project(resource(zone, hosts(1)));
    const bad = await run("import", "hybriddns_records.all", zone.id);
    assert.equal(bad.code, 1);
    assert.match(bad.output, /Bad import ID/);
    assert.match(bad.output.replace(/\s*\n│\s*/g, " "), /cloud\.acmecorp\.com=Z0123456789ABC/);
    const empty = await run("import", "hybriddns_records.all", `${zone.name}=${zone.id}`);
    assert.equal(empty.code, 1);
    assert.match(empty.output, /Nothing to import/);
  });

  describe("beside the AWS provider", () => {
    needsAwsProvider();

    it("writes into a zone that that one has found", async () => {
      const zone = await newZone();
      const program = `
terraform {
  required_providers {
    aws       = { source = "hashicorp/aws" }
    hybriddns = { source = "hybrid-dns/hybriddns" }
  }
}
provider "aws" {
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
data "aws_route53_zone" "cloud" { name = "${zone.name}" }
resource "hybriddns_records" "all" {
  zone_name = data.aws_route53_zone.cloud.name
  zone_id   = data.aws_route53_zone.cloud.zone_id
  records   = { app1 = { a = ["10.20.0.5"] } }
}
`;
      const { works, run, folder } = await project("");
      await writeFile(join(folder, "main.tf"), program);
      await works("init");
      await works("apply", "-auto-approve");
      assert.deepEqual(names(zone), [`app1.${zone.name}. A`]);
      assert.equal((await run("plan", "-detailed-exitcode")).code, 0);
    });
  });

  it("names the argument of every problem", async () => {
    const zone = await newZone();
    const records = '{\n    bad = { a = ["10.20"] }\n    "a..b" = { cname = "x.acmecorp.com" }\n  }';
    const { run } = await project(resource(zone, records, 'adopt = ["nothing"]'));
    const { diagnostics } = JSON.parse((await run("validate", "-json")).output) as {
      diagnostics: { summary: string; snippet: { code: string } }[];
    };
    const found = diagnostics.map(({ summary, snippet }) => `${summary}: ${snippet.code.trim()}`);
    assert.deepEqual(found.sort(), [
      'Bad domain name: "a..b" = { cname = "x.acmecorp.com" }',
      'Bad record set: adopt = ["nothing"]',
      'Bad record value: bad = { a = ["10.20"] }',
    ]);
  });

  it("plans with unknown values, and writes what they became", async () => {
    const zone = await newZone();
    const program = `resource "terraform_data" "made" { input = { address = "10.20.0.9", weight = 5 } }
${resource(
  zone,
  `{
    app1 = { a = [terraform_data.made.output.address], ttl_seconds = terraform_data.made.output.weight }
    "_ldap._tcp" = { srv = [{ priority = 0, weight = terraform_data.made.output.weight, port = 389, target = "dc1.acmecorp.com" }] }
  }`,
)}`;
    const { works, run } = await project(program);
    assert.match(await works("plan", "-out=saved"), /\+ record_sets\s+= \(known after apply\)/);
    await works("apply", "saved");
    assert.deepEqual(
      held(zone).map(({ type, ttl, values }) => `${type} ${ttl} ${values}`),
      ["SRV 300 0 5 389 dc1.acmecorp.com", "A 5 10.20.0.9"],
    );
    assert.equal((await run("plan", "-detailed-exitcode")).code, 0);
  });

  it("writes thousands in the fewest calls", async () => {
    const zone = await newZone();
    const { works } = await project(resource(zone, hosts(1000)));
    const before = await changeCalls();
    await works("apply", "-auto-approve");
    assert.equal(held(zone).length, 1000);
    assert.equal((await changeCalls()) - before, 1);
    await works("plan", "-detailed-exitcode");
  });

  describe("that is broken off", () => {
    const ALL = 75;
    /** So long that a call holds about thirty. */
    const texts = (count: number) => {
      const lines = Array.from({ length: count }, (_, number) => `text${number} = { txt = ["${"x".repeat(1000)}"] }`);
      return `{\n${lines.join("\n")}\n}`;
    };
    // A zone takes one change at a time, and here each takes a while, so that there is time to interrupt.
    before(() => void front().front.route53.changeSettings({ changeMilliseconds: 1500 }));

    /** Begins an apply, and waits until the first of three batches is written. */
    const begun = async ({ folder, environment }: Project, zone: Zone) => {
      const env = environment;
      const child = spawn("terraform", ["apply", "-auto-approve"], { cwd: folder, env, detached: true, stdio: "pipe" });
      let output = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (chunk) => {
          output += chunk;
        });
      }
      const ended = once(child, "close").then(([code]) => ({ code: code as number, output }));
      while (held(zone).length < 20) {
        if (child.exitCode !== null) assert.fail((await ended).output);
        await sleep(20);
      }
      return { child, ended };
    };
    const leftOver = ({ folder }: Project) => readdir(join(folder, "tmp"));

    it("stops after the batch in the works when it is interrupted, and the next run does the rest", async function () {
      if (process.platform === "win32") this.skip();
      const zone = await newZone();
      const interrupted = await project(resource(zone, texts(1)));
      await interrupted.works("apply", "-auto-approve");
      await interrupted.write(PROVIDERS + resource(zone, texts(ALL)));
      const { child, ended } = await begun(interrupted, zone);
      process.kill(-child.pid!, "SIGINT");
      const { code, output } = await ended;
      assert.equal(code, 1, output);
      assert.match(output, /Error: Stopped/);
      const written = held(zone).length;
      assert.ok(written > 1 && written < ALL, String(written));
      const state = JSON.parse(await readFile(join(interrupted.folder, "terraform.tfstate"), "utf8"));
      const { attributes } = state.resources[0].instances[0];
      assert.equal(Object.keys(attributes.record_sets).length, written);
      assert.deepEqual(await leftOver(interrupted), []);

      await interrupted.works("apply", "-auto-approve");
      assert.equal(held(zone).length, ALL);
      assert.equal((await interrupted.run("plan", "-detailed-exitcode")).code, 0);
    });

    it("takes what it wrote before it was killed, in the next run", async function () {
      if (process.platform !== "linux") {
        console.log("      skipped: finds the provider by /proc");
        this.skip();
      }
      const zone = await newZone();
      const killed = await project(resource(zone, texts(ALL)));
      const { child, ended } = await begun(killed, zone);
      const threads = globSync(`/proc/${child.pid}/task/*/children`);
      const children = (await Promise.all(threads.map((path) => readFile(path, "utf8")))).join(" ").match(/\d+/g) ?? [];
      const providers = children.filter((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("provider.js"));
      assert.equal(providers.length, 1);
      process.kill(Number(providers[0]), "SIGKILL");
      const { code, output } = await ended;
      assert.equal(code, 1, output);
      assert.match(output.slice(output.indexOf("Creating...")), /Error: (Plugin did not respond|Request cancelled)/);
      assert.ok(held(zone).length < ALL);

      await killed.works("apply", "-auto-approve");
      assert.equal(held(zone).length, ALL);
      assert.equal((await killed.run("plan", "-detailed-exitcode")).code, 0);
    });
  });
});
