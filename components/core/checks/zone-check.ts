import type { DomainName } from "../domain-name";
import { withoutFinalDot } from "../domain-name";
import type { ExistingZoneConfig } from "../hybrid-dns-config";
import { argument } from "../reading/argument-path";
import { type Report, readVpcKeys, unknownVpc } from "../reading/written-values";
import type { Values } from "../values";

/** What private and reverse zones have in common. */
interface CheckedZone<V extends Values> {
  readonly path: string;
  readonly name: DomainName;
  readonly config: {
    readonly existing?: ExistingZoneConfig<V> | undefined;
    readonly vpcs?: readonly string[] | undefined;
    readonly protect?: boolean | undefined;
  };
}

/** Which VPCs a zone is for, and which it is made with. */
export interface ZonePlace {
  readonly vpcs: readonly string[];
  readonly associated: readonly string[];
  /** Absent for a zone that is there already, and where it must be said. */
  readonly primaryVpc?: string | undefined;
}

/**
 * Where a zone is to be: its VPCs, all by default; the one that a new zone is made with is `primaryVpc` where that is
 * among them, else the only one that it names.
 */
export function placeOfZone<V extends Values>(
  { config, path }: Pick<CheckedZone<V>, "config" | "path">,
  vpcs: readonly string[],
  primaryVpc: string | undefined,
  report: Report = () => {},
): ZonePlace {
  const chosen = config.vpcs === undefined ? vpcs : readVpcKeys(config.vpcs, argument(path, "vpcs"), vpcs, report);
  if (config.existing !== undefined) {
    const associatedPath = argument(argument(path, "existing"), "associatedVpcs");
    return {
      vpcs: chosen,
      associated: readVpcKeys(config.existing.associatedVpcs ?? [], associatedPath, vpcs, report),
    };
  }
  const only = config.vpcs !== undefined && chosen.length === 1 ? chosen[0] : undefined;
  const primary = primaryVpc !== undefined && chosen.includes(primaryVpc) ? primaryVpc : only;
  return { vpcs: chosen, associated: [], primaryVpc: primary };
}

/** Checks what private and reverse zones have in common. */
export function checkZone<V extends Values>(
  zone: CheckedZone<V>,
  place: ZonePlace,
  primaryVpc: string | undefined,
  report: Report,
): void {
  const { config, path, name } = zone;
  if (config.vpcs !== undefined && config.vpcs.length === 0) {
    const message = "the list is empty, so nothing would resolve the zone; name VPCs, or leave it out for all";
    report({ code: "VPC_MISSING", path: argument(path, "vpcs"), message });
  }
  if (config.existing !== undefined && config.protect === true) {
    const message = "an existing zone is never destroyed by us; `protect` does nothing, leave it out";
    report({ code: "PROTECTED_EXISTING", path: argument(path, "protect"), message, notice: true });
  }
  if (config.existing !== undefined || place.primaryVpc !== undefined || config.vpcs === undefined) return;
  if (primaryVpc === undefined || place.vpcs.length === 0) return;
  const message = `${withoutFinalDot(name)} is made with ${primaryVpc}, which is not among ${place.vpcs.join(", ")}; add it`;
  report({ code: "PRIMARY_VPC_UNSTATED", path: argument(path, "vpcs"), message, restsOn: [argument(path, "vpcs")] });
}

/** Checks `primaryVpc` of a part, which must be one of its `vpcs`. */
export function readPrimaryVpc(
  primaryVpc: string | undefined,
  vpcs: readonly string[],
  report: Report,
): string | undefined {
  if (primaryVpc === undefined) return vpcs.length === 1 ? vpcs[0] : undefined;
  if (vpcs.includes(primaryVpc)) return primaryVpc;
  report({ ...unknownVpc(primaryVpc, "primaryVpc", vpcs), unreadable: true });
  return undefined;
}
