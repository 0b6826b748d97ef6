import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { followCloud } from "../../../../lab/network/supervisor/follow-cloud";
import { inTurn } from "../../../../lab/network/supervisor/in-turn";

const patienceMilliseconds = 10_000;

async function eventually(what: string, holds: () => boolean): Promise<void> {
  for (const end = Date.now() + patienceMilliseconds; Date.now() < end; await setTimeout(2)) if (holds()) return;
  assert.fail(what);
}

/** A cloud whose number is set by the test, followed as fast as it goes. */
function following(options: { readonly apply?: () => Promise<void> } = {}) {
  const cloud: { generation: number | undefined; applied: (number | undefined)[]; said: string[] } = {
    generation: 1,
    applied: [],
    said: [],
  };
  const follower = followCloud({
    generation: async () => cloud.generation,
    apply: async () => {
      await options.apply?.();
      cloud.applied.push(cloud.generation);
    },
    log: (line) => cloud.said.push(line),
    pollMilliseconds: 1,
    patienceMilliseconds: 20,
  });
  return { cloud, follower };
}

describe("following the cloud", () => {
  it("applies what has changed, once", async () => {
    const { cloud, follower } = following();
    follower.begin();
    await eventually("the first state is applied", () => cloud.applied.length === 1);
    cloud.generation = 2;
    await eventually("the second state is applied", () => cloud.applied.length === 2);
    await follower.refresh();
    assert.deepEqual(cloud.applied, [1, 2, 2]);
    follower.end();
  });

  it("does not wait for the end of changes that never pause", async () => {
    const { cloud, follower } = following();
    follower.begin();
    await eventually("it is applied in between", () => {
      cloud.generation = (cloud.generation ?? 0) + 1;
      return cloud.applied.length >= 2;
    });
    follower.end();
  });

  it("says once what fails, and tries again", async () => {
    let failures = 3;
    const { cloud, follower } = following({
      apply: () => (failures-- > 0 ? Promise.reject(new Error("the front is busy")) : Promise.resolve()),
    });
    follower.begin();
    await eventually("it is applied at last", () => cloud.applied.length === 1);
    assert.equal(cloud.said[0], "the cloud cannot be followed: the front is busy");
    follower.end();
  });

  it("leaves a front that has no such number alone", async () => {
    const { cloud, follower } = following();
    cloud.generation = undefined;
    follower.begin();
    await setTimeout(30);
    assert.deepEqual(cloud.applied, []);
    follower.end();
  });
});

describe("tasks in turn", () => {
  it("never overlap, and one that fails does not stop the next", async () => {
    const turn = inTurn();
    const seen: string[] = [];
    const task = (name: string, milliseconds: number) => async () => {
      seen.push(`${name} begins`);
      await setTimeout(milliseconds);
      seen.push(`${name} ends`);
    };
    const failing = turn(() => Promise.reject(new Error("no")));
    const results = [turn(task("one", 10)), turn(task("two", 1))];
    await assert.rejects(failing, /no/);
    await Promise.all(results);
    assert.deepEqual(seen, ["one begins", "one ends", "two begins", "two ends"]);
  });
});
