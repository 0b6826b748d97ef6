import { isIPv4, isIPv6 } from "node:net";
import { canonicalName, NameError } from "./names";

/** Why a value is not one of its type, in Route 53's words; undefined when it is. */
export function problemWithValue(type: string, value: string): string | undefined {
  const check = checks[type];
  const problem = value.length > longestValue ? "ValueTooLong (Value is too long)" : check?.(value);
  return problem && `Invalid Resource Record: 'FATAL problem: ${problem} encountered with '${shown(value)}''`;
}

/** The form in which two values of a type are the same value: case and final dot of names do not count. */
export function comparableValue(type: string, value: string): string {
  if (!(type in nameField)) return type === "AAAA" ? value.toLowerCase() : value;
  const fields = value.trim().split(/\s+/);
  const last = fields.length - 1;
  try {
    return [...fields.slice(0, last), canonicalName(fields[last] ?? "")].join(" ");
  } catch {
    return value;
  }
}

const longestValue = 4_000;

/** Types whose last field is a domain name. */
const nameField: Readonly<Record<string, true>> = { CNAME: true, NS: true, PTR: true, MX: true, SRV: true };

const checks: Readonly<Record<string, (value: string) => string | undefined>> = {
  A: (value) => (isIPv4(value) ? undefined : "ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)"),
  AAAA: (value) =>
    isIPv6(value) && !value.includes("%")
      ? undefined
      : "AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)",
  CNAME: nameProblem,
  NS: nameProblem,
  PTR: nameProblem,
  TXT: stringsProblem,
  SPF: stringsProblem,
  MX: (value) => numbersThenName(value, 1, "MXRRDATA"),
  SRV: (value) => numbersThenName(value, 3, "SRVRRDATA"),
  CAA: (value) =>
    /^\d{1,3} [a-z0-9]{1,15} "[^"]*"$/i.test(value)
      ? undefined
      : 'CAARRDATAIllegalFormat (Value should be: flags tag "value")',
  DS: (value) => formProblem(value, /^\d{1,5} \d{1,3} \d{1,3} [0-9a-f ]+$/i, "DS"),
  SSHFP: (value) => formProblem(value, /^\d{1,3} \d{1,3} [0-9a-f ]+$/i, "SSHFP"),
  TLSA: (value) => formProblem(value, /^\d{1,3} \d{1,3} \d{1,3} [0-9a-f ]+$/i, "TLSA"),
  NAPTR: (value) => formProblem(value, /^\d{1,5} \d{1,5} "[^"]*" "[^"]*" "[^"]*" \S+$/, "NAPTR"),
  HTTPS: (value) => formProblem(value, /^\d{1,5} \S+( .+)?$/, "HTTPS"),
  SVCB: (value) => formProblem(value, /^\d{1,5} \S+( .+)?$/, "SVCB"),
  SOA: (value) => formProblem(value, /^\S+ \S+( \d{1,10}){5}$/, "SOA"),
};

function nameProblem(value: string): string | undefined {
  try {
    canonicalName(value);
    return value === "" ? "DomainNameEmpty (Domain name is empty)" : undefined;
  } catch (error) {
    if (error instanceof NameError) return error.message;
    throw error;
  }
}

function numbersThenName(value: string, numbers: number, type: string): string | undefined {
  const fields = value.split(/\s+/);
  if (fields.length !== numbers + 1) {
    return `${type}NotCorrectFieldCount (Value should have ${numbers + 1} fields)`;
  }
  if (!fields.slice(0, numbers).every((field) => /^\d{1,5}$/.test(field) && Number(field) <= 65_535)) {
    return `${type}IllegalNumber (Value should be a number from 0 to 65535)`;
  }
  return nameProblem(fields[numbers] ?? "");
}

function formProblem(value: string, form: RegExp, type: string): string | undefined {
  return form.test(value) ? undefined : `${type}RRDATAIllegalFormat (Value is not of the form of its type)`;
}

/** Quoted strings, each up to 255 octets after escapes, with or without spaces between. */
function stringsProblem(value: string): string | undefined {
  const notQuoted = "InvalidCharacterString (Value should be enclosed in quotation marks)";
  let at = 0;
  let strings = 0;
  while (at < value.length) {
    if (value[at] !== '"') return notQuoted;
    at++;
    let octets = 0;
    while (at < value.length && value[at] !== '"') {
      const code = value.charCodeAt(at);
      if (value[at] === "\\") {
        const octal = /^[0-3][0-7]{2}/.test(value.slice(at + 1, at + 4));
        if (!octal && value[at + 1] === undefined) return notQuoted;
        at += octal ? 4 : 2;
      } else if (code < 0x20 || code > 0x7e) {
        return "UnsupportedCharacter (Value contains unsupported characters)";
      } else {
        at++;
      }
      octets++;
    }
    if (value[at] !== '"') return notQuoted;
    if (octets > 255) return "CharacterStringTooLong (Value is too long)";
    at++;
    strings++;
    // Terraform's way to write long texts has nothing between the strings: `"first""second"`
    at += /^[ \t]+/.exec(value.slice(at, at + longestValue))?.[0].length ?? 0;
  }
  return strings === 0 ? notQuoted : undefined;
}

function shown(value: string): string {
  return value.length > 100 ? `${value.slice(0, 100)}...` : value;
}
