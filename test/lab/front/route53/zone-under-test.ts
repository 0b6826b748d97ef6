import {
  type Change,
  type ChangeAction,
  ChangeResourceRecordSetsCommand,
  type ChangeResourceRecordSetsCommandOutput,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  type RRType,
} from "@aws-sdk/client-route-53";
import { awsError, type RunningFront } from "../running-front";

const plenty = { burst: 1_000_000, perSecond: 1_000_000 };

/** Settings of a front whose rates and delays are out of the way. */
export const unhurried = {
  requests: plenty,
  requestsPerAction: plenty,
  requestsOf: {},
  changes: plenty,
  changeMilliseconds: 0,
  insyncMilliseconds: 0,
};

export const zoneName = "records.example";

/** A fresh zone before each test, and short ways to change and list it. */
export interface ZoneUnderTest {
  readonly id: () => string;
  readonly change: (...changes: [ChangeAction, ResourceRecordSet][]) => Promise<ChangeResourceRecordSetsCommandOutput>;
  readonly list: () => Promise<ResourceRecordSet[]>;
  /** Name and type of the record sets that are not the zone's own NS and SOA. */
  readonly added: () => Promise<string[]>;
}

export function withZone(running: () => RunningFront): ZoneUnderTest {
  let zones = 0;
  let HostedZoneId: string;
  beforeEach(async () => {
    const order = new CreateHostedZoneCommand({ Name: zoneName, CallerReference: `zone ${zones++}` });
    HostedZoneId = (await running().route53.send(order)).HostedZone!.Id!;
  });
  const list = async () =>
    (await running().route53.send(new ListResourceRecordSetsCommand({ HostedZoneId }))).ResourceRecordSets!;
  return {
    id: () => HostedZoneId,
    change: (...changes) =>
      running().route53.send(
        new ChangeResourceRecordSetsCommand({
          HostedZoneId,
          ChangeBatch: {
            Changes: changes.map(([Action, ResourceRecordSet]): Change => ({ Action, ResourceRecordSet })),
          },
        }),
      ),
    list,
    added: async () =>
      (await list()).filter(({ Type }) => Type !== "NS" && Type !== "SOA").map(({ Name, Type }) => `${Name} ${Type}`),
  };
}

/** A record set of the zone under test; its name is relative, "" is the zone itself. */
export function set(
  name: string,
  Type: RRType,
  values: readonly string[],
  more: Partial<ResourceRecordSet> = {},
): ResourceRecordSet {
  return {
    Name: name === "" ? zoneName : `${name}.${zoneName}`,
    Type,
    TTL: 60,
    ResourceRecords: values.map((Value) => ({ Value })),
    ...more,
  };
}

/** An `assert.rejects` check: an InvalidChangeBatch whose message holds a text. */
export const refused = (text: string) => awsError("InvalidChangeBatch", text);

export const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);
