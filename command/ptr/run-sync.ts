import { readFileSync } from "node:fs";
import { type DomainName, parseDomainName, withoutFinalDot } from "../../components/core/domain-name";
import type { Problem } from "../../components/core/problem";
import { problemText } from "../../components/core/reading/finding";
import type { ReverseSyncConfig } from "../../components/core/reverse-sync-config";
import { findHostedZones } from "../../components/io/hosted-zones";
import { progressLine } from "../../components/io/progress-line";
import { route53ZoneStore } from "../../components/io/route53-zone-store";
import type { PtrRecordsAccess } from "../../components/lifecycle/ptr-records-properties";
import { planReverseSync, type ReverseSyncPlan, type SyncRun } from "../../components/lifecycle/reverse-sync";
import type { ZoneStore } from "../../components/lifecycle/zone-store";
import { readSyncFile, withZoneIds, type ZoneToFind } from "./sync-file";

/** What the options of all three commands say. */
export interface SyncOptions extends PtrRecordsAccess {
  readonly file: string;
  readonly zone: readonly string[];
  readonly json?: true;
  readonly force?: true;
}

/** Something that the user has to put right, or that failed; shown without a stack trace. */
export class SyncError extends Error {}

export interface PreparedSync {
  readonly plan: ReverseSyncPlan;
  readonly store: ZoneStore;
  readonly run: Required<SyncRun>;
  /** Ends what shows the progress. */
  endProgress(): void;
}

const CREDENTIALS = "They come from the environment and the shared configuration files; --profile names one of these";

/** Reads the file and the zones, and plans. @throws {SyncError} with all that is wrong */
export async function prepareSync(options: SyncOptions, signal: AbortSignal): Promise<PreparedSync> {
  const { file, zone, region, profile, force } = options;
  const access: PtrRecordsAccess = { region, profile };
  const read = readSyncFile(readText(file));
  if (!read.config) throw problemsIn(file, read.problems);
  const config = await withFoundZones(file, read.config, read.zonesToFind, access);
  const onlyZones = zonesOf(zone, config);

  const progress = progressLine(process.stderr, () => performance.now());
  const store = route53ZoneStore(access, { credentials: CREDENTIALS, onPage: (_, sets) => progress.page(sets) });
  const run = { signal, onProgress: progress.report };
  try {
    const guards = { ...config.guards, ...(force && { force }) };
    const plan = await planReverseSync(store, { ...config, guards }, run);
    return { plan: limitedTo(onlyZones, plan), store, run, endProgress: progress.end };
  } catch (error) {
    if (signal.aborted) throw new SyncError("stopped; nothing was written");
    throw error;
  } finally {
    progress.end();
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new SyncError(`--file: ${(error as Error).message}`);
  }
}

function problemsIn(file: string, problems: readonly Problem[]): SyncError {
  const name = file === "-" ? "standard input" : file;
  return new SyncError([`${name} is not right:`, ...problems.map((problem) => `  ${problemText(problem)}`)].join("\n"));
}

async function withFoundZones(
  file: string,
  config: ReverseSyncConfig,
  zones: readonly ZoneToFind[],
  access: PtrRecordsAccess,
): Promise<ReverseSyncConfig> {
  const names = zones.map(({ zoneName }) => zoneName);
  const found = await findHostedZones(access, names, { credentials: CREDENTIALS }).catch((error: Error) => {
    throw new SyncError(error.message);
  });
  const problems = zones.flatMap(({ zoneName, path }) => {
    const fault = found.get(zoneName)?.fault;
    return fault ? [{ ...fault, path }] : [];
  });
  if (problems.length > 0) throw problemsIn(file, problems);
  return withZoneIds(
    config,
    zones.map((zone) => ({ ...zone, zoneId: found.get(zone.zoneName)!.zoneId! })),
  );
}

/** The zones that `--zone` names. */
function zonesOf(given: readonly string[], { reverseZoneIds }: ReverseSyncConfig): ReadonlySet<string> | undefined {
  if (given.length === 0) return undefined;
  const there = new Set(Object.keys(reverseZoneIds).map((key) => parseDomainName(key).value));
  const shown = Array.from(there, (name) => withoutFinalDot(name!)).sort();
  return new Set(
    given.map((each): string => {
      const name: DomainName | undefined = parseDomainName(each).value;
      if (name && there.has(name)) return withoutFinalDot(name);
      throw new SyncError(`--zone: ${JSON.stringify(each)} is none of the file's reverse zones: ${shown.join(", ")}`);
    }),
  );
}

/** The plan for some of its reverse zones; what it follows from stays the same. */
function limitedTo(zoneNames: ReadonlySet<string> | undefined, plan: ReverseSyncPlan): ReverseSyncPlan {
  if (!zoneNames) return plan;
  const others = new Set(
    plan.settings.reverseZones.map(({ zoneName }) => withoutFinalDot(zoneName)).filter((name) => !zoneNames.has(name)),
  );
  return {
    ...plan,
    zones: plan.zones.filter(({ zoneName }) => zoneNames.has(zoneName)),
    unreadable: plan.unreadable.filter(({ zoneName }) => !others.has(zoneName)),
  };
}
