import { type Batch, batchSize } from "../../components/core/change-batch";
import type { DomainName } from "../../components/core/domain-name";
import { type RecordSet, recordSetKey, sameRecordSet } from "../../components/core/resource-record";
import type { ZoneStore } from "../../components/lifecycle/zone-store";

/** What goes wrong at one call: before it reaches the zone, after it did, or because the process dies there. */
export type Fault = "lost-before" | "lost-after" | "killed-before" | "killed-after";

/** Zones in memory that take and refuse what Route 53 does, count what is asked of them, and fail where told to. */
export interface MemoryZones extends ZoneStore {
  readonly calls: {
    kind: "list" | "change";
    zoneId: string;
    names?: readonly DomainName[] | undefined;
    batch?: Batch;
  }[];
  /** Lines of batches that were taken. */
  taken(): Batch;
  put(zoneId: string, ...sets: RecordSet[]): void;
  /** Takes out the set with this key of `content`. */
  drop(zoneId: string, key: string): void;
  remove(zoneId: string): void;
  /** e.g. `{ "5.0.20.10.in-addr.arpa. PTR": "300 app1.acmecorp.com." }` */
  content(zoneId: string): { [key: string]: string };
  /** Lets the call of this number, from now on and beginning with 1, fail. */
  failAt(call: number, fault: Fault): void;
  /** Runs before the call of this number reaches the zone, from now on and beginning with 1. */
  meanwhileAt(call: number, action: () => void): void;
}

export function memoryZones(...zoneIds: string[]): MemoryZones {
  const zones = new Map(zoneIds.map((id) => [id, new Map<string, RecordSet>()]));
  const calls: MemoryZones["calls"] = [];
  const taken: Batch[number][] = [];
  let fault: { call: number; fault: Fault } | undefined;
  let meanwhile: { call: number; action: () => void } | undefined;

  const reach = async <T>(act: () => T): Promise<T> => {
    const call = calls.length;
    await Promise.resolve();
    if (meanwhile?.call === call) meanwhile.action();
    const here = fault?.call === call ? fault.fault : undefined;
    if (here === "lost-before" || here === "killed-before") throw failure(here);
    const answer = act();
    if (here) throw failure(here);
    return answer;
  };
  const zone = (zoneId: string) => {
    const found = zones.get(zoneId);
    if (!found) throw coded("ZONE_GONE", `no zone ${zoneId}`);
    return found;
  };

  return {
    calls,
    taken: () => taken,
    put: (zoneId, ...sets) => {
      for (const set of sets) zone(zoneId).set(`${recordSetKey(set)}${set.routing ? ` (${set.routing})` : ""}`, set);
    },
    drop: (zoneId, key) => zone(zoneId).delete(key),
    remove: (zoneId) => zones.delete(zoneId),
    content: (zoneId) =>
      Object.fromEntries(
        [...zone(zoneId)].map(([key, { ttlSeconds, values }]) => [key, [ttlSeconds, ...values].join(" ")]).sort(),
      ),
    failAt: (call, what) => {
      fault = { call: calls.length + call, fault: what };
    },
    meanwhileAt: (call, action) => {
      meanwhile = { call: calls.length + call, action };
    },
    listRecordSets: (zoneId, names) => {
      calls.push({ kind: "list", zoneId, names });
      const wanted = names && new Set(names);
      return reach(() => [...zone(zoneId).values()].filter(({ name }) => !wanted || wanted.has(name)));
    },
    changeRecordSets: (zoneId, batch) => {
      calls.push({ kind: "change", zoneId, batch });
      return reach(() => {
        const changed = new Map(zone(zoneId));
        const { records, characters } = batchSize(batch);
        if (batch.length === 0 || records > 1000 || characters > 32000) throw new Error("the batch is not legal");
        for (const { action, recordSet } of batch) {
          const key = recordSetKey(recordSet);
          const there = changed.get(key);
          if (action === "CREATE" && there) throw coded("BATCH_REFUSED", `${key} exists`);
          if (action === "DELETE" && !(there && sameRecordSet(there, recordSet))) {
            throw coded("BATCH_REFUSED", `${key} is not there as given`);
          }
          if (action === "DELETE") changed.delete(key);
          else changed.set(key, recordSet);
        }
        zones.set(zoneId, changed);
        taken.push(...batch);
      });
    },
  };
}

function failure(fault: Fault): Error {
  return fault.startsWith("killed") ? new Error("killed") : coded("ANSWER_LOST", "connection reset");
}

function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
