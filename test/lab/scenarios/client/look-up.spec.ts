import assert from "node:assert/strict";
import type { Channel, Reply } from "../../../../lab/scenarios/client/channel";
import { lookUp } from "../../../../lab/scenarios/client/look-up";

/** Looks up with servers that say these things one after the other. @returns the outcome, and whom it asked for how long */
async function lookUpWith(replies: { readonly [server: string]: readonly Reply[] }, attempts = 3) {
  const asked: string[] = [];
  const closed: string[] = [];
  const open = (server: string): Channel => {
    const left = [...(replies[server] ?? [])];
    return {
      ask: async (_message, timeoutMilliseconds) => {
        asked.push(`${server} ${timeoutMilliseconds}`);
        return left.shift() ?? "silent";
      },
      close: () => closed.push(server),
    };
  };
  const options = { servers: Object.keys(replies), timeoutMilliseconds: 1_000, attempts };
  const outcome = await lookUp(Buffer.alloc(12), options, open);
  assert.deepEqual(closed.toSorted(), [...new Set(asked.map((line) => line.split(" ")[0]))].toSorted());
  return { ...outcome, asked };
}

describe("a lookup as glibc does it", () => {
  it("asks the first server, and nobody else when that answers", async () => {
    assert.deepEqual(await lookUpWith({ a: ["NOERROR"], b: ["NOERROR"] }), {
      status: "NOERROR",
      answeredBy: "a",
      asked: ["a 1000"],
    });
  });

  for (const reply of ["silent", "unreachable", "SERVFAIL", "REFUSED", "NOTIMP"] as const)
    it(`asks the next server after ${reply}`, async () => {
      const { status, answeredBy } = await lookUpWith({ a: [reply], b: ["NOERROR"] });
      assert.deepEqual([status, answeredBy], ["NOERROR", "b"]);
    });

  for (const reply of ["NXDOMAIN", "no data", "FORMERR"] as const)
    it(`takes ${reply} for an answer`, async () => {
      const { status, answeredBy } = await lookUpWith({ a: [reply], b: ["NOERROR"] });
      assert.deepEqual([status, answeredBy], [reply, "a"]);
    });

  it("comes back to the first in the next round", async () => {
    const { answeredBy, asked } = await lookUpWith({ a: ["silent", "NOERROR"], b: ["SERVFAIL"] });
    assert.deepEqual([answeredBy, asked.length], ["a", 3]);
  });

  it("gives up after so many rounds, with the last failure that it heard", async () => {
    const { status, answeredBy, asked } = await lookUpWith({ a: ["SERVFAIL"], b: ["silent"] }, 2);
    assert.deepEqual([status, answeredBy, asked.length], ["SERVFAIL", "a", 4]);
  });

  it("has no answer where all are silent", async () => {
    assert.equal((await lookUpWith({ a: [], b: [] })).status, "no answer");
  });
});
