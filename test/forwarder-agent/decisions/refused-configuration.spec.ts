import assert from "node:assert/strict";
import { isTried, type Refusal, refused } from "../../../components/forwarder-agent/decisions/refused-configuration";

const MINUTE = 60_000;
const no = (final: boolean) => ({ sha256: "one", reason: "no", final });

describe("a refused configuration", () => {
  it("is not tried again where it would always be refused", () => {
    assert.equal(isTried("one", refused(undefined, no(true), 0), 1_000 * MINUTE), false);
  });

  it("does not stand in the way of another one", () => {
    assert.equal(isTried("two", refused(undefined, no(true), 0), 0), true);
    assert.equal(isTried("one", undefined, 0), true);
  });

  it("is tried again after a minute, then after pauses that double up to 16 minutes", () => {
    let refusal: Refusal | undefined;
    const pauses: number[] = [];
    let now = 0;
    for (let attempt = 0; attempt < 7; attempt++) {
      refusal = refused(refusal, no(false), now);
      const at = now;
      while (!isTried("one", refusal, now)) now += MINUTE;
      pauses.push((now - at) / MINUTE);
    }
    assert.deepEqual(pauses, [1, 2, 4, 8, 16, 16, 16]);
  });
});
