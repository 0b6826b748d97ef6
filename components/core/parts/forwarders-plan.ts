import { awsZones, VPC_RESOLVER } from "../aws-names";
import { backendOf, checkBackend, DEFAULT_INSTANCE_TYPE } from "../backend";
import { checkServers } from "../checks/dhcp-check";
import { checkForwarders, describeForwarders } from "../checks/forwarder-check";
import { checkComponentName, checkForwardersName } from "../checks/logical-name-check";
import { resolverFault } from "../checks/resolver-check";
import { compareDomainNames, type DomainName } from "../domain-name";
import { compareAddresses, formatAddress, formatNetwork } from "../ip-network";
import type { ForwardersConfig } from "../part-config";
import type { ForwarderConfiguration, PlannedForwarders, PlannedRule, Planning } from "../part-plan";
import { argument, entriesInOrder } from "../reading/argument-path";
import { forwardersArguments } from "../reading/description-schema";
import { type Report, readKnownAddresses, readNetwork, readZoneKeys } from "../reading/written-values";
import { ownText, ownTexts, type ValueReader, type Values } from "../values";
import { planPart } from "./planning";

const DNS_PORT = 53;
const PROTOCOLS = ["tcp", "udp"];

/**
 * Checks and plans the forwarders of one VPC. What is nobody's goes to the VPC's resolver, and so do AWS's own names
 * wherever else the root goes, unless `forwardZones` says otherwise.
 */
export function planForwarders<V extends Values>(
  logicalName: string,
  config: ForwardersConfig<V>,
  reader?: ValueReader<V>,
): Planning<PlannedForwarders<V>> {
  return planPart<V, ForwardersConfig<V>, PlannedForwarders<V>>(
    config,
    forwardersArguments,
    reader,
    (read, values, report) => {
      checkComponentName(logicalName, report);
      checkForwardersName(String(logicalName), "name", "take a shorter name", report);
      check(read, values, report);
      return () => plan(logicalName, read);
    },
  );
}

function check<V extends Values>(config: ForwardersConfig<V>, reader: ValueReader<V>, report: Report): void {
  const forwarders = describeForwarders(config.forwarders, "forwarders", report);
  if (forwarders.length === 0) {
    const message = "give at least one forwarder, by a name of yours";
    report({ code: "FORWARDERS_MISSING", path: "forwarders", message });
  }
  checkForwarders(forwarders, "forwarders", undefined, report);
  checkBackend(config.backend, report);
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
function forwardZonesOf<V extends Values>({ forwardZones }: ForwardersConfig<V>, report: Report) {
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

function plan<V extends Values>(logicalName: string, config: ForwardersConfig<V>): PlannedForwarders<V> {
  const { software, config: backend } = backendOf(config.backend);
  const clients = entriesInOrder(config.clientCidrBlocks);
  const anywhere: [string, string][] = [
    ["ipv4", "0.0.0.0/0"],
    ["ipv6", "::/0"],
  ];
  return {
    logicalName,
    vpcId: config.vpcId,
    software,
    instanceType: backend.instanceType ?? ownText<V>(DEFAULT_INSTANCE_TYPE),
    imageId: backend.imageId,
    ingressRules: clients.flatMap(([key, cidrBlock]) => rules<V>(logicalName, key, cidrBlock, `${key} asks`)),
    egressRules: anywhere.flatMap(([key, cidrBlock]) =>
      rules<V>(logicalName, key, ownText<V>(cidrBlock), "whoever is asked"),
    ),
    slots: entriesInOrder(config.forwarders).map(([key, { subnetId, address, assignIpv6Address }]) => ({
      key,
      logicalName: `${logicalName}-${key}`,
      subnetId,
      address,
      assignIpv6Address: assignIpv6Address ?? false,
    })),
    configuration: configurationOf(config),
    tags: config.tags,
  };
}

function rules<V extends Values>(
  logicalName: string,
  key: string,
  cidrBlock: V["text"],
  description: string,
): PlannedRule<V>[] {
  return PROTOCOLS.map((protocol) => ({
    logicalName: `${logicalName}-${key}-${protocol}`,
    cidrBlock,
    protocol,
    port: DNS_PORT,
    description,
  }));
}

function configurationOf<V extends Values>(config: ForwardersConfig<V>): ForwarderConfiguration<V> {
  const zones = new Map<DomainName, { readonly resolvers: V["texts"] }>();
  for (const name of ["." as DomainName, ...awsZones("aws")]) zones.set(name, { resolvers: vpcResolver<V>() });
  for (const { name, config: zone } of forwardZonesOf(config, () => {})) zones.set(name, { resolvers: zone.resolvers });
  return {
    clientCidrBlocks: entriesInOrder(config.clientCidrBlocks).map(([, cidrBlock]) => cidrBlock),
    forwardZones: Object.fromEntries([...zones].sort(([left], [right]) => compareDomainNames(left, right))),
  };
}

function vpcResolver<V extends Values>(): V["texts"] {
  return ownTexts<V>([ownText<V>(VPC_RESOLVER)]);
}
