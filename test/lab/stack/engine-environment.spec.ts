import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findPulumiCli } from "../../../lab/engine/pulumi-cli";
import { LabError } from "../../../lab/lab-error";
import { engineEnvironment } from "../../../lab/stack";
import { projectFolder } from "../../../set-up/paths";

function program(folder: string, name = "pulumi"): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, "#!/bin/sh\n");
  chmodSync(path, 0o755);
  return path;
}

describe("the Pulumi CLI", () => {
  const folder = mkdtempSync(join(tmpdir(), "hybrid-dns-cli-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const named = program(join(folder, "named"), "pulumi-of-mine");
  const onPath = program(join(folder, "path"));
  const built = program(join(folder, "built"));
  const nowhere = join(folder, "nowhere");

  it("is the one that PULUMI_CLI names, before all", () => {
    assert.equal(findPulumiCli({ PULUMI_CLI: named, PATH: dirname(onPath) }, dirname(built)), named);
  });
  it("else the one on PATH", () => {
    assert.equal(findPulumiCli({ PATH: [nowhere, dirname(onPath)].join(delimiter) }, dirname(built)), onPath);
  });
  it("else the one that set-up built", () => {
    assert.equal(findPulumiCli({ PATH: nowhere, PULUMI_CLI: "" }, dirname(built)), built);
  });
  it("is missed in one message that says how to get it", () => {
    assert.throws(
      () => findPulumiCli({ PATH: nowhere }, nowhere),
      (error: Error) => {
        assert.ok(error instanceof LabError);
        assert.match(error.message, /npm run setup/);
        return true;
      },
    );
  });
  it("is not guessed where PULUMI_CLI names something else", () => {
    writeFileSync(join(folder, "text"), "");
    for (const wrong of [nowhere, folder, join(folder, "text")]) {
      assert.throws(
        () => findPulumiCli({ PULUMI_CLI: wrong, PATH: dirname(onPath) }, dirname(built)),
        /PULUMI_CLI=.*expected/,
      );
    }
  });
});

describe("the engine's environment", () => {
  const folder = mkdtempSync(join(tmpdir(), "hybrid-dns-environment-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const endpoint = "http://127.0.0.1:4599";
  const options = { folder, endpoint, region: "eu-west-1" };

  before(function () {
    try {
      findPulumiCli();
    } catch (error) {
      console.log(`      skipped: ${(error as Error).message}`);
      this.skip();
    }
  });

  it("points everything at the emulator and nothing at the user's own account", () => {
    const environment = engineEnvironment(options);
    assert.equal(environment.AWS_ENDPOINT_URL, endpoint);
    assert.equal(environment.AWS_REGION, "eu-west-1");
    assert.equal(environment.AWS_ACCESS_KEY_ID, "test");
    assert.equal(environment.AWS_PROFILE, "");
    assert.equal(environment.PULUMI_CONFIG_PASSPHRASE, "");
    assert.ok(existsSync(fileURLToPath(environment.PULUMI_BACKEND_URL ?? "")), "the state's folder is there");
  });

  it("finds the offline provider first, then the launcher of dynamic providers and the pinned Node", () => {
    const { PATH } = engineEnvironment(options);
    const which = (name: string) =>
      spawnSync("sh", ["-c", `command -v ${name}`], { env: { PATH }, encoding: "utf8" }).stdout.trim();
    assert.equal(which("pulumi-resource-aws"), join(projectFolder, "lab/aws-provider/pulumi-resource-aws"));
    assert.equal(
      which("pulumi-resource-pulumi-nodejs"),
      join(projectFolder, "node_modules/@pulumi/pulumi/pulumi-resource-pulumi-nodejs"),
    );
    assert.equal(which("node"), join(projectFolder, "node_modules/node/bin/node"));
    assert.ok(existsSync(which("pulumi")));
  });

  it("is all that a plain pulumi needs", function () {
    this.timeout(60_000);
    const work = join(folder, "work");
    mkdirSync(work);
    writeFileSync(join(work, "Pulumi.yaml"), "name: by-hand\nruntime: nodejs\nmain: index.ts\n");
    writeFileSync(join(work, "index.ts"), "");
    // Nothing else of this process's environment: what is missing shows.
    const env = engineEnvironment(options);
    const run = (...args: string[]) => spawnSync("pulumi", args, { cwd: work, env, encoding: "utf8" });
    const made = run("stack", "init", "lab", "--non-interactive");
    assert.equal(made.status, 0, made.stderr);
    const listed = run("stack", "ls", "--json");
    assert.equal(JSON.parse(listed.stdout)[0].name, "lab", listed.stderr);
    const destroyed = run("destroy", "--yes", "--skip-preview", "--non-interactive");
    assert.equal(destroyed.status, 0, destroyed.stderr);
  });
});
