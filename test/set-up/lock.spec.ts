import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lock } from "../../set-up/lock";

describe("the lock of set-up", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hybrid-dns-lock-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("lets one in at a time", async () => {
    const file = join(folder, "lock");
    const order: string[] = [];
    const release = await lock(file, (text) => order.push(text));
    const second = lock(file, (text) => order.push(text)).then((releaseSecond) => {
      order.push("second");
      releaseSecond();
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    order.push("released");
    release();
    await second;
    assert.deepEqual(order, [`waiting for the set-up that process ${process.pid} runs`, "released", "second"]);
    assert.equal(existsSync(file), false);
  });

  it("takes over from a holder that is dead", async () => {
    const file = join(folder, "lock");
    const { pid } = spawnSync("true");
    writeFileSync(file, String(pid));
    const release = await lock(file, assert.fail);
    release();
  });
});
