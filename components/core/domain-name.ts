import type { Parsed } from "./parsed";
import { shownText } from "./shown-text";

declare const domainName: unique symbol;

/** A domain name in its one form: absolute, lower-case, A-labels, e.g. `cloud.acmecorp.com.`; the root is `.` */
export type DomainName = string & { readonly [domainName]: true };

const LONGEST_LABEL = 63;
/** 255 octets on the wire: a length octet for each label, and the root's. */
const LONGEST_NAME = 254;
/** Longer than any name with every character beyond ASCII can be; what is above is not looked at. */
const LONGEST_TEXT = 1000;

/** `/` only where RFC 2317 has it, in the child zones of ranges smaller than /24, e.g. `0/28.1.20.10.in-addr.arpa`. */
const LABEL = /^(?:[a-z0-9_-]+|[0-9]{1,3}\/[0-9]{1,2})$/;

/** What most names are and all stay as they are: letters in lower case, no `*`, no `/`, no other characters. */
const USUAL_NAME = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/;

/**
 * Reads a domain name in any case, with or without final dot, with or without characters beyond ASCII.
 *
 * Fault `BAD_DOMAIN_NAME`: empty labels, labels over 63 and names over 255 octets, hyphens at a label's ends, `*`
 * anywhere but as the whole first label, and characters that are not letters, digits, `-` or `_`.
 *
 * @see RFC 1035 section 2.3.4, RFC 5891
 */
export function parseDomainName(text: string): Parsed<DomainName> {
  if (text === ".") return { value: "." as DomainName };
  if (typeof text === "string" && text.length < LONGEST_NAME && USUAL_NAME.test(text)) {
    return { value: (text.endsWith(".") ? text : `${text}.`) as DomainName };
  }
  const bad = (why: string): Parsed<DomainName> => ({
    fault: { code: "BAD_DOMAIN_NAME", message: `${shownText(text)} is no domain name: ${why}` },
  });
  if (typeof text !== "string") return bad('expected text, e.g. "cloud.acmecorp.com"');
  if (text === "") return bad('it is empty; expected e.g. "cloud.acmecorp.com"');
  if (text.length > LONGEST_TEXT) return bad(`it has ${text.length} characters, a name has 253 at most`);
  const written = (text.endsWith(".") ? text.slice(0, -1) : text).split(".");
  const labels: string[] = [];
  for (const [index, label] of written.entries()) {
    const ascii = asciiLabel(label);
    const why = ascii === undefined ? wrongCharacter(label) : labelFault(ascii, index);
    if (why !== undefined) return bad(why);
    labels.push(ascii!);
  }
  const name = `${labels.join(".")}.`;
  if (name.length > LONGEST_NAME) return bad(`it has ${name.length - 1} characters, a name has 253 at most`);
  return { value: name as DomainName };
}

/** Whether a name is the zone's own or below it; whole labels count, so `badacmecorp.com.` is not within `acmecorp.com.` */
export function isWithin(name: DomainName, zone: DomainName): boolean {
  return zone === "." || name === zone || name.endsWith(`.${zone}`);
}

/** The labels from left to right, e.g. `["cloud", "acmecorp", "com"]`; none for the root. */
export function labelsOf(name: DomainName): readonly string[] {
  return name === "." ? [] : name.slice(0, -1).split(".");
}

/** The name without its first label; the root has no parent. */
export function parentOf(name: DomainName): DomainName | undefined {
  if (name === ".") return undefined;
  return (name.slice(name.indexOf(".") + 1) || ".") as DomainName;
}

/** The most specific of some zones that a name is within; a set of zones is used as it is, for many questions. */
export function longestMatch(name: DomainName, zones: Iterable<DomainName>): DomainName | undefined {
  const wanted: ReadonlySet<DomainName> = zones instanceof Set ? zones : new Set(zones);
  for (let zone: DomainName | undefined = name; zone !== undefined; zone = parentOf(zone)) {
    if (wanted.has(zone)) return zone;
  }
  return undefined;
}

/** The way AWS's resources and the keys of descriptions have it, e.g. `cloud.acmecorp.com`; the root stays `.` */
export function withoutFinalDot(name: DomainName): string {
  return name === "." ? name : name.slice(0, -1);
}

/**
 * DNS order: by labels from the right, so that a zone comes before what is in it.
 *
 * @see RFC 4034 section 6.1
 */
export function compareDomainNames(left: DomainName, right: DomainName): number {
  return left === right ? 0 : compareKeys(dnsOrderKey(left), dnsOrderKey(right));
}

/** A copy in DNS order of names; for long lists, since each name is taken apart once only. */
export function inDnsOrder<T>(items: Iterable<T>, nameOf: (item: T) => DomainName): T[] {
  const keyed = Array.from(items, (item) => ({ item, key: dnsOrderKey(nameOf(item)) }));
  return keyed.sort((left, right) => compareKeys(left.key, right.key)).map(({ item }) => item);
}

/** Labels from the right with a separator below all characters of labels, so that comparing texts compares labels. */
function dnsOrderKey(name: DomainName): string {
  let key = "";
  for (let end = name.length - 1; end > 0; ) {
    const dot = name.lastIndexOf(".", end - 1);
    key += key === "" ? name.slice(dot + 1, end) : `\0${name.slice(dot + 1, end)}`;
    end = dot;
  }
  return key;
}

function compareKeys(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

function labelFault(label: string, index: number): string | undefined {
  if (label === "") return "a label is empty";
  if (label.length > LONGEST_LABEL) {
    return `label ${shownText(label)} has ${label.length} characters, a label has 63 at most`;
  }
  if (label === "*" && index === 0) return undefined;
  if (label.includes("*")) return '"*" stands only as the whole first label, e.g. "*.apps.acmecorp.com"';
  if (!LABEL.test(label)) return wrongCharacter(label);
  if (label.startsWith("-")) return `label "${label}" begins with a hyphen`;
  if (label.endsWith("-")) return `label "${label}" ends with a hyphen`;
  return undefined;
}

function wrongCharacter(label: string): string {
  return `label ${shownText(label)} has characters other than letters, digits, "-" and "_"`;
}

const BEYOND_ASCII = /[^\0-\x7f]/;

/** The label in lower-case ASCII; undefined when IDNA has no form for it. */
function asciiLabel(label: string): string | undefined {
  if (!BEYOND_ASCII.test(label)) return label.toLowerCase();
  // The URL parser would give these a meaning of its own, so they must not reach it.
  if (!/^[a-z0-9_-]*$/i.test(label.replace(/[^\0-\x7f]/g, ""))) return undefined;
  // A last label with a letter keeps digits of other scripts from being read as an IPv4 address.
  const host = hostOf(`http://${label}.x`);
  const ascii = host.endsWith(".x") ? host.slice(0, -2) : "";
  return ascii === "" || ascii.includes(".") ? undefined : ascii;
}

/** Empty for what is no URL; `URL.parse` is not in Node 20. */
function hostOf(url: string): string {
  try {
    return new URL(url).hostname;
  } catch {
    return "";
  }
}
