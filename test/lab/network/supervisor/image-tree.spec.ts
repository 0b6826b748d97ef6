import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { enabledUnits, readImageTree } from "../../../../lab/network/supervisor/image-tree";

describe("the tree of an image", () => {
  let folder: string;
  const wants = "etc/systemd/system/multi-user.target.wants";

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "image-tree-"));
    const write = (path: string, text: string) => {
      const file = join(folder, "forwarder", path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    };
    for (const name of ["unbound", "named", "cron"])
      write(`usr/lib/systemd/system/${name}.service`, `[Service]\nExecStart=/usr/sbin/${name}\nRestart=on-failure\n`);
    for (const name of ["unbound", "named"])
      write(`etc/systemd/system/${name}.service.d/hybrid-dns.conf`, "[Service]\nRestart=always\n");
    write("etc/systemd/system/gone.service.d/hybrid-dns.conf", "[Service]\nRestart=always\n");
    // neither masked units nor those that a lab host has nothing for
    symlinkSync("/dev/null", join(folder, "forwarder/etc/systemd/system/ssh2.service"));
    write("usr/lib/systemd/system/ssh2.service", "[Service]\nExecStart=/usr/sbin/ssh2\n");
    write("usr/lib/systemd/system/systemd-timesyncd.service", "[Service]\nExecStart=/usr/lib/systemd/timesyncd\n");
    mkdirSync(join(folder, "forwarder", wants));
    // it leads out of the tree until the tree is the machine's root
    symlinkSync("/usr/lib/systemd/system/unbound.service", join(folder, "forwarder", wants, "unbound.service"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("has the units that are installed, with the image's own drop-ins, and knows which are enabled", () => {
    const { root, units, installedUnits } = readImageTree(folder, "forwarder", "/nowhere");
    assert.deepEqual(
      installedUnits.map(({ name, restart }) => [name, restart]),
      [
        ["cron.service", "on-failure"],
        ["named.service", "always"],
        ["unbound.service", "always"],
      ],
    );
    assert.deepEqual(
      units.map(({ name }) => name),
      ["unbound.service"],
    );
    assert.deepEqual(enabledUnits(root), ["unbound.service"]);
  });

  it("is the other one where there is none of the name, or the name is a path", () => {
    assert.equal(readImageTree(folder, "ami-0123", "/nowhere").root, "/nowhere");
    assert.equal(readImageTree(folder, "../forwarder", "/nowhere").root, "/nowhere");
  });
});
