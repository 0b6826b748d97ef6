import { parseDomainName, withoutFinalDot } from "../../core/domain-name";

/** A zone by its name and id, as ids to import say it. */
export interface ZoneAndId {
  readonly zoneName: string;
  readonly zoneId: string;
}

/** Reads e.g. `20.10.in-addr.arpa=Z0123456789ABC`; nothing when it is none. */
export function parseZoneAndId(text: string): ZoneAndId | undefined {
  const [, nameText = "", zoneId] = /^\s*([^=]+)=(?:\/?hostedzone\/)?([A-Za-z0-9_-]{1,64})\s*$/.exec(text) ?? [];
  const name = parseDomainName(nameText).value;
  return name === undefined || zoneId === undefined ? undefined : { zoneName: withoutFinalDot(name), zoneId };
}
