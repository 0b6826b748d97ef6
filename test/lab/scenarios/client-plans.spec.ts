import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { documentedClient } from "../../../lab/scenarios/client-plans";
import { projectFolder } from "../../../set-up/paths";

describe("the client with resolver options", () => {
  it("has those that the README names", () => {
    const readme = readFileSync(join(projectFolder, "README.md"), "utf8");
    const [, timeout, attempts] = /`options timeout:(\d+) attempts:(\d+)`/.exec(readme) ?? [];
    const client = documentedClient([]);
    assert.deepEqual([client.timeoutMilliseconds, client.attempts], [Number(timeout) * 1000, Number(attempts)]);
    assert.equal(client.name, `timeout:${timeout} attempts:${attempts}`);
  });
});
