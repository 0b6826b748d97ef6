import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type AwstoeStep, renderAwstoeDocument } from "../../../components/core/awstoe-document";
import { buildImageTree, labHostImageName } from "../../../lab/root-file-system";
import { rootFileSystemsFolder } from "../../../set-up/paths";
import { needsNamespaces } from "../network/needs-namespaces";

const created = (path: string, content: string, permissions = "0644"): AwstoeStep => ({
  name: `create ${path}`,
  action: "CreateFile",
  file: { path, content, permissions },
});
const executed = (...commands: string[]): AwstoeStep => ({ name: "run", action: "ExecuteBash", commands });
const documents = (...steps: AwstoeStep[]) => [renderAwstoeDocument("test", "test", steps)];

describe("an image's tree", function () {
  this.timeout(120_000);
  const base = labHostImageName();
  let folder = "";
  before(async function () {
    await needsNamespaces(this);
    if (!existsSync(join(rootFileSystemsFolder, base))) {
      console.log(`      skipped: ${base} is not built; \`npm run setup\` builds it`);
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), "hybrid-dns-trees-"));
    symlinkSync(join(rootFileSystemsFolder, base), join(folder, base));
  });
  after(() => {
    if (folder !== "") rmSync(folder, { recursive: true, force: true });
  });

  it("is its base and what the documents did in it, which is root's, without a network", async () => {
    const steps = documents(
      created("/opt/made/by/it", "first\n", "0750"),
      { name: "append", action: "AppendFile", file: { path: "/opt/made/by/it", content: "it's $second `x` {" } },
      executed("set -eu", "id -u > /opt/user", "chmod +x /opt/made/by/it"),
      { ...executed("ip -brief link > /opt/links", "rm /etc/debian_version"), name: "network" },
    );
    assert.equal(await buildImageTree({ name: "whole", base, documents: steps }, folder), true);
    const inTree = (path: string) => join(folder, "whole", path);
    assert.equal(readFileSync(inTree("opt/made/by/it"), "utf8"), "first\nit's $second `x` {");
    assert.equal(statSync(inTree("opt/made/by/it")).mode & 0o777, 0o751);
    assert.equal(readFileSync(inTree("opt/user"), "utf8"), "0\n");
    assert.match(readFileSync(inTree("opt/links"), "utf8"), /^lo .*\n$/);
    assert.equal(existsSync(inTree("etc/debian_version")), false);
    assert.equal(existsSync(join(rootFileSystemsFolder, base, "etc/debian_version")), true, "the base is as it was");
    assert.equal(existsSync(inTree(".awstoe")), false);
    assert.equal(statSync(inTree("opt/user")).uid, process.getuid?.());
  });

  it("is taken as it is where it is there already", async () => {
    assert.equal(
      await buildImageTree({ name: "whole", base, documents: documents(executed("exit 1")) }, folder),
      false,
    );
  });

  it("is not there when a step fails, and the reason is what was said", async () => {
    const failing = documents(executed("echo before", "echo what went wrong >&2; exit 3"));
    await assert.rejects(
      buildImageTree({ name: "failed", base, documents: failing }, folder),
      /^Error: step run\nbefore\nwhat went wrong\nstep run: ended with exit code 3$/,
    );
    assert.deepEqual(readdirSync(folder).sort(), [base, "whole"]);
  });

  it("does not run what follows a failed step", async () => {
    const failing = documents(
      { name: "append", action: "AppendFile", file: { path: "/opt/none", content: "x" } },
      executed("echo still here"),
    );
    await assert.rejects(buildImageTree({ name: "failed", base, documents: failing }, folder), (error: Error) => {
      assert.match(error.message, /step append: \/opt\/none is not there$/);
      return true;
    });
  });

  it("is not there when the build is ended, and nothing of it runs on", async () => {
    const abort = new AbortController();
    const build = { name: "ended", base, documents: documents(executed("sleep 1000")), signal: abort.signal };
    const building = buildImageTree(build, folder);
    while (!readdirSync(folder).some((name) => existsSync(join(folder, name, ".awstoe")))) await setTimeout(20);
    abort.abort();
    await assert.rejects(building, { name: "AbortError" });
    assert.deepEqual(readdirSync(folder).sort(), [base, "whole"]);
  });

  it("needs its base", async () => {
    const build = { name: "lost", base: "hybrid-dns-none-000000000000", documents: [] };
    await assert.rejects(buildImageTree(build, tmpdir()), /no root file system hybrid-dns-none-000000000000/);
  });
});
