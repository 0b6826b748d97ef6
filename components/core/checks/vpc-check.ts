import { argument } from "../reading/argument-path";
import type { DescribedVpc, Description } from "../reading/description";
import type { Report } from "../reading/written-values";
import type { ValueReader, Values } from "../values";
import { checkAccounts, isLeftToItsStack } from "./account-check";
import { checkDhcpSettings, checkNameServerCount } from "./dhcp-check";
import { checkForwarders } from "./forwarder-check";

/** Checks the VPCs: their attributes, their forwarders, whose forwarders they ask, what DHCP tells. */
export function checkVpcs<V extends Values>(description: Description<V>, reader: ValueReader<V>, report: Report): void {
  const { vpcs, config } = description;
  if (config.vpcs !== undefined && vpcs.length === 0) {
    report({ code: "VPC_MISSING", path: "vpcs", message: "give at least one, by a name of yours" });
  }
  checkAccounts(config.vpcs, report);
  for (const vpc of vpcs) {
    checkForwardersHere(vpc, report);
    checkAttributes(vpc, reader, report);
    const known = vpc.allocated.every(({ network }) => network !== undefined) && isReadable(vpc);
    const ranges = [...vpc.ranges, ...vpc.allocated].flatMap(({ network }) => network ?? []);
    const forwardersPath = argument(vpc.path, "forwarders");
    checkForwarders(vpc.forwarders, forwardersPath, known ? ranges : undefined, report);
    if (vpc.config.dhcpOptions !== undefined) {
      checkDhcpSettings(vpc.config.dhcpOptions, argument(vpc.path, "dhcpOptions"), reader, report);
    }
    checkAsking(vpc, description, report);
  }
}

/** Forwarders stand in a VPC's own account. */
function checkForwardersHere<V extends Values>({ key, path, config, forwarders }: DescribedVpc<V>, report: Report) {
  if (forwarders.length === 0 || !isLeftToItsStack(config)) return;
  const message =
    `${key} belongs to ${config.accountId}, where they cannot be made from here; give the VPC its \`provider\`, or make ` +
    "them in a stack of that account, which is a site then";
  const forwardersPath = argument(path, "forwarders");
  report({ code: "FORWARDERS_ELSEWHERE", path: forwardersPath, message, restsOn: [path, forwardersPath] });
}

/** Whether all ranges were understood; else whatever is outside of the others is not known to be outside. */
function isReadable<V extends Values>({ config, ranges, allocated }: DescribedVpc<V>): boolean {
  return ranges.length + allocated.length > 0 && ranges.length === (config.cidrBlocks ?? []).length;
}

function checkAttributes<V extends Values>(
  { path, config }: DescribedVpc<V>,
  reader: ValueReader<V>,
  report: Report,
): void {
  const isOff = (attribute: V["flag"] | undefined) => attribute !== undefined && reader.flag(attribute) === false;
  if (isOff(config.enableDnsSupport)) {
    const message =
      "is false: its resolver answers nothing, so neither forwarders nor private zones work; set it on the VPC";
    report({ code: "DNS_SUPPORT_OFF", path: argument(path, "enableDnsSupport"), message });
  }
  if (isOff(config.enableDnsHostnames)) {
    const message = "is false: its resolver answers from no private zone; set it on the VPC";
    report({ code: "DNS_HOSTNAMES_OFF", path: argument(path, "enableDnsHostnames"), message });
  }
}

/** Whose forwarders the hosts of a VPC ask, and how many addresses that makes. */
function checkAsking<V extends Values>(vpc: DescribedVpc<V>, { vpcs }: Description<V>, report: Report): void {
  const withForwarders = vpcs.filter(({ forwarders }) => forwarders.length > 0).map(({ key }) => key);
  const path = argument(vpc.path, "useForwardersOf");
  checkForwardersThere(vpc.config.useForwardersOf, path, vpcs, report);
  if (withForwarders.length === 0) {
    if (vpc.config.dhcpOptions === undefined || vpc.config.dhcpOptions.enabled === false) return;
    const message = "no VPC has forwarders that DHCP could tell its hosts; give one `forwarders`, or leave it out";
    report({ code: "FORWARDERS_MISSING", path: argument(vpc.path, "dhcpOptions"), message, restsOn: ["vpcs"] });
    return;
  }
  if (!vpc.dhcp) return;
  if (vpc.asks.length === 0) {
    const message =
      vpc.config.useForwardersOf === undefined
        ? `${withForwarders.join(" and ")} have forwarders; say whose it asks`
        : `the list is empty; name one of ${withForwarders.join(", ")}, or say \`dhcpOptions: { enabled: false }\``;
    report({ code: "FORWARDERS_UNSTATED", path, message, restsOn: [path] });
    return;
  }
  const asked = vpc.asks.flatMap((key) => vpcs.find((candidate) => candidate.key === key)?.forwarders ?? []);
  checkNameServerCount(asked.length, vpc.path, "forwarders", "shorten `useForwardersOf`", report);
  if (vpc.asks.includes(vpc.key)) return;
  const message =
    `its hosts ask the forwarders of ${vpc.asks.join(", ")}, whose resolver does not know AWS's names that only ` +
    `${vpc.key} has (file systems, interface endpoints); give it \`forwarders\`, or these names records in a private zone`;
  report({ code: "AWS_NAMES_ELSEWHERE", path: vpc.path, message, notice: true });
}

/** References to forwarders, of VPCs and of sites: the VPC must have some. */
export function checkForwardersThere<V extends Values>(
  keys: readonly (string | undefined)[] | undefined,
  path: string,
  vpcs: readonly DescribedVpc<V>[],
  report: Report,
): void {
  for (const [index, key] of (keys ?? []).entries()) {
    const vpc = vpcs.find((candidate) => candidate.key === key);
    if (!vpc || vpc.forwarders.length > 0) continue;
    const there = vpcs.filter(({ forwarders }) => forwarders.length > 0).map((other) => other.key);
    const message = `${key} has no forwarders; ${there.length === 0 ? "no VPC has" : `${there.join(", ")} ${there.length === 1 ? "has" : "have"}`}`;
    const itemPath = `${path}[${index}]`;
    report({
      code: "FORWARDERS_NOT_THERE",
      path: itemPath,
      message,
      restsOn: [itemPath, argument(vpc.path, "forwarders")],
    });
  }
}
