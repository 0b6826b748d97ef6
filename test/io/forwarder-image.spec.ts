import * as assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forwarderImageFolder, forwarderImageName } from "../../components/io/forwarder-image";

describe("forwarderImageName", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hybrid-dns-image-"));
    mkdirSync(join(folder, "files"));
    writeFileSync(join(folder, "provision.sh"), "#!/bin/sh\n", { mode: 0o755 });
    writeFileSync(join(folder, "files", "unit"), "[Unit]\n", { mode: 0o644 });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is a name with twelve hexadecimal digits, the same at every call", () => {
    assert.match(forwarderImageName(folder), /^hybrid-dns-forwarder-[0-9a-f]{12}$/);
    assert.equal(forwarderImageName(folder), forwarderImageName(folder));
  });

  const changes: [what: string, change: (folder: string) => void][] = [
    ["a changed file", (folder) => writeFileSync(join(folder, "files", "unit"), "[Unit]\n#\n")],
    ["a renamed file", (folder) => renameSync(join(folder, "files", "unit"), join(folder, "files", "unit2"))],
    ["a further file", (folder) => writeFileSync(join(folder, "empty"), "")],
    ["a file that may be executed now", (folder) => chmodSync(join(folder, "files", "unit"), 0o755)],
    ["a link", (folder) => symlinkSync("provision.sh", join(folder, "link"))],
  ];
  for (const [what, change] of changes) {
    it(`is another one after ${what}`, () => {
      const before = forwarderImageName(folder);
      change(folder);
      assert.notEqual(forwarderImageName(folder), before);
    });
  }

  it("does not depend on permissions that git and npm do not keep", () => {
    const before = forwarderImageName(folder);
    chmodSync(join(folder, "files", "unit"), 0o600);
    chmodSync(join(folder, "provision.sh"), 0o700);
    assert.equal(forwarderImageName(folder), before);
  });

  it("is by default that of the packaged folder", () => {
    assert.equal(forwarderImageName(), forwarderImageName(forwarderImageFolder()));
    assert.match(forwarderImageFolder(), /[/\\]forwarder-image$/);
  });
});
