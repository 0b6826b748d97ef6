import type { Answer } from "dns-packet";
import type { Cloud, HostedRecordSet, HostedZone, Vpc } from "../cloud";
import { type AutodefinedZone, addressSets, amazonName, autodefinedZones, loadBalancerAddresses } from "./amazon-names";
import { isWithin, type OwnerName, ownerName } from "./owner-name";
import { toAnswer } from "./record-data";
import { indexZone, lookUp, type ZoneIndex } from "./zone-lookup";

/** Everything that the lab's resolvers answer from. */
export interface ResolverData {
  readonly cloud: Cloud;
  readonly zones: readonly ZoneIndex[];
  readonly publicZones: readonly ZoneIndex[];
  readonly vpcs: ReadonlyMap<string, { readonly vpc: Vpc; readonly autodefined: readonly AutodefinedZone[] }>;
}

export interface Resolution {
  readonly rcode: "NOERROR" | "NXDOMAIN" | "SERVFAIL";
  readonly answers: readonly Answer[];
  readonly authorities: readonly Answer[];
  /** Names that were asked of the internet on the way, as `name type`. */
  readonly askedOfInternet: readonly string[];
}

const longestChain = 8;

/** @param internet - the few names that the lab's internet knows, as one zone at the root */
export function resolverData(cloud: Cloud, internet: HostedZone): ResolverData {
  const peersOf = (vpcId: string) =>
    cloud.peerings.flatMap(({ requesterVpcId, accepterVpcId }) =>
      requesterVpcId === vpcId ? [accepterVpcId] : accepterVpcId === vpcId ? [requesterVpcId] : [],
    );
  return {
    cloud,
    zones: cloud.hostedZones.filter((zone) => zone.private).map(indexZone),
    publicZones: [internet, ...cloud.hostedZones.filter((zone) => !zone.private)].map(indexZone),
    vpcs: new Map(
      cloud.vpcs.map((vpc) => {
        const peers = peersOf(vpc.vpcId);
        const autodefined = autodefinedZones(
          vpc,
          cloud.vpcs.filter(({ vpcId }) => peers.includes(vpcId)),
        );
        return [vpc.vpcId, { vpc, autodefined }];
      }),
    ),
  };
}

/**
 * Answers a question as the resolver of a VPC does; without a VPC, as the internet does.
 *
 * `asker`, an address, decides what AWS answers by availability zone.
 *
 * Every name of a CNAME chain is looked for anew by the same rules:
 *
 * | longest of the zones that the name is in | answer |
 * |---|---|
 * | private zone associated with the VPC | the zone's, also that there is none |
 * | zone that AWS defines for the VPC (a private zone of the same name wins) | names of instances |
 * | none | AWS's public names, then the internet |
 */
export function resolve(
  data: ResolverData,
  vpcId: string | undefined,
  question: string,
  type: string,
  asker?: string,
): Resolution {
  const answers: Answer[] = [];
  const askedOfInternet: string[] = [];
  const seen = new Set<OwnerName>();
  let name = question;
  for (let length = 0; length <= longestChain; length += 1) {
    const owner = ownerName(name);
    if (seen.has(owner)) break;
    seen.add(owner);
    const step = stepOf(data, vpcId, owner, type, asker);
    if (step.internet) askedOfInternet.push(`${owner || "."} ${type}`);
    const found = step.recordSets.flatMap((set) => recordsOf(data, step.zone, set, name, type));
    answers.push(...found);
    const target = step.cname === undefined ? undefined : step.cname.values?.[0];
    if (target === undefined) {
      const empty = found.length === 0;
      const rcode = step.exists ? "NOERROR" : "NXDOMAIN";
      return { rcode, answers, authorities: empty ? startOfAuthority(step.zone) : [], askedOfInternet };
    }
    answers.push(...records(name, step.cname!));
    name = ownerName(target);
  }
  // A loop, or longer than AWS follows.
  return { rcode: "SERVFAIL", answers: [], authorities: [], askedOfInternet };
}

