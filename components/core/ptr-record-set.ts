import { parseDomainName } from "./domain-name";
import { valueOrThrow } from "./parsed";
import type { RecordSet } from "./resource-record";
import { route53Name } from "./route53-name";

/**
 * The PTR record set of an address, as Route 53's calls take it.
 *
 * @param reverseName - in any form, e.g. `5.0.20.10.in-addr.arpa`
 * @param names - that it points to, in the order in which they stand
 */
export function ptrRecordSet(reverseName: string, names: readonly string[], ttlSeconds: number): RecordSet {
  const values = names.map((name) => route53Name(valueOrThrow(parseDomainName(name))));
  return { name: valueOrThrow(parseDomainName(reverseName)), type: "PTR", ttlSeconds, values };
}

/** What leads from the name of an address to where its PTR record stands in a classless zone. */
export function cnameRecordSet(reverseName: string, target: string, ttlSeconds: number): RecordSet {
  return { ...ptrRecordSet(reverseName, [target], ttlSeconds), type: "CNAME" };
}
