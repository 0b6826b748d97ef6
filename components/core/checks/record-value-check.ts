import { type DomainName, labelsOf, parseDomainName, withoutFinalDot } from "../domain-name";
import { formatAddress, parseAddress } from "../ip-network";
import type { Fault } from "../parsed";
import { shownText } from "../shown-text";
import { unquotedTxtValue } from "../txt-value";

/** What Route 53 takes in one value. */
const LONGEST_VALUE = 4000;

export function addressFault(text: string, family: 4 | 6): string | undefined {
  const address = parseAddress(text).value;
  if (address?.family === family) return undefined;
  const fix = address
    ? `it belongs in \`${family === 4 ? "aaaa" : "a"}\``
    : `expected e.g. "${family === 4 ? "10.20.1.10" : "fd00:20::10"}"`;
  return `${shownText(text)} is no IPv${family} address; ${fix}`;
}

/** An address in its one form; what is none stays as it is. */
export function normalAddress(text: string): string {
  const address = parseAddress(text).value;
  return address ? formatAddress(address) : text;
}

export function txtFault(text: string): string | undefined {
  const length = unquotedTxtValue(text).length + 2;
  if (length <= LONGEST_VALUE) return undefined;
  return `got ${length} characters with quotes and escapes, Route 53 takes ${LONGEST_VALUE} in one value; make several of it`;
}

/**
 * Why a name in a value is none: names in values are absolute.
 *
 * @param ownName - where the name must not point to itself; elsewhere `.` is allowed, it says that there is no service
 */
export function targetFault(text: string, zone: DomainName, ownName: DomainName | undefined): Fault | undefined {
  const { value, fault } = parseDomainName(text);
  if (fault) return { code: "BAD_RECORD_VALUE", message: fault.message };
  if (value === "." && ownName === undefined) return undefined;
  if (value === "." || value.startsWith("*.")) {
    const example = `expected e.g. "smtp.${withoutFinalDot(zone)}"`;
    return { code: "BAD_RECORD_VALUE", message: `${shownText(text)} is no name of a host; ${example}` };
  }
  if (labelsOf(value).length === 1) {
    const fix = `write "${withoutFinalDot(value)}.${withoutFinalDot(zone)}"`;
    const message = `${shownText(text)} would be the top-level domain ${value}; ${fix}`;
    return { code: "TARGET_NOT_ABSOLUTE", message };
  }
  if (value !== ownName) return undefined;
  return { code: "BAD_RECORD_VALUE", message: `${shownText(text)} is the record's own name; name another` };
}
