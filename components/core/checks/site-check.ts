import { withoutFinalDot } from "../domain-name";
import { forwardingLoops, maskedRanges } from "../forwarding";
import { formatAddress, formatNetwork } from "../ip-network";
import { argument } from "../reading/argument-path";
import type { DescribedSite, Description } from "../reading/description";
import { type Report, unknownKey } from "../reading/written-values";
import type { ValueReader, Values } from "../values";
import { checkServers } from "./dhcp-check";
import { siteResolverFault } from "./resolver-check";
import { checkForwardersThere } from "./vpc-check";

/** Checks the sites: who forwards to them, to which servers, and that no question goes in a circle. */
export function checkSites<V extends Values>(
  description: Description<V>,
  reader: ValueReader<V>,
  report: Report,
): void {
  const { sites, vpcs, config } = description;
  const nobodyForwards = vpcs.every(({ forwarders }) => forwarders.length === 0);
  for (const site of sites) {
    if (nobodyForwards) {
      const message = "nobody forwards there; give one VPC `forwarders`";
      report({ code: "FORWARDERS_MISSING", path: site.path, message, restsOn: ["vpcs"] });
    }
    checkResolvers(site, config.internetVia === site.key, reader, report);
    for (const { path, address } of site.resolvers) {
      const fault = siteResolverFault(address, vpcs);
      if (fault) report({ ...fault, path });
    }
    const askingPath = argument(site.path, "useForwardersOf");
    checkForwardersThere(site.config.useForwardersOf, askingPath, vpcs, report);
    if (site.config.useForwardersOf?.length !== 0) continue;
    const message = "the list is empty; name VPCs with forwarders, or leave it out for all";
    report({ code: "FORWARDERS_UNSTATED", path: askingPath, message });
  }
  checkInternet(description, report);
  checkLoops(description, report);
  checkMasked(description, report);
}

function checkResolvers<V extends Values>(
  site: DescribedSite<V>,
  isInternet: boolean,
  reader: ValueReader<V>,
  report: Report,
): void {
  const { config } = site;
  const path = argument(site.path, "resolvers");
  checkServers(config.resolvers, path, reader, () => {});
  const given = config.resolvers !== undefined && reader.texts(config.resolvers)?.length !== 0;
  if (given) {
    // What is no address has been reported when the description was read.
    checkServers(config.resolvers, path, reader, (finding) => {
      if (finding.code === "ADDRESS_TWICE") report(finding);
    });
    return;
  }
  const reasons = [
    ...((config.zones ?? []).length > 0 ? ["zones are forwarded there"] : []),
    ...((config.cidrBlocks ?? []).length > 0 && site.reverseLookup
      ? ["reverse questions about its ranges go there"]
      : []),
    ...(isInternet ? ["internet names are resolved there"] : []),
  ];
  if (reasons.length === 0) return;
  const onlyRanges = (config.zones ?? []).length === 0 && !isInternet;
  const message = `${reasons.join(", ")}, give its DNS servers${onlyRanges ? ", or say `reverseLookup: false`" : ""}`;
  report({ code: "RESOLVERS_MISSING", path, message });
}

function checkInternet<V extends Values>({ sites, config }: Description<V>, report: Report): void {
  const { internetVia } = config;
  if (internetVia === undefined || sites.some(({ key }) => key === internetVia)) return;
  const keys = sites.map(({ key }) => key);
  report({ code: "UNKNOWN_SITE", path: "internetVia", ...unknownKey("site", internetVia, keys) });
}

function checkLoops<V extends Values>(description: Description<V>, report: Report): void {
  for (const { path, address, forwarder, way } of forwardingLoops(description)) {
    const message = `${formatAddress(address)} is \`${forwarder}\` itself: ${way.join(" → ")}; give the site's own servers`;
    report({ code: "FORWARDING_LOOP", path, message });
  }
}

function checkMasked<V extends Values>(description: Description<V>, report: Report): void {
  for (const { zone, site, network, everywhere } of maskedRanges(description)) {
    const named = description.reverseZones.find(({ name }) => name === zone);
    const where = everywhere ? "also for the forwarders" : "wherever a VPC's own resolver is asked";
    const message = `"${withoutFinalDot(zone)}" answers NXDOMAIN for ${formatNetwork(network)} of ${site} ${where}`;
    report({ code: "SITE_MASKED", path: named?.path ?? argument("sites", site), message, notice: true });
  }
}
