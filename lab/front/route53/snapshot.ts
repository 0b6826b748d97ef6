import { readableName } from "./names";
import { type Route53Store, recordSetsInOrder } from "./store";

/** What the lab's resolvers know of Route 53: every zone, the VPCs that see it, and its record sets. */
export interface Route53Snapshot {
  /** Grows with each change; the same number means the same content. */
  readonly generation: number;
  readonly zones: readonly SnapshotZone[];
}

export interface SnapshotZone {
  readonly id: string;
  readonly account: string;
  /** Absolute and lower-case: `cloud.acmecorp.com.` */
  readonly name: string;
  readonly private: boolean;
  readonly vpcs: readonly { readonly vpcId: string; readonly region: string }[];
  readonly recordSets: readonly SnapshotRecordSet[];
}

export interface SnapshotRecordSet {
  /** Absolute, lower-case, `\052` shown as `*`; a dot inside a label stays `\056`. */
  readonly name: string;
  readonly type: string;
  readonly ttl?: number;
  readonly values?: readonly string[];
  readonly alias?: { readonly dnsName: string; readonly zoneId: string; readonly evaluateTargetHealth: boolean };
  readonly setIdentifier?: string;
}

export function snapshotOf(store: Route53Store): Route53Snapshot {
  return {
    generation: store.generation,
    zones: [...store.zones.values()].map((zone) => ({
      id: zone.id,
      account: zone.account,
      name: readableName(zone.name),
      private: zone.private,
      vpcs: zone.vpcs,
      recordSets: recordSetsInOrder(zone).map(({ name, type, ttl, values, alias, setIdentifier }) => ({
        name: readableName(name),
        type,
        ...(ttl !== undefined && { ttl }),
        ...(alias
          ? {
              alias: {
                dnsName: readableName(alias.dnsName),
                zoneId: alias.hostedZoneId,
                evaluateTargetHealth: alias.evaluateTargetHealth,
              },
            }
          : { values }),
        ...(setIdentifier !== undefined && { setIdentifier }),
      })),
    })),
  };
}
