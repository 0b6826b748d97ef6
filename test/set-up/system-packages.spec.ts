import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../set-up/paths";

/** Runs set-up with nothing on the PATH but what is named, and an empty cache. */
function setUpWith(programs: { readonly [name: string]: string }, scripts: { readonly [name: string]: string } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "hybrid-dns-set-up-"));
  const PATH = join(folder, "bin");
  mkdirSync(PATH);
  for (const [name, target] of Object.entries(programs)) symlinkSync(target, join(PATH, name));
  for (const [name, text] of Object.entries(scripts)) writeFileSync(join(PATH, name), text, { mode: 0o755 });
  try {
    const args = [join(projectFolder, "set-up", "main.js")];
    const env = { PATH, HOME: folder };
    const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: "utf8" });
    return { status, stderr, cached: existsSync(join(folder, ".cache", "hybrid-dns", "set-up.lock")) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("set-up on a machine that lacks something", () => {
  it("names all that is missing at once, without a stack trace, and starts nothing", () => {
    const { status, stderr, cached } = setUpWith({});
    assert.equal(status, 1);
    assert.match(stderr, /this machine lacks/);
    assert.match(stderr, /- Python 3\.11 or newer as python3; got none/);
    assert.match(stderr, /- a `pulumi` on PATH \(.*\), or Go 1\.25 or newer to build it from its module; got neither/);
    assert.doesNotMatch(stderr, /\n {4}at /);
    assert.equal(cached, false);
  });

  it("takes a `pulumi` in place of Go", () => {
    const { stderr } = setUpWith({ pulumi: process.execPath });
    assert.match(stderr, /Python/);
    assert.doesNotMatch(stderr, /Go 1\.25/);
  });

  it("says which version it found where it is too old", () => {
    const { stderr } = setUpWith({}, { python3: "#!/bin/sh\necho Python 3.9.2\n" });
    assert.match(stderr, /- Python 3\.11 or newer as python3; got Python 3\.9\.2/);
  });
});
