import assert from "node:assert/strict";
import { ListHealthChecksCommand } from "@aws-sdk/client-route-53";
import { withFront } from "../running-front";

describe("what the front mends in moto's health checks", () => {
  const running = withFront();

  it("says that there are no more than those listed", async () => {
    const { HealthChecks, IsTruncated, MaxItems } = await running().route53.send(new ListHealthChecksCommand({}));
    assert.deepEqual([HealthChecks, IsTruncated, MaxItems], [[], false, 100]);
  });
});
