import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LambdaFunction, lambdaFunction } from "../../../lab/functions/lambda-function";

const code = `
let count = 0;
exports.handler = async (event, context) => {
  count += 1;
  if (event.fail) throw new TypeError("no");
  if (event.exit) process.exit(7);
  if (event.hang) await new Promise((resolve) => setTimeout(resolve, 60_000));
  console.log("line", count);
  return { count, variables: Object.keys(process.env).sort(), left: context.getRemainingTimeInMillis() };
};`;

describe("A function in the lab", () => {
  let folder: string;
  let running: LambdaFunction;
  let lines: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hybrid-dns-function-"));
    writeFileSync(join(folder, "index.js"), code);
    lines = [];
    running = lambdaFunction({
      folder,
      handler: "index.handler",
      environment: { ONLY: "this" },
      timeoutSeconds: 2,
      onLine: (line) => lines.push(line),
    });
  });
  afterEach(async () => {
    await running.end();
    rmSync(folder, { recursive: true, force: true });
  });
  const resultOf = async (event: object) => {
    const answer = await running.invoke(event);
    assert("result" in answer, JSON.stringify(answer));
    return answer.result as { count: number; variables: string[]; left: number };
  };

  it("has its environment only, a time limit, and a process that stays", async () => {
    const [first, second] = await Promise.all([resultOf({}), resultOf({})]);
    assert.deepEqual([first.count, second.count], [1, 2]);
    assert.ok(first.variables.includes("ONLY"));
    assert.ok(!first.variables.includes("PATH"));
    assert.ok(first.left > 0 && first.left <= 2_000);
  });

  it("fails with what it throws, and goes on", async () => {
    assert.deepEqual(await running.invoke({ fail: true }), { error: "TypeError: no" });
    assert.equal((await resultOf({})).count, 2);
  });

  it("fails when its process ends, or its time is up, and starts anew", async () => {
    assert.deepEqual(await running.invoke({ exit: true }), { error: "the process ended with 7" });
    assert.equal((await resultOf({})).count, 1);
    assert.deepEqual(await running.invoke({ hang: true }), { error: "Task timed out after 2 seconds" });
    assert.equal((await resultOf({})).count, 1);
  });
});
