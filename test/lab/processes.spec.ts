import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { endProcess, isAlive, markOf } from "../../lab/processes";

describe("processes of the lab", () => {
  it("ends one that ignores SIGTERM", async () => {
    const child = spawn("sh", ["-c", "trap '' TERM; echo ready; while :; do sleep 0.1; done"], { stdio: "pipe" });
    const ended = once(child, "exit");
    await once(child.stdout, "data");
    const mark = markOf(child.pid ?? 0);
    assert(mark !== undefined && isAlive(mark));
    await endProcess(mark, 200);
    assert.equal((await ended)[1], "SIGKILL");
    assert.equal(isAlive(mark), false);
  });

  it("leaves a stranger alone that has the same id", async () => {
    const child = spawn("sleep", ["30"]);
    await once(child, "spawn");
    const mark = markOf(child.pid ?? 0);
    assert(mark !== undefined);
    await endProcess({ pid: mark.pid, started: "1" });
    assert.equal(isAlive(mark), true);
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  });

  it("knows nothing of an id that is not there", () => {
    assert.equal(markOf(2 ** 22 + 1), undefined);
  });
});
