import type { DomainName } from "../domain-name";
import { compareAddresses, formatAddress, formatNetwork } from "../ip-network";
import type { ForwardersConfig } from "../part-config";
import { argument, entriesInOrder } from "../reading/argument-path";
import { type Report, readKnownAddresses, readNetwork, readZoneKeys } from "../reading/written-values";
import type { ValueReader, Values } from "../values";
import { checkBackend } from "./backend-check";
import { checkServers } from "./dhcp-check";
import { checkForwarders, describeForwarders } from "./forwarder-check";
import { resolverFault } from "./resolver-check";

/** Checks what the forwarders of one VPC are described by. */
export function checkForwardersConfig<V extends Values>(
  config: ForwardersConfig<V>,
  reader: ValueReader<V>,
  report: Report,
): void {
  const forwarders = describeForwarders(config.forwarders, "forwarders", report);
  if (forwarders.length === 0) {
    const message = "give at least one forwarder, by a name of yours";
    report({ code: "FORWARDERS_MISSING", path: "forwarders", message });
  }
  checkForwarders(forwarders, "forwarders", undefined, report);
  checkBackend(config.backend, reader, report);
  checkClients(config.clientCidrBlocks, reader, report);
  for (const { path, config: zone } of forwardZonesOf(config, report)) {
    const resolversPath = argument(path, "resolvers");
    if (zone.resolvers === undefined) continue;
    if (reader.texts(zone.resolvers)?.length === 0) {
      report({ code: "RESOLVERS_MISSING", path: resolversPath, message: "give the servers that it is forwarded to" });
    }
    checkServers(zone.resolvers, resolversPath, reader, report);
    for (const resolver of readKnownAddresses(zone.resolvers, resolversPath, reader, () => {})) {
      const fault = resolverFault(resolver.address);
      if (fault) report({ ...fault, path: resolver.path });
      const self = forwarders.find(({ address }) => address && !compareAddresses(address, resolver.address));
      if (!self) continue;
      const message = `${formatAddress(resolver.address)} is \`${self.path}\` itself: it would ask itself for ever`;
      report({ code: "FORWARDING_LOOP", path: resolver.path, message });
    }
  }
}

/** Ranges that are known now, each under one key. */
function checkClients<V extends Values>(
  clients: { readonly [name: string]: V["text"] },
  reader: ValueReader<V>,
  report: Report,
): void {
  const first = new Map<string, string>();
  for (const [key, value] of entriesInOrder(clients)) {
    const path = argument("clientCidrBlocks", key);
    const text = reader.text(value);
    const network = text === undefined ? undefined : readNetwork(text, path, report);
    if (!network) continue;
    const form = formatNetwork(network);
    const other = first.get(form);
    if (other === undefined) first.set(form, path);
    else report({ code: "RANGES_OVERLAP", path, message: `${form} may ask already by \`${other}\`; keep one` });
  }
}

/** The forwarded zones by name, the root apart, which is a zone here. */
export function forwardZonesOf<V extends Values>({ forwardZones }: ForwardersConfig<V>, report: Report) {
  const entries = entriesInOrder(forwardZones);
  const root = entries.filter(([key]) => key === ".");
  return [
    ...root.map(([key, config]) => ({ key, path: argument("forwardZones", key), name: "." as DomainName, config })),
    ...readZoneKeys(
      entries.filter(([key]) => key !== "."),
      "forwardZones",
      report,
    ),
  ];
}
