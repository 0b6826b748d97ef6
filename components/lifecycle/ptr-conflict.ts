import { addressOfPtrName } from "../core/classless-zone";
import { withoutFinalDot } from "../core/domain-name";
import { formatAddress } from "../core/ip-network";
import { faultError } from "../core/parsed";
import type { ZoneConflict } from "./owned-records";
import { namesOf } from "./ptr-records-properties";

/** More lines do not help anybody. */
const MOST_SHOWN = 20;

/** An Error that holds the conflicts one by one besides, for engines that show each at its argument. */
export interface PtrConflictError extends Error {
  readonly conflicts: readonly ZoneConflict[];
}

/** One Error for all conflicts: each record, what stands there, and what to do. */
export function ptrConflictError(conflicts: readonly ZoneConflict[]): PtrConflictError {
  const lines = conflicts.map((each) => conflictText(each)).sort();
  const more = lines.length > MOST_SHOWN ? [`${lines.length - MOST_SHOWN} more are not shown`] : [];
  const message = [...lines.slice(0, MOST_SHOWN), ...more].join("\n");
  return Object.assign(faultError({ code: "PTR_CONFLICT", message }), { conflicts });
}

/** @param adoption - how an address is adopted, in the words of the front end */
export function conflictText(
  { found, desired, recorded }: ZoneConflict,
  adoption = (address: string) => `ptrRecords.adopt: ["${address}"]`,
): string {
  const record = withoutFinalDot(desired.name);
  const wanted = namesOf(desired).join(", ");
  const address = addressOfPtrName(desired.name);
  if (found.routing !== undefined || found.type !== desired.type || !address) {
    const what = found.routing ?? `a ${found.type} to ${found.values.join(", ")}`;
    const aim = desired.type === "PTR" ? `a PTR of ${wanted}` : wanted;
    return `${record} is ${what}, not ours, and should be ${aim}; remove it`;
  }
  const names = namesOf(found).join(", ");
  const history = recorded ? `, which is not the ${namesOf(recorded).join(", ")} that we wrote` : ", not ours";
  return `${record} is ${names}${history}, and should be ${wanted}; remove it, or take it over: \`${adoption(formatAddress(address))}\``;
}
