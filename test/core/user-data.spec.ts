import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MOST_USER_DATA_BYTES, renderUserData } from "../../components/core/user-data";
import { wellDescribed } from "./descriptions";
import { unboundConfOf } from "./unbound-conf-of";

describe("User data", () => {
  const conf = unboundConfOf(wellDescribed());

  it("hands the configuration to the image's program word for word, whatever a shell would make of it", () => {
    const folder = mkdtempSync(join(tmpdir(), "user-data-"));
    try {
      const configure = join(folder, "configure");
      writeFileSync(configure, `#!/bin/sh\ncat > "${folder}/taken"\n`);
      chmodSync(configure, 0o755);
      const text = `# $(touch ${folder}/run) \`id\` $HOME 'x' "y" \\\n${conf}`;
      const script = renderUserData("unbound", text);
      assert.match(script, /^#!\/bin\/sh\n/);
      const { status } = spawnSync("/bin/sh", ["-s"], {
        input: script.replace("/usr/lib/hybrid-dns/configure", configure),
      });
      assert.equal(status, 0);
      assert.equal(readFileSync(join(folder, "taken"), "utf8"), text);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("loses its comments where only that makes it fit, and nothing else", () => {
    const long = `${conf}${"# a comment that only people read\n".repeat(400)}`;
    const script = renderUserData("unbound", long);
    assert.ok(Buffer.byteLength(script) <= MOST_USER_DATA_BYTES);
    assert.ok(!script.includes("only people read"));
    const settings = (text: string) =>
      text
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => /^[a-z-]+:/.test(line));
    assert.deepEqual(settings(script), settings(long));
    assert.ok(settings(long).length > 50);
  });

  it("that EC2 would refuse is refused here, with how much it is and what to do", () => {
    const zones = Array.from({ length: 400 }, (_, index) => `forward-zone:\n    name: "z${index}.example."\n`);
    assert.throws(() => renderUserData("unbound", conf + zones.join("")), {
      code: "USER_DATA_TOO_LARGE",
      message:
        /takes \d{5} bytes of user data, \d+ more than the 16384 that EC2 takes; it forwards 416 zones: forward fewer/,
    });
  });

  it("cannot be ended early by a line of the configuration", () => {
    assert.throws(() => renderUserData("unbound", `${conf}END OF HYBRID-DNS CONFIGURATION\nreboot\n`), {
      code: "BAD_CONFIGURATION",
    });
  });
});
