import type { Answer } from "dns-packet";
import { ownerName } from "./owner-name";

/**
 * A Route 53 record as a message's record.
 *
 * @param value - as Route 53 takes it, e.g. `10 mail.acmecorp.com` for MX, `"v=spf1 " "-all"` for TXT
 * @returns `undefined` for a type that the lab does not speak
 */
export function toAnswer(name: string, type: string, ttl: number, value: string): Answer | undefined {
  const words = value.trim().split(/\s+/);
  const word = (index: number) => words[index] ?? "";
  const count = (index: number) => Number.parseInt(word(index), 10) || 0;
  switch (type) {
    case "A":
    case "AAAA":
      return { type, name, ttl, data: value.trim() };
    case "CNAME":
    case "NS":
    case "PTR":
      return { type, name, ttl, data: targetName(value.trim()) };
    case "MX":
      return { type, name, ttl, data: { preference: count(0), exchange: targetName(word(1)) } };
    case "SRV":
      return {
        type,
        name,
        ttl,
        data: { priority: count(0), weight: count(1), port: count(2), target: targetName(word(3)) },
      };
    case "TXT":
    case "SPF":
      return { type: "TXT", name, ttl, data: characterStrings(value) };
    case "CAA": {
      const [issuer] = characterStrings(words.slice(2).join(" "));
      return {
        type,
        name,
        ttl,
        data: { flags: count(0), tag: word(1) as "issue", value: issuer?.toString("latin1") ?? "" },
      };
    }
    case "SOA":
      return {
        type,
        name,
        ttl,
        data: {
          mname: targetName(word(0)),
          rname: targetName(word(1)),
          serial: count(2),
          refresh: count(3),
          retry: count(4),
          expire: count(5),
          minimum: count(6),
        },
      };
    default:
      return undefined;
  }
}

/** The root is `.` on the wire's side too. */
const targetName = (text: string) => ownerName(text) || ".";

/** The character strings of a TXT value: quoted ones with `\"`, `\\` and `\ooo`, bare words as they are. */
export function characterStrings(value: string): Buffer[] {
  const strings = [...value.matchAll(/"((?:[^"\\]|\\.)*)"|[^\s"]+/gs)].map(([all, quoted]) =>
    Buffer.from(
      (quoted ?? all).replace(/\\([0-7]{3}|.)/gs, (_, escaped: string) =>
        escaped.length === 3 ? String.fromCharCode(Number.parseInt(escaped, 8) & 0xff) : escaped,
      ),
      "latin1",
    ),
  );
  return strings.flatMap((string) => (string.length <= 255 ? [string] : chunks(string)));
}

const chunks = (string: Buffer): Buffer[] =>
  Array.from({ length: Math.ceil(string.length / 255) }, (_, index) => string.subarray(index * 255, index * 255 + 255));
