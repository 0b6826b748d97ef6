/** How much of a zone may go or change at once. */
export interface SyncGuardsConfig {
  /** A run that deletes a greater share of a zone's PTR records of ours is refused. @default 30 */
  maximumDeletePercent?: number | undefined;
  /** A run that changes a greater share is refused. @default 30 */
  maximumUpdatePercent?: number | undefined;
  /** Zones with fewer PTR records of ours are not guarded. @default 10 */
  minimumRecords?: number | undefined;
  /** Whether what is refused is written all the same. @default false */
  force?: boolean | undefined;
}

/** What a run would do to the record sets of ours that a zone holds. */
export interface SyncCounts {
  /** Record sets of ours that stand there. */
  readonly existing: number;
  readonly creates: number;
  readonly updates: number;
  readonly deletes: number;
}

/** Why a zone is left as it is. */
export interface GuardRefusal {
  readonly action: "delete" | "update";
  readonly count: number;
  readonly existing: number;
  readonly maximumPercent: number;
}

/** What of a run is too much; nothing where it may go on. */
export function guardRefusals(
  { existing, updates, deletes }: SyncCounts,
  { maximumDeletePercent = 30, maximumUpdatePercent = 30, minimumRecords = 10, force = false }: SyncGuardsConfig,
): readonly GuardRefusal[] {
  if (force || existing < minimumRecords) return [];
  const judged = [
    { action: "delete", count: deletes, existing, maximumPercent: maximumDeletePercent },
    { action: "update", count: updates, existing, maximumPercent: maximumUpdatePercent },
  ] as const;
  return judged.filter(({ count, maximumPercent }) => count * 100 > existing * maximumPercent);
}

/** e.g. `it would delete 40 of 100 PTR records, 30 % are allowed` */
export function refusalText({ action, count, existing, maximumPercent }: GuardRefusal): string {
  return `it would ${action} ${count} of ${existing} PTR records, ${maximumPercent} % are allowed`;
}