interface Step {
  readonly zone: { readonly name: OwnerName; readonly index?: ZoneIndex };
  readonly exists: boolean;
  readonly recordSets: readonly HostedRecordSet[];
  readonly cname?: HostedRecordSet;
  readonly internet?: boolean;
}

function stepOf(
  data: ResolverData,
  vpcId: string | undefined,
  name: OwnerName,
  type: string,
  asker: string | undefined,
): Step {
  const privateZone =
    vpcId === undefined
      ? undefined
      : longest(
          data.zones.filter((zone) => zone.vpcIds.has(vpcId)),
          name,
        );
  const autodefined = longest(data.vpcs.get(vpcId ?? "")?.autodefined ?? [], name);
  if (privateZone && privateZone.name.length >= (autodefined?.name.length ?? 0)) return inZone(privateZone, name, type);
  if (autodefined) {
    const recordSets = autodefined.answer(name, type);
    return { zone: autodefined, exists: recordSets !== undefined, recordSets: recordSets ?? [] };
  }
  const amazon = amazonName(data.cloud, vpcId, name, type, asker);
  if (amazon) return { zone: { name: "amazonaws.com" }, exists: true, recordSets: amazon };
  const publicZone = longest(data.publicZones, name)!;
  return { ...inZone(publicZone, name, type), internet: true };
}

function inZone(index: ZoneIndex, name: OwnerName, type: string): Step {
  const zone = { name: index.name, index };
  const answer = lookUp(index, name, type);
  switch (answer.kind) {
    case "records":
      return { zone, exists: true, recordSets: answer.recordSets };
    case "cname":
      return { zone, exists: true, recordSets: [], cname: answer.recordSet };
    case "no-data":
      return { zone, exists: true, recordSets: [] };
    case "no-name":
      return { zone, exists: false, recordSets: [] };
  }
}

function longest<Z extends { readonly name: OwnerName }>(zones: readonly Z[], name: OwnerName): Z | undefined {
  return zones.reduce<Z | undefined>(
    (best, zone) =>
      isWithin(name, zone.name) && (best === undefined || zone.name.length > best.name.length) ? zone : best,
    undefined,
  );
}

/** A set's records under the name that was asked for; an alias gives what its target has, under that name too. */
function recordsOf(data: ResolverData, zone: Step["zone"], set: HostedRecordSet, name: string, type: string): Answer[] {
  if (set.alias === undefined) return records(name, set);
  const target = ownerName(set.alias.dnsName);
  const wanted = type === "ANY" ? set.type : type;
  const balancer = loadBalancerAddresses(data.cloud, target);
  if (balancer !== undefined)
    return addressSets(target, wanted, balancer.addresses, balancer.ipv6Addresses).flatMap((one) => records(name, one));
  // An alias to another name of a zone; one step only, Route 53 allows no alias to an alias' alias in practice.
  const other =
    zone.index?.id === set.alias.zoneId ? zone.index : data.zones.find(({ id }) => id === set.alias?.zoneId);
  const answer = other && lookUp(other, target, wanted);
  return answer?.kind === "records"
    ? answer.recordSets.flatMap((one) => (one.alias === undefined ? records(name, one) : []))
    : [];
}

const records = (name: string, set: HostedRecordSet): Answer[] =>
  (set.values ?? []).flatMap((value) => toAnswer(name, set.type, set.ttl ?? 0, value) ?? []);

/** The SOA for an answer without records; its TTL is how long "there is none" may be kept (RFC 2308 section 5). */
function startOfAuthority(zone: Step["zone"]): Answer[] {
  const set = zone.index?.owners.get(zone.name)?.get("SOA");
  const [own] = set ? records(zone.name || ".", set) : [];
  if (own?.type === "SOA") return [{ ...own, ttl: Math.min(own.ttl ?? 0, own.data.minimum ?? 0) }];
  const name = zone.name || ".";
  return records(name, {
    name,
    type: "SOA",
    ttl: 60,
    values: [`${name} hostmaster.${zone.name} 1 1800 900 604800 60`],
  });
}
