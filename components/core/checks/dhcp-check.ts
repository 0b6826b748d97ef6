import { parseDomainName } from "../domain-name";
import { formatAddress } from "../ip-network";
import { argument } from "../reading/argument-path";
import { type Report, read, readKnownAddresses } from "../reading/written-values";
import type { ValueReader, Values } from "../values";

/** What DHCP's option sets take of each kind of server. */
export const MOST_SERVERS = 4;
/** glibc asks no more. */
const ASKED_BY_GLIBC = 3;

/** Checks how many servers a VPC's hosts are told. */
export function checkNameServerCount(count: number, path: string, what: string, fix: string, report: Report): void {
  if (count > MOST_SERVERS) {
    report({ code: "NAME_SERVERS_TOO_MANY", path, message: `${count} ${what}, DHCP takes ${MOST_SERVERS}; ${fix}` });
  } else if (count > ASKED_BY_GLIBC) {
    const message = `${count} ${what}, glibc asks the first three only`;
    report({ code: "NAME_SERVERS_MANY", path, message, notice: true });
  }
}

/** Checks what DHCP tells hosts besides the forwarders. */
export function checkDhcpSettings<V extends Values>(
  settings: { readonly domainName?: V["text"] | undefined; readonly ntpServers?: V["texts"] | undefined },
  path: string,
  reader: ValueReader<V>,
  report: Report,
): void {
  const domainName = settings.domainName === undefined ? undefined : reader.text(settings.domainName);
  if (domainName !== undefined) read(parseDomainName(domainName), argument(path, "domainName"), report);
  const ntpPath = argument(path, "ntpServers");
  checkServers(settings.ntpServers, ntpPath, reader, report);
  const known = settings.ntpServers === undefined ? undefined : reader.texts(settings.ntpServers);
  if (known && (known.length === 0 || known.length > MOST_SERVERS)) {
    const message = `got ${known.length} servers, expected 1 to ${MOST_SERVERS}`;
    report({ code: "VALUE_OUT_OF_RANGE", path: ntpPath, message });
  }
}

/** Checks addresses that are known now, each once. */
export function checkServers<V extends Values>(
  texts: V["texts"] | undefined,
  path: string,
  reader: ValueReader<V>,
  report: Report,
): void {
  const seen = new Set<string>();
  for (const { path: serverPath, address } of readKnownAddresses(texts, path, reader, report)) {
    const text = formatAddress(address);
    if (seen.has(text))
      report({ code: "ADDRESS_TWICE", path: serverPath, message: `${text} is given twice; keep it once` });
    seen.add(text);
  }
}
