import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version } from "../../package.json";
import { projectFolder } from "../../set-up/paths";

const run = (program: string, args: readonly string[], cwd = projectFolder) =>
  spawnSync(process.execPath, [program, ...args], { cwd, encoding: "utf8" });

const launcher = join(projectFolder, "bin", "hybrid-dns.js");

describe("the command hybrid-dns", () => {
  it("tells its version", () => {
    assert.equal(run(launcher, ["--version"]).stdout.trim(), version);
  });

  it("works from any folder", () => {
    assert.equal(run(launcher, ["--version"], tmpdir()).stdout.trim(), version);
  });

  it("shows what there is", () => {
    const { stdout } = run(launcher, ["lab", "--help"]);
    for (const command of ["up", "hosts", "exec", "env", "down"])
      assert.match(stdout, new RegExp(`^  ${command}\\b`, "m"));
  });

  for (const [title, args, message] of [
    ["an unknown command", ["lab", "upp"], /unknown command 'upp'.*\n.*Did you mean up\?/s],
    ["a port that is none", ["lab", "up", "--port", "http"], /got "http", expected a number from 1 to 65535/],
    ["a host without a command", ["lab", "exec", "app1"], /missing required argument 'command'/],
  ] as const)
    it(`refuses ${title}`, () => {
      const { status, stderr } = run(launcher, args);
      assert.equal(status, 1);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n {4}at /);
    });

  describe("without what it needs", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "hybrid-dns-launcher-"));
      for (const part of ["bin", "package.json"])
        cpSync(join(projectFolder, part), join(folder, part), { recursive: true });
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("says in a checkout that is not set up how to set it up", () => {
      cpSync(join(projectFolder, "command"), join(folder, "command"), { recursive: true });
      const { status, stderr } = run(join(folder, "bin", "hybrid-dns.js"), ["lab", "up"]);
      assert.equal(status, 1);
      assert.match(stderr, /run `npm run setup` in it first/);
    });

    it("says in an installed package where the lab is", () => {
      const { status, stdout } = run(join(folder, "bin", "hybrid-dns.js"), ["lab", "up"]);
      assert.equal(status, 2);
      assert.match(stdout, /the lab runs from a checkout/);
    });
  });
});
