import { withoutFinalDot } from "../core/domain-name";
import type { ReverseSyncConfig } from "../core/reverse-sync-config";
import { planReverseSync } from "../lifecycle/reverse-sync";
import { applyReverseSync, type SyncStop } from "../lifecycle/reverse-sync-apply";
import type { ZoneStore } from "../lifecycle/zone-store";

/** What one run did. */
export interface RunOutcome {
  readonly created: number;
  readonly changed: number;
  readonly deleted: number;
  readonly unchanged: number;
  /** Names of records of others where one of ours should be. */
  readonly conflicts: readonly string[];
  /** Names without PTR record. */
  readonly skipped: number;
  /** What was not done, with its reason. */
  readonly undone: readonly Undone[];
}

export interface Undone {
  readonly zoneName: string;
  readonly reason: "unreadable" | SyncStop["reason"];
  readonly message: string;
}

/** Makes all reverse zones follow from all zones that are followed, as they are now. */
export async function runOnce(store: ZoneStore, config: ReverseSyncConfig, signal: AbortSignal): Promise<RunOutcome> {
  const plan = await planReverseSync(store, config, { signal });
  const { zones } = await applyReverseSync(store, plan, { signal });
  const written = zones.flatMap((zone) => zone.written);
  return {
    created: written.filter(({ before }) => !before).length,
    changed: written.filter(({ before, after }) => before && after).length,
    deleted: written.filter(({ after }) => !after).length,
    unchanged: plan.zones.reduce((sum, { counts }) => sum + counts.existing - counts.updates - counts.deletes, 0),
    conflicts: zones.flatMap(({ conflicts }) => conflicts.map(({ desired }) => withoutFinalDot(desired.name))),
    skipped: plan.skipped.length,
    undone: [
      ...plan.unreadable.map(({ zoneName, message }) => ({ zoneName, reason: "unreadable" as const, message })),
      ...zones.flatMap(({ zoneName, stop }) => (stop ? [{ zoneName, ...stop }] : [])),
    ],
  };
}

/** Whether another try in some minutes may do what was left undone: a guard refuses again. */
export function isWorthRetrying({ reason }: Undone): boolean {
  return reason !== "guarded";
}
