import { formatNetwork, type IpNetwork, networksOverlap, networkWithin } from "../ip-network";
import { argument, entriesInOrder } from "../reading/argument-path";
import type { DescribedVpc, Description, WrittenNetwork } from "../reading/description";
import { type Report, readNetwork } from "../reading/written-values";
import type { ValueReader, Values } from "../values";

/** Checks the ranges of VPCs, sites and other clients against each other. */
export function checkRanges<V extends Values>(
  description: Description<V>,
  reader: ValueReader<V>,
  report: Report,
): void {
  const { vpcs, sites } = description;
  for (const vpc of vpcs) checkVpcRanges(vpc, report);
  const ofVpcs = vpcs.flatMap((vpc) => knownRanges(vpc));
  const ofSites = sites.flatMap(({ ranges }) => ranges);
  for (const [index, range] of ofVpcs.entries()) {
    for (const earlier of ofVpcs.slice(0, index)) {
      if (networksOverlap(range.network, earlier.network)) report(overlap(earlier, range));
    }
    // A VPC inside a site is normal: the longest match decides. A site inside a VPC would get no answers from it.
    for (const site of ofSites) {
      if (networkWithin(site.network, range.network)) report(overlap(range, site));
    }
  }
  for (const [index, range] of ofSites.entries()) {
    for (const earlier of ofSites.slice(0, index)) {
      if (isEqual(range.network, earlier.network)) report(overlap(earlier, range));
    }
  }
  checkClients(description, [...ofVpcs, ...ofSites], reader, report);
}

/** Ranges that are known now, with where they are written. */
function knownRanges<V extends Values>({ ranges, allocated }: DescribedVpc<V>): readonly WrittenNetwork[] {
  return [
    ...ranges,
    ...allocated.flatMap(({ path, network }) => (network ? [{ path: argument(path, "cidrBlock"), network }] : [])),
  ];
}

function checkVpcRanges<V extends Values>(
  { path, config, allocated, reverseLookup }: DescribedVpc<V>,
  report: Report,
): void {
  if ((config.cidrBlocks ?? []).length === 0 && allocated.length === 0) {
    const message = "give `cidrBlocks`, or `allocatedCidrBlocks`";
    const restsOn = [argument(path, "cidrBlocks"), argument(path, "allocatedCidrBlocks"), path];
    report({ code: "RANGE_MISSING", path, message, restsOn });
  }
  for (const { path: rangePath, config: range, network, within } of allocated) {
    if (network && within && !networkWithin(network, within)) {
      const message = `AWS allocated ${formatNetwork(network)}, which is not in ${formatNetwork(within)}; mend \`within\``;
      report({ code: "RANGE_OUTSIDE_POOL", path: rangePath, message });
    }
    if (range.within === undefined && reverseLookup) {
      const message = "no reverse zone; write the range in `cidrBlocks` once it is known";
      report({ code: "RANGE_WITHOUT_REVERSE", path: rangePath, message, notice: true });
    }
  }
}

/** Other clients: a range twice would be one rule of a security group twice, which AWS refuses. */
function checkClients<V extends Values>(
  { config }: Description<V>,
  admitted: readonly WrittenNetwork[],
  reader: ValueReader<V>,
  report: Report,
): void {
  const known = [...admitted];
  for (const [key, value] of entriesInOrder(config.clientCidrBlocks)) {
    const path = argument("clientCidrBlocks", key);
    const text = reader.text(value);
    const network = text === undefined ? undefined : readNetwork(text, path, report);
    if (!network) continue;
    const other = known.find((range) => isEqual(range.network, network));
    if (other) {
      const message = `${formatNetwork(network)} may ask already by \`${other.path}\`; keep one`;
      report({ code: "RANGES_OVERLAP", path, message });
    }
    known.push({ path, network });
  }
}

/** The inner one is reported, of two equal ones the second. */
function overlap(first: WrittenNetwork, second: WrittenNetwork) {
  const equal = isEqual(first.network, second.network);
  const [inner, outer] = networkWithin(second.network, first.network) ? [second, first] : [first, second];
  const how = equal
    ? `${formatNetwork(inner.network)} is also \`${outer.path}\``
    : `${formatNetwork(inner.network)} lies in \`${outer.path}\` ${formatNetwork(outer.network)}`;
  const message = `${how}; reverse names would be ambiguous, give each range to one`;
  return { code: "RANGES_OVERLAP", path: inner.path, message, restsOn: [inner.path] };
}

function isEqual(left: IpNetwork, right: IpNetwork): boolean {
  return networkWithin(left, right) && networkWithin(right, left);
}
