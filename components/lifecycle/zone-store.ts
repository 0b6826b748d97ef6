import type { Batch } from "../core/change-batch";
import type { DomainName } from "../core/domain-name";
import type { RecordSet } from "../core/resource-record";

/**
 * Hosted zones, as far as record sets are read and changed. Rejects with Errors whose `code` is one of `StoreFault` where
 * a lifecycle can go on from it, and with any other Error where it cannot.
 */
export interface ZoneStore {
  /** The record sets of any type that stand at some names, in any order; all of the zone without `names`. */
  listRecordSets(zoneId: string, names?: readonly DomainName[]): Promise<readonly RecordSet[]>;
  /** Makes all changes of a batch or none. Throttling is the store's to sit out. */
  changeRecordSets(zoneId: string, batch: Batch): Promise<void>;
}

/**
 * `ZONE_GONE`: there is no such zone. `BATCH_REFUSED`: the zone is not as the batch expects, perhaps because an earlier
 * try of it succeeded and its answer was lost. `ANSWER_LOST`: nobody knows whether the batch was taken.
 */
export type StoreFault = "ZONE_GONE" | "BATCH_REFUSED" | "ANSWER_LOST";

export function isStoreFault(error: unknown, code: StoreFault): error is Error {
  return error instanceof Error && (error as { code?: unknown }).code === code;
}
