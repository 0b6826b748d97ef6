import type { DomainName } from "../../components/core/domain-name";
import type { Problem } from "../../components/core/problem";
import { argument, item } from "../../components/core/reading/argument-path";
import { type Arguments, list, text } from "../../components/core/reading/argument-schema";
import { reverseSyncArguments } from "../../components/core/reading/description-schema";
import { type Finding, judge } from "../../components/core/reading/finding";
import { readArguments } from "../../components/core/reading/shape-check";
import { readZoneName } from "../../components/core/reading/written-values";
import { type ReverseSyncConfig, resolveReverseSync } from "../../components/core/reverse-sync-config";

/** What the file says: the configuration of a reverse sync, and zones whose ids are to be looked up. */
interface SyncFile extends Omit<ReverseSyncConfig, "reverseZoneIds"> {
  readonly forwardZones?: readonly string[];
  readonly reverseZones?: readonly string[];
  readonly reverseZoneIds?: ReverseSyncConfig["reverseZoneIds"];
}

/** A zone without an id yet. */
export interface ZoneToFind {
  readonly zoneName: DomainName;
  /** Where in the file it is named, e.g. `reverseZones[0]`. */
  readonly path: string;
  readonly among: "forwardZoneIds" | "reverseZoneIds";
}

export interface SyncFileReading {
  /** Without the zones to find. Absent while there are problems. */
  readonly config?: ReverseSyncConfig;
  readonly zonesToFind: readonly ZoneToFind[];
  readonly problems: readonly Problem[];
}

const zoneNames = list(text, '["20.10.in-addr.arpa"]');

const { reverseZoneIds, ...otherArguments } = reverseSyncArguments;

const FILE_ARGUMENTS: Arguments = {
  forwardZones: zoneNames,
  reverseZones: zoneNames,
  ...otherArguments,
  reverseZoneIds: { ...reverseZoneIds!, required: undefined },
};

/** Stands for an id until it is found. */
const ANY_ID = "Z";

/** Reads the file's text; what is wrong with it is said all at once. */
export function readSyncFile(fileText: string): SyncFileReading {
  let given: unknown;
  try {
    given = JSON.parse(fileText);
  } catch (error) {
    const problem = { code: "BAD_JSON", path: "", message: `it is no JSON: ${(error as Error).message}` };
    return { zonesToFind: [], problems: [problem] };
  }
  const read = readArguments<SyncFile>(given, FILE_ARGUMENTS);
  const findings: Finding[] = [...read.findings];
  const { forwardZones, reverseZones, ...rest } = read.config;
  const report = (finding: Finding) => findings.push(finding);
  const zonesToFind = [
    ...zonesIn(forwardZones, "forwardZones", "forwardZoneIds", report),
    ...zonesIn(reverseZones, "reverseZones", "reverseZoneIds", report),
  ];
  if (read.config.reverseZoneIds === undefined && reverseZones === undefined) {
    const message = 'is missing; give the reverse zones to write to, e.g. ["20.10.in-addr.arpa"]';
    report({ code: "ARGUMENT_MISSING", path: "reverseZones", message });
  }
  const config: ReverseSyncConfig = { ...rest, reverseZoneIds: rest.reverseZoneIds ?? {} };
  for (const problem of problemsOf(config, zonesToFind)) report(problem);
  const { problems } = judge(findings);
  return problems.length > 0 ? { zonesToFind, problems } : { config, zonesToFind, problems };
}

/** The configuration with the ids that were found. */
export function withZoneIds(
  config: ReverseSyncConfig,
  found: readonly (ZoneToFind & { readonly zoneId: string })[],
): ReverseSyncConfig {
  const idsOf = (among: ZoneToFind["among"]) =>
    Object.fromEntries(found.filter((zone) => zone.among === among).map(({ zoneName, zoneId }) => [zoneName, zoneId]));
  return {
    ...config,
    forwardZoneIds: { ...config.forwardZoneIds, ...idsOf("forwardZoneIds") },
    reverseZoneIds: { ...config.reverseZoneIds, ...idsOf("reverseZoneIds") },
  };
}

function zonesIn(
  names: readonly string[] | undefined,
  path: string,
  among: ZoneToFind["among"],
  report: (finding: Finding) => void,
): readonly ZoneToFind[] {
  return (names ?? []).flatMap((name, index): ZoneToFind[] => {
    const zonePath = item(path, index);
    const zoneName = name === undefined ? undefined : readZoneName(name, zonePath, report);
    return zoneName === undefined ? [] : [{ zoneName, path: zonePath, among }];
  });
}

/** What the engine would say, at the paths of the file. */
function problemsOf(config: ReverseSyncConfig, zonesToFind: readonly ZoneToFind[]): readonly Problem[] {
  const complete = withZoneIds(
    config,
    zonesToFind.map((zone) => ({ ...zone, zoneId: ANY_ID })),
  );
  const pathInFile = new Map(zonesToFind.map(({ among, zoneName, path }) => [argument(among, zoneName), path]));
  return resolveReverseSync(complete).problems.map((problem) => ({
    ...problem,
    path: pathInFile.get(problem.path) ?? problem.path,
  }));
}
