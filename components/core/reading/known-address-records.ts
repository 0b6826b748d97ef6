import { namesHiddenEverywhere } from "../checks/hidden-record-check";
import { withoutFinalDot } from "../domain-name";
import { parseAddress } from "../ip-network";
import type { AddressRecordConfig } from "../record-config";
import type { ValueReader, Values } from "../values";
import { argument } from "./argument-path";
import { describeRecords } from "./described-record";
import type { Description } from "./description";

/** The names with those of their addresses that are known now and that want PTR records. */
export function knownAddressRecords<V extends Values>(
  description: Description<V>,
  reader: ValueReader<V>,
): readonly AddressRecordConfig[] {
  return description.privateZones.flatMap((zone) => {
    const hidden = namesHiddenEverywhere(zone, description);
    const path = argument(zone.path, "records");
    return describeRecords(zone.config.records, zone.name, path, () => {}).flatMap((record) => {
      if (record.config.ptr === false || hidden.has(record.name)) return [];
      const addresses = [record.config.a, record.config.aaaa].flatMap((texts) =>
        texts === undefined ? [] : (reader.texts(texts) ?? []),
      );
      const known = addresses.filter((text): text is string => text !== undefined && isAddress(text));
      return known.length === 0 ? [] : [{ name: withoutFinalDot(record.name), addresses: known }];
    });
  });
}

function isAddress(text: string): boolean {
  return parseAddress(text).value !== undefined;
}
