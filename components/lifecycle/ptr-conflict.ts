import { withoutFinalDot } from "../core/domain-name";
import { firstAddress, formatAddress } from "../core/ip-network";
import { faultError } from "../core/parsed";
import { networkOfReverseZone } from "../core/reverse-zone";
import type { ZoneConflict } from "./owned-records";
import { namesOf } from "./ptr-records-properties";

/** More lines do not help anybody. */
const MOST_SHOWN = 20;

/** One Error for all conflicts: each record, what stands there, and what to do. */
export function ptrConflictError(conflicts: readonly ZoneConflict[]): Error {
  const lines = conflicts.map(conflictText).sort();
  const more = lines.length > MOST_SHOWN ? [`${lines.length - MOST_SHOWN} more are not shown`] : [];
  return faultError({ code: "PTR_CONFLICT", message: [...lines.slice(0, MOST_SHOWN), ...more].join("\n") });
}

function conflictText({ found, desired, recorded }: ZoneConflict): string {
  const record = withoutFinalDot(desired.name);
  const wanted = namesOf(desired).join(", ");
  if (found.routing !== undefined || found.type !== desired.type) {
    const what = found.routing ?? `a ${found.type} to ${found.values.join(", ")}`;
    return `${record} is ${what}, not ours, and should be a PTR of ${wanted}; remove it`;
  }
  const address = formatAddress(firstAddress(networkOfReverseZone(desired.name)!));
  const names = namesOf(found).join(", ");
  const history = recorded ? `, which is not the ${namesOf(recorded).join(", ")} that we wrote` : ", not ours";
  return `${record} is ${names}${history}, and should be ${wanted}; remove it, or take it over: \`ptrRecords.adopt: ["${address}"]\``;
}
