import type { PlannedPeerRule, PlannedRule } from "../part-plan";
import { entriesInOrder } from "../reading/argument-path";
import { ownText, type Values } from "../values";

const DNS_PORT = 53;
const HTTP_PORT = 80;
const HTTPS_PORT = 443;
const PROTOCOLS = ["tcp", "udp"];
const ANYWHERE = [
  ["ipv4", "0.0.0.0/0"],
  ["ipv6", "::/0"],
] as const;

/** Who may ask. */
export function ingressRules<V extends Values>(
  logicalName: string,
  clientCidrBlocks: { readonly [name: string]: V["text"] },
): readonly PlannedRule<V>[] {
  return entriesInOrder(clientCidrBlocks).flatMap(([key, cidrBlock]) =>
    dnsRules<V>(logicalName, key, cidrBlock, `${key} asks`),
  );
}

/** Forwarders ask each other, from wherever they stand. */
export function peerRules(logicalName: string): readonly PlannedPeerRule[] {
  return PROTOCOLS.map((protocol) => ({
    // A range's rule ends in its protocol.
    logicalName: `${logicalName}-${protocol}-peers`,
    protocol,
    port: DNS_PORT,
    description: "forwarders ask each other",
  }));
}

/**
 * Whom forwarders ask: resolvers anywhere, and AWS for the configuration and with their metrics.
 *
 * @param installs - whether they install packages
 */
export function egressRules<V extends Values>(logicalName: string, installs: boolean): readonly PlannedRule<V>[] {
  const services: [string, number, string][] = [["https", HTTPS_PORT, "S3 and CloudWatch"]];
  if (installs) services.push(["http", HTTP_PORT, "packages"]);
  return ANYWHERE.flatMap(([key, cidrBlock]) => [
    ...dnsRules<V>(logicalName, key, ownText<V>(cidrBlock), "whoever is asked"),
    ...services.map(([service, port, description]) => ({
      logicalName: `${logicalName}-${key}-${service}`,
      cidrBlock: ownText<V>(cidrBlock),
      protocol: "tcp",
      port,
      description,
    })),
  ]);
}

function dnsRules<V extends Values>(
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
