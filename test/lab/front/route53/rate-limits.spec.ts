import assert from "node:assert/strict";
import {
  type ChangeAction,
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  GetHostedZoneCountCommand,
  ListHostedZonesCommand,
} from "@aws-sdk/client-route-53";
import { rateLimits } from "../../../../lab/front/route53/rate-limits";
import { awsSettings } from "../../../../lab/front/route53/settings";
import { awsError, withFront } from "../running-front";

describe("rate limits of Route 53", () => {
  let now = 0;
  const limits = () => {
    now = 1_000_000;
    return rateLimits(
      () => awsSettings,
      () => now,
    );
  };
  const taken = (take: () => void): number => {
    let count = 0;
    try {
      for (; count < 10_000; count++) take();
    } catch (error) {
      assert.ok(awsError("Throttling", "Rate exceeded")(error));
    }
    return count;
  };

  it("let 50 requests of an account through at once, then 10 a second", () => {
    const buckets = limits();
    assert.equal(
      taken(() => buckets.takeRequest("1", "ListHostedZones")),
      50,
    );
    now += 99;
    assert.equal(
      taken(() => buckets.takeRequest("1", "ListHostedZones")),
      0,
    );
    now += 1;
    assert.equal(
      taken(() => buckets.takeRequest("1", "ListHostedZones")),
      1,
    );
    now += 2_000;
    assert.equal(
      taken(() => buckets.takeRequest("1", "GetHostedZone")),
      20,
    );
    now += 3_600_000;
    assert.equal(
      taken(() => buckets.takeRequest("1", "GetHostedZone")),
      50,
    );
  });
  it("count the actions of one account together and the accounts apart", () => {
    const buckets = limits();
    for (let count = 0; count < 30; count++) buckets.takeRequest("1", "ListHostedZones");
    assert.equal(
      taken(() => buckets.takeRequest("1", "GetHostedZone")),
      20,
    );
    assert.equal(
      taken(() => buckets.takeRequest("2", "GetHostedZone")),
      50,
    );
  });
  for (const [action, burst, perSecond] of [
    ["AssociateVPCWithHostedZone", 20, 5],
    ["DisassociateVPCFromHostedZone", 10, 5],
    ["CreateHostedZone", 40, 2],
    ["DeleteHostedZone", 40, 5],
  ] as const) {
    it(`let ${burst} calls of ${action} through at once, then ${perSecond} a second`, () => {
      const buckets = limits();
      assert.equal(
        taken(() => buckets.takeRequest("1", action)),
        burst,
      );
      now += 1_000;
      assert.equal(
        taken(() => buckets.takeRequest("1", action)),
        perSecond,
      );
    });
  }
  it("take nothing for a call that is refused", () => {
    const buckets = limits();
    assert.equal(
      taken(() => buckets.takeRequest("1", "DisassociateVPCFromHostedZone")),
      10,
    );
    for (let count = 0; count < 100; count++) {
      assert.throws(() => buckets.takeRequest("1", "DisassociateVPCFromHostedZone"));
    }
    assert.equal(
      taken(() => buckets.takeRequest("1", "ListHostedZones")),
      40,
    );
  });
  it("let 1,500 changes through at once, then 100 a second, apart from requests", () => {
    const buckets = limits();
    buckets.takeChanges("1", 1_000);
    buckets.takeChanges("1", 500);
    assert.throws(() => buckets.takeChanges("1", 1), awsError("Throttling"));
    now += 1_000;
    assert.throws(() => buckets.takeChanges("1", 101), awsError("Throttling"));
    buckets.takeChanges("1", 100);
    assert.equal(
      taken(() => buckets.takeRequest("1", "ChangeResourceRecordSets")),
      50,
    );
  });
  it("tell what was spent on changes, not counting what was refused, until they are reset", () => {
    const buckets = limits();
    buckets.takeChanges("1", 1_500);
    buckets.takeChanges("2", 7);
    assert.throws(() => buckets.takeChanges("1", 1));
    assert.equal(buckets.spentOnChanges(), 1_507);
    buckets.reset();
    assert.equal(buckets.spentOnChanges(), 0);
  });
  it("let a batch larger than the bucket through a full one, which then owes the rest", () => {
    const buckets = limits();
    buckets.takeChanges("1", 2_000);
    now += 5_000;
    assert.throws(() => buckets.takeChanges("1", 1), awsError("Throttling"));
    now += 10;
    buckets.takeChanges("1", 1);
  });

  describe("over HTTP, on a clock that stands still", () => {
    const sleeping: (() => void)[] = [];
    let hold = false;
    const running = withFront({
      route53: {
        now: () => 1_000_000,
        sleep: () => (hold ? new Promise((resolve) => sleeping.push(resolve)) : Promise.resolve()),
      },
    });
    beforeEach(() => running().front.route53.context.limits.reset());
    let zones = 0;
    const zone = async () =>
      (
        await running().route53.send(
          new CreateHostedZoneCommand({ Name: "rate.example", CallerReference: `rate ${zones++}` }),
        )
      ).HostedZone!.Id!;
    const change = (HostedZoneId: string, action: ChangeAction, names: readonly number[]) =>
      running().route53.send(
        new ChangeResourceRecordSetsCommand({
          HostedZoneId,
          ChangeBatch: {
            Changes: names.map((name) => ({
              Action: action,
              ResourceRecordSet: {
                Name: `n${name}.rate.example`,
                Type: "A",
                TTL: 1,
                ResourceRecords: [{ Value: "10.0.0.1" }],
              },
            })),
          },
        }),
      );
    const numbers = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);

    it("refuse the 51st request with Throttling, Rate exceeded, HTTP 400", async () => {
      const { route53 } = running();
      for (let count = 0; count < 50; count++) await route53.send(new GetHostedZoneCountCommand({}));
      await assert.rejects(route53.send(new ListHostedZonesCommand({})), (error: Error) => {
        const { $metadata } = error as Error & { $metadata: { httpStatusCode: number } };
        assert.deepEqual([error.name, error.message, $metadata.httpStatusCode], ["Throttling", "Rate exceeded", 400]);
        return true;
      });
    });
    it("count CREATE and DELETE once and UPSERT twice", async () => {
      const id = await zone();
      await change(id, "CREATE", numbers(0, 800));
      await change(id, "UPSERT", numbers(0, 350));
      await assert.rejects(change(id, "DELETE", [0]), awsError("Throttling", "Rate exceeded"));
      running().front.route53.context.limits.reset();
      await change(id, "DELETE", numbers(0, 800));
      await change(id, "CREATE", numbers(0, 700));
      await assert.rejects(change(id, "CREATE", [700]), awsError("Throttling"));
    });
    it("let one change of a zone be in the works, and those of other zones beside it", async () => {
      const [first, second] = [await zone(), await zone()];
      hold = true;
      const slow = change(first, "CREATE", [1]);
      while (sleeping.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await assert.rejects(change(first, "CREATE", [2]), awsError("PriorRequestNotComplete"));
      hold = false;
      await change(second, "CREATE", [1]);
      for (const wake of sleeping.splice(0)) wake();
      await slow;
      await change(first, "CREATE", [2]);
    });
  });
});
