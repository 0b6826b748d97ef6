import type { RecordSet } from "../core/resource-record";
import { nameOfRoute53 } from "../core/route53-name";
import type { ListedPage, RecordSetType } from "./route53-listing";

const OPENING = /(?:<\?xml[^<>]*\?>\s*)?<ListResourceRecordSetsResponse(?: xmlns="[^"<>]*")?><ResourceRecordSets>/y;
const RECORD_SET =
  /<ResourceRecordSet><Name>([^<&\r]+)<\/Name><Type>([A-Z]+)<\/Type><TTL>([0-9]{1,10})<\/TTL><ResourceRecords>((?:<ResourceRecord><Value>[^<&\r]*<\/Value><\/ResourceRecord>)+)<\/ResourceRecords><\/ResourceRecordSet>/y;
const MEMBER = /<([A-Za-z]+)>([^<&\r]*)<\/\1>/y;
const CLOSING = /<\/ListResourceRecordSetsResponse>\s*$/y;
const SETS_END = "</ResourceRecordSets>";
const [VALUE_BEGIN, VALUE_END] = ["<ResourceRecord><Value>", "</Value></ResourceRecord>"];

/**
 * A page out of the text of an answer that holds plain record sets in Route 53's own way of writing, which nearly all do;
 * nothing for any other text, be it aliases, escapes, another order or no XML: whoever reads all of XML has to read that one.
 *
 * A general reader takes ten times as long, and reading is most of what a plan of many records does.
 */
export function readListAnswer(text: string): ListedPage | undefined {
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text) ?? undefined;
    if (found) at = pattern.lastIndex;
    return found;
  };
  if (!take(OPENING)) return undefined;
  const recordSets: RecordSet[] = [];
  for (let found = take(RECORD_SET); found; found = take(RECORD_SET)) {
    const [, name, type, ttl, records] = found;
    const values = records!.slice(VALUE_BEGIN.length, -VALUE_END.length).split(VALUE_END + VALUE_BEGIN);
    recordSets.push({ name: nameOfRoute53(name!), type: type!, ttlSeconds: Number(ttl), values });
  }
  if (!text.startsWith(SETS_END, at)) return undefined;
  at += SETS_END.length;
  const members = new Map<string, string>();
  for (let found = take(MEMBER); found; found = take(MEMBER)) members.set(found[1]!, found[2]!);
  if (!take(CLOSING)) return undefined;
  const name = members.get("NextRecordName");
  switch (members.get("IsTruncated")) {
    case "false":
      return { recordSets, next: undefined };
    case "true":
      if (name === undefined) return undefined;
      return {
        recordSets,
        next: {
          name,
          type: members.get("NextRecordType") as RecordSetType | undefined,
          identifier: members.get("NextRecordIdentifier"),
        },
      };
    default:
      return undefined;
  }
}
