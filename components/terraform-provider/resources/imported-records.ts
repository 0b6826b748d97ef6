import { normalTxtValue } from "../../core/character-string";
import { type DomainName, isWithin, withoutFinalDot } from "../../core/domain-name";
import { DEFAULT_TTL_SECONDS } from "../../core/ptr-plan";
import type { RecordSet } from "../../core/resource-record";
import { nameOfRoute53 } from "../../core/route53-name";
import type { ObjectValue, Value } from "../codec/value";
import { recordAttributes } from "../schema/records";

/** What was found, as the argument `records`, and the record sets that it stands for. */
export interface ImportedRecords {
  readonly records: ObjectValue;
  readonly recordSets: readonly RecordSet[];
}

/** Gives the values of a record set as an argument has them; nothing where no argument could say them. */
const ARGUMENTS: { readonly [type: string]: { name: string; read: (values: readonly string[]) => Value | undefined } } =
  {
    A: { name: "a", read: (values) => values },
    AAAA: { name: "aaaa", read: (values) => values },
    CNAME: { name: "cname", read: ([value]) => nameText(value!) },
    TXT: {
      name: "txt",
      read: (values) => {
        const texts = values.flatMap((value) => textOf(value) ?? []);
        return texts.length === values.length ? texts : undefined;
      },
    },
    MX: {
      name: "mx",
      read: (values) =>
        values.map((value) => {
          const [preference, exchange] = value.split(/\s+/);
          return { preference: Number(preference), exchange: nameText(exchange!) };
        }),
    },
    SRV: {
      name: "srv",
      read: (values) =>
        values.map((value) => {
          const [priority, weight, port, target] = value.split(/\s+/);
          return {
            priority: Number(priority),
            weight: Number(weight),
            port: Number(port),
            target: nameText(target!),
          };
        }),
    },
  };

/**
 * The records of a zone that the resource could have made. Others are left alone, as they always are: aliases, the
 * zone's own NS and SOA, types that no argument is for.
 */
export function importedRecords(zone: DomainName, found: readonly RecordSet[]): ImportedRecords {
  const records = new Map<string, { [argument: string]: Value }>();
  const recordSets: RecordSet[] = [];
  for (const set of found) {
    const argument = set.routing === undefined && Object.hasOwn(ARGUMENTS, set.type) ? ARGUMENTS[set.type] : undefined;
    const value = argument?.read(set.values);
    if (!argument || value === undefined || !isWithin(set.name, zone)) continue;
    const key = set.name === zone ? "@" : set.name.slice(0, -zone.length - 1);
    // One TTL a name: where types differ in it, the plan shows what becomes of the others.
    const ttl = set.ttlSeconds === DEFAULT_TTL_SECONDS ? null : set.ttlSeconds;
    const record = records.get(key) ?? { ...NOTHING, ttl_seconds: ttl };
    records.set(key, { ...record, [argument.name]: value });
    recordSets.push(set);
  }
  return { records: Object.fromEntries(records), recordSets };
}

const NOTHING = Object.fromEntries(Object.keys(recordAttributes).map((name): [string, Value] => [name, null]));

function nameText(name: string): string {
  return withoutFinalDot(nameOfRoute53(name));
}

/** The text that a TXT value says; nothing when it is none. */
function textOf(value: string): string | undefined {
  const pieces = normalTxtValue(value).match(/"(?:[^"\\]|\\.)*"/gs) ?? [];
  const octets = pieces.flatMap((piece) => piece.slice(1, -1).match(/\\[0-3][0-7]{2}|\\.|[^\\]/gs) ?? []);
  const bytes = octets.map((octet) => {
    if (octet.length === 4) return Number.parseInt(octet.slice(1), 8);
    return octet.charCodeAt(octet.length - 1);
  });
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}
