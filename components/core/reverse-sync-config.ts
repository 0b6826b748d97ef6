import { checkPtrPolicy } from "./checks/ptr-policy-check";
import { networkOfClasslessZone } from "./classless-zone";
import { type DomainName, isWithin, withoutFinalDot } from "./domain-name";
import type { Problem } from "./problem";
import { planPtrRecords } from "./ptr-plan";
import { type PtrPolicy, resolvePtrPolicy } from "./ptr-policy";
import { argument, entriesInOrder, item } from "./reading/argument-path";
import { reverseSyncArguments } from "./reading/description-schema";
import { type Finding, judge } from "./reading/finding";
import { readArguments } from "./reading/shape-check";
import { type Report, readZoneName } from "./reading/written-values";
import type { AddressRecordConfig, PtrPolicyConfig } from "./record-config";
import { networkOfReverseZone } from "./reverse-zone";
import { shownText } from "./shown-text";
import type { SyncGuardsConfig } from "./sync-guards";

/** PTR records that follow what zones hold, whoever wrote it, without a state. */
export interface ReverseSyncConfig {
  /** Zones whose names get PTR records: ids by zone name. PTR records that point into them count as ours. */
  forwardZoneIds?: { [zoneName: string]: string } | undefined;
  /** Reverse zones to write to: ids by zone name. */
  reverseZoneIds: { [zoneName: string]: string };
  /** Names with addresses beside those of the zones. */
  addressRecords?: AddressRecordConfig[] | undefined;
  /** Domains beside the forward zones: PTR records that point into them count as ours too. */
  ownedDomains?: string[] | undefined;
  policy?: PtrPolicyConfig | undefined;
  guards?: SyncGuardsConfig | undefined;
}

/** A configuration that was read: every name in its one form, in one order. */
export interface ReverseSyncSettings {
  readonly forwardZones: readonly ZoneReference[];
  readonly reverseZones: readonly ZoneReference[];
  readonly addressRecords: readonly AddressRecordConfig[];
  readonly ownedDomains: readonly DomainName[];
  readonly policy: PtrPolicy;
  readonly policyConfig: PtrPolicyConfig;
  readonly guards: SyncGuardsConfig;
}

export interface ZoneReference {
  readonly zoneName: DomainName;
  /** As Route 53's calls take it, e.g. `Z0123456789ABC`. */
  readonly zoneId: string;
}

export interface ReverseSyncReading {
  /** Absent while there are problems. */
  readonly settings?: ReverseSyncSettings | undefined;
  readonly problems: readonly Problem[];
}

/** Reads a configuration, whatever it is; what is wrong is said all at once. */
export function resolveReverseSync(given: unknown): ReverseSyncReading {
  const { config, findings } = readArguments<ReverseSyncConfig>(given, reverseSyncArguments);
  const found: Finding[] = [...findings];
  const report: Report = (finding) => found.push(finding);
  const forwardZones = zoneReferences(config.forwardZoneIds, "forwardZoneIds", report, (zone, path) => {
    if (!isReverseName(zone)) return;
    const message = `${withoutFinalDot(zone)} is a reverse zone; name it in \`reverseZoneIds\``;
    report({ code: "NOT_A_FORWARD_ZONE", path, message });
  });
  const reverseZones = zoneReferences(config.reverseZoneIds, "reverseZoneIds", report, (zone, path) => {
    if (networkOfReverseZone(zone) ?? networkOfClasslessZone(zone)) return;
    const message = `${shownText(withoutFinalDot(zone))} is no reverse zone; expected e.g. "20.10.in-addr.arpa"`;
    report({ code: "NOT_A_REVERSE_ZONE", path, message });
  });
  const ownedDomains = (config.ownedDomains ?? []).flatMap((text, index) =>
    text === undefined ? [] : (readZoneName(text, item("ownedDomains", index), report) ?? []),
  );
  checkPtrPolicy(config.policy, "policy", report);
  const { addressRecords = [], policy: policyConfig = {}, guards = {} } = config;
  // What is missing has been reported already.
  const complete = addressRecords.map((record) => ({
    ...record,
    name: record.name ?? ".",
    addresses: record.addresses ?? [],
  }));
  for (const problem of planPtrRecords(complete, []).problems) report(problem);
  const { problems } = judge(found);
  if (problems.length > 0) return { problems };
  const { policy } = resolvePtrPolicy(policyConfig);
  const settings = { forwardZones, reverseZones, addressRecords, ownedDomains, policy, policyConfig, guards };
  return { settings, problems };
}

function zoneReferences(
  zoneIds: { readonly [zoneName: string]: string } | undefined,
  path: string,
  report: Report,
  check: (zoneName: DomainName, path: string) => void,
): readonly ZoneReference[] {
  const found = new Map<DomainName, string>();
  return entriesInOrder(zoneIds).flatMap(([key, id]) => {
    const zonePath = argument(path, key);
    const zoneName = readZoneName(key, zonePath, report);
    if (zoneName === undefined) return [];
    check(zoneName, zonePath);
    const twin = found.get(zoneName);
    if (twin !== undefined) {
      report({ code: "DUPLICATE_NAME", path: zonePath, message: `is the same zone as \`${argument(path, twin)}\`` });
      return [];
    }
    found.set(zoneName, key);
    const zoneId = typeof id === "string" ? id.replace(/^\/?hostedzone\//, "") : "";
    if (/^[A-Za-z0-9_-]{1,64}$/.test(zoneId)) return [{ zoneName, zoneId }];
    const message = `${shownText(id)} is no zone id; expected e.g. "Z0123456789ABC"`;
    report({ code: "BAD_ZONE_ID", path: zonePath, message });
    return [];
  });
}

const REVERSE_TREES = ["in-addr.arpa.", "ip6.arpa."] as DomainName[];

function isReverseName(zone: DomainName): boolean {
  return REVERSE_TREES.some((tree) => isWithin(zone, tree));
}
