import assert from "node:assert/strict";
import { tokenBucket } from "../../components/io/token-bucket";
import { virtualClock } from "../helpers/virtual-clock";

describe("A token bucket", () => {
  it("fills from when the API has answered the call that found it full", async () => {
    const clock = virtualClock();
    const bucket = tokenBucket(100, 10, clock);
    await bucket.take(60);
    await clock.sleep(2_000);
    bucket.answered();
    const answeredAt = clock.now();
    await bucket.take(60);
    assert.equal(clock.now() - answeredAt, 2_000, "40 were left, 20 come in 2 s");
  });

  it("counts what others took before that answer, and lets later answers be", async () => {
    const clock = virtualClock();
    const bucket = tokenBucket(100, 10, clock);
    await bucket.take(60);
    await bucket.take(40);
    bucket.answered();
    await clock.sleep(1_000);
    bucket.answered();
    const begin = clock.now();
    await bucket.take(20);
    assert.equal(clock.now() - begin, 1_000);
  });
});
