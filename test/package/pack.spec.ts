import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { startDynamicProvider } from "../helpers/dynamic-provider-process";
import { runAsLanguageHost } from "../helpers/hosted-program";
import { checkout, compilerOptions, packedPackage } from "./packed-package";

const run = promisify(execFile);

/** The README's first program. */
const program = firstProgram(readFileSync(join(checkout, "README.md"), "utf8"));

function firstProgram(readme: string): string {
  const [, text = ""] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  assert.match(text, /from "hybrid-dns"/, "README.md has no first program");
  return text;
}

describe("the packed package", function () {
  this.timeout(300_000);
  let folder: string;
  let files: readonly string[];

  before(async () => {
    ({ folder, files } = await packedPackage());
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["index.ts"] }));
    writeFileSync(join(folder, "index.ts"), program);
    writeFileSync(join(folder, "Pulumi.yaml"), "name: network\nruntime: nodejs\nmain: index.ts\n");
  });

  it("holds what runs and what the image is built from, no sources and no tests", () => {
    for (const path of [
      "dist/components/index.js",
      "dist/components/index.d.ts",
      "dist/components/core/index.js",
      "dist/components/cdktf/cdktf.js",
      "dist/components/cdktf/cdktf.d.ts",
      "dist/components/cdktf/cdktn.js",
      "dist/components/cdktf/cdktn.d.ts",
      "dist/components/io/ptr-records.js",
      "dist/components/io/dhcp-options-restore.js",
      "package.json",
    ]) {
      assert.ok(files.includes(path), path);
    }
    for (const path of ["provision.sh", "packages", "files/usr/lib/hybrid-dns/agent.js"])
      assert.ok(files.includes(`dist/forwarder-image/${path}`), path);
    assert.ok(files.some((path) => /^forwarder-image\/packer\/.*[.]pkr[.]hcl$/.test(path)));
    const strange = files.filter(
      (path) => /(^|\/)(test|lab|bench|node_modules)\//.test(path) || /(?<!\.d)\.ts$/.test(path),
    );
    assert.deepEqual(strange, []);
  });

  it("has `hybrid-dns ptr`, which needs no checkout", async () => {
    const command = join(folder, "node_modules", "hybrid-dns", "bin", "hybrid-dns.js");
    const { stdout } = await run(process.execPath, [command, "ptr", "--help"], { cwd: folder });
    assert.match(stdout, /^ {2}plan .*^ {2}apply .*^ {2}check /ms);
    writeFileSync(join(folder, "zones.json"), '{ "reverseZoneIds": { "acmecorp.com": "Z1" } }');
    const check = run(process.execPath, [command, "ptr", "check", "--file", "zones.json"], { cwd: folder });
    await assert.rejects(check, (error: Error & { code: number; stderr: string }) => {
      assert.equal(error.code, 2);
      assert.match(error.stderr, /NOT_A_REVERSE_ZONE/);
      return true;
    });
  });

  it("has `hybrid-dns status`, which says whom to ask about where there is no lab", async () => {
    const command = join(folder, "node_modules", "hybrid-dns", "bin", "hybrid-dns.js");
    const asked = run(process.execPath, [command, "status"], { cwd: folder });
    await assert.rejects(asked, (error: Error & { code: number; stderr: string }) => {
      assert.equal(error.code, 1);
      assert.match(error.stderr, /^hybrid-dns: which forwarders\? give --bucket, or --outputs/);
      return true;
    });
  });

  it("type-checks a first program", async () => {
    await run(process.execPath, [join(checkout, "node_modules", "typescript", "bin", "tsc"), "--noEmit"], {
      cwd: folder,
    });
  });

  it("refuses a mistake in a first program", async () => {
    writeFileSync(join(folder, "index.ts"), program.replace("cidrBlocks", "cidrBlock"));
    const tsc = join(checkout, "node_modules", "typescript", "bin", "tsc");
    await assert.rejects(run(process.execPath, [tsc, "--noEmit"], { cwd: folder }), (error: { stdout: string }) => {
      assert.match(error.stdout, /'cidrBlock' does not exist in type 'VpcArgs'. Did you mean to write 'cidrBlocks'/);
      return true;
    });
    writeFileSync(join(folder, "index.ts"), program);
  });

  it("previews a first program under Pulumi's own start of it", async () => {
    const preview = await runAsLanguageHost({ folder, invoke: () => ({ availabilityZone: "eu-west-1a" }) });
    assert.equal(preview.exitCode, 0, preview.text);
    const registered = preview.resources.map(({ type, name }) => `${type} ${name}`);
    for (const expected of [
      "hybrid-dns:index:HybridDns acme",
      "aws:autoscaling/group:Group acme-main-b",
      "aws:route53/record:Record acme-cloud.acmecorp.com-app1-A",
      "pulumi-nodejs:dynamic/hybriddns:PtrRecords acme",
    ]) {
      assert.ok(registered.includes(expected), registered.join("\n"));
    }
  });

  it("shows a wrong description as one error without a stack trace", async () => {
    writeFileSync(join(folder, "index.ts"), program.replace("10.20.0.0/16", "10.20.1.0/16"));
    const preview = await runAsLanguageHost({ folder });
    writeFileSync(join(folder, "index.ts"), program);
    assert.notEqual(preview.exitCode, 0);
    const errors = preview.messages.filter(({ severity }) => severity === "error").map(({ message }) => message);
    assert.equal(errors.length, 1, errors.join("\n"));
    assert.match(errors[0]!, /vpcs\.main\.cidrBlocks\[0\]: .*10\.20\.0\.0\/16.* \(HOST_BITS_SET\)/);
    assert.doesNotMatch(errors[0]! + preview.text, /\n\s+at /);
    assert.deepEqual(
      preview.resources.filter(({ custom }) => custom).map(({ type }) => type),
      [],
    );
  });

  it("is found by Pulumi's process for dynamic resources", async () => {
    const { dynamicProvider } = require(
      join(folder, "node_modules/hybrid-dns/dist/components/pulumi/dynamic-provider.js"),
    );
    const running = await startDynamicProvider(folder);
    try {
      const { inputs, failures } = await running.check(
        {},
        {
          __provider: dynamicProvider("hybrid-dns/io/ptr-records"),
          addressRecords: [{ name: "app1.cloud.acmecorp.com", addresses: ["10.20.1.10"] }],
          zoneIds: { "20.10.in-addr.arpa": "Z0123456789" },
          policy: {},
          access: {},
        },
      );
      assert.deepEqual(failures, []);
      assert.deepEqual(inputs["20.10.in-addr.arpa"], { "10.1.20.10.in-addr.arpa": ["app1.cloud.acmecorp.com"] });
    } finally {
      await running.close();
    }
  });
});
