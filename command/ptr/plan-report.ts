import { batchChanges } from "../../components/core/change-batch";
import type { RecordConflict } from "../../components/core/change-policy";
import { addressOfPtrName } from "../../components/core/classless-zone";
import { type DomainName, withoutFinalDot } from "../../components/core/domain-name";
import { formatAddress } from "../../components/core/ip-network";
import type { RecordSet } from "../../components/core/resource-record";
import { nameOfRoute53 } from "../../components/core/route53-name";
import { refusalText } from "../../components/core/sync-guards";
import type { RecordSetChange } from "../../components/core/zone-diff";
import type { ReverseSyncPlan } from "../../components/lifecycle/reverse-sync";
import type { ReverseSyncOutcome, SyncStop } from "../../components/lifecycle/reverse-sync-apply";

/** A plan, and what became of it, as plain data: what `--json` prints, and what the table is made of. */
export interface PlanReport {
  readonly summary: ReportSummary;
  readonly zones: readonly ZoneReport[];
  readonly skipped: ReverseSyncPlan["skipped"];
  readonly unreadable: ReverseSyncPlan["unreadable"];
}

export interface ReportSummary {
  readonly creates: number;
  readonly updates: number;
  readonly deletes: number;
  readonly conflicts: number;
  /** Zones that the guards keep as they are. */
  readonly refusals: number;
  /** Calls of ChangeResourceRecordSets that the changes take, and what they take of Route 53's throughput. */
  readonly calls: number;
  readonly tokens: number;
}

export interface ZoneReport {
  readonly zoneName: string;
  readonly zoneId: string;
  /** PTR records of ours, and of others, that stand there. */
  readonly existing: number;
  readonly foreign: number;
  readonly changes: readonly ChangeReport[];
  readonly conflicts: readonly ConflictReport[];
  readonly refusals: readonly string[];
  /** After an apply only. */
  readonly outcome?: { readonly written: number; readonly left: number; readonly stop?: SyncStop | undefined };
}

export interface ChangeReport {
  readonly action: "create" | "update" | "delete";
  readonly name: string;
  readonly type: string;
  /** e.g. `10.20.0.5`; absent where the name is none of an address. */
  readonly address?: string;
  readonly before?: ReportedSet;
  readonly after?: ReportedSet;
}

export interface ConflictReport {
  readonly name: string;
  readonly address?: string;
  readonly found: ReportedSet & { readonly type: string; readonly routing?: string };
  readonly wanted: ReportedSet;
}

export interface ReportedSet {
  readonly targets: readonly string[];
  readonly ttlSeconds: number;
}

export function planReport(plan: ReverseSyncPlan, outcome?: ReverseSyncOutcome): PlanReport {
  const written = new Map(outcome?.zones.map((zone) => [zone.zoneName, zone]));
  const zones = plan.zones.map(({ zoneName, zoneId, counts, changes, conflicts, refusals }): ZoneReport => {
    const result = written.get(zoneName);
    return {
      zoneName,
      zoneId,
      existing: counts.existing,
      foreign: counts.foreign,
      changes: changes.map(changeReport),
      conflicts: (result?.conflicts ?? conflicts).map(conflictReport),
      refusals: refusals.map(refusalText),
      ...(result && {
        outcome: {
          written: result.written.length,
          left: result.left.length,
          ...(result.stop && { stop: result.stop }),
        },
      }),
    };
  });
  return { summary: summaryOf(plan, zones), zones, skipped: plan.skipped, unreadable: plan.unreadable };
}

function summaryOf(plan: ReverseSyncPlan, zones: readonly ZoneReport[]): ReportSummary {
  const all = zones.flatMap(({ changes }) => changes);
  const count = (action: ChangeReport["action"]) => all.filter((change) => change.action === action).length;
  const [creates, updates, deletes] = [count("create"), count("update"), count("delete")];
  return {
    creates,
    updates,
    deletes,
    conflicts: zones.reduce((sum, { conflicts }) => sum + conflicts.length, 0),
    refusals: zones.filter(({ refusals }) => refusals.length > 0).length,
    calls: plan.zones.reduce((sum, { changes }) => sum + batchChanges(changes).length, 0),
    tokens: creates + deletes + 2 * updates,
  };
}

function changeReport({ before, after }: RecordSetChange): ChangeReport {
  const { name, type } = (after ?? before)!;
  return {
    action: before && after ? "update" : after ? "create" : "delete",
    ...namedAddress(name),
    type,
    ...(before && { before: reportedSet(before) }),
    ...(after && { after: reportedSet(after) }),
  };
}

function conflictReport({ found, desired }: RecordConflict): ConflictReport {
  const { type, routing } = found;
  return {
    ...namedAddress(desired.name),
    found: { ...reportedSet(found), type, ...(routing !== undefined && { routing }) },
    wanted: reportedSet(desired),
  };
}

function namedAddress(name: DomainName): { readonly name: string; readonly address?: string } {
  const address = addressOfPtrName(name);
  return { name: withoutFinalDot(name), ...(address && { address: formatAddress(address) }) };
}

function reportedSet({ values, ttlSeconds }: RecordSet): ReportedSet {
  return { targets: values.map((value) => withoutFinalDot(nameOfRoute53(value))), ttlSeconds };
}
