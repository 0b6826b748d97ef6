import { AwsError } from "../aws-error";
import { compareInListOrder, keyWithinName, type RecordSet } from "./record-set";

/** A VPC as Route 53 knows it: by id and region, whoever owns it. */
export interface ZoneVpc {
  readonly vpcId: string;
  readonly region: string;
}

/** Record sets of a zone: by canonical name, then by type and set identifier. */
export type RecordSetsByName = Map<string, Map<string, RecordSet>>;

/** A hosted zone and all that belongs to it. */
export interface HostedZone {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly callerReference: string;
  readonly private: boolean;
  readonly nameServers: readonly string[];
  comment: string | undefined;
  vpcs: readonly ZoneVpc[];
  authorizations: readonly ZoneVpc[];
  tags: ReadonlyMap<string, string>;
  readonly recordSets: RecordSetsByName;
  /** Record sets in listing order, made when first asked after a change. */
  inOrder: readonly RecordSet[] | undefined;
  /** A change is in the works: the next one must wait. */
  busy: boolean;
}

/** A submitted change: PENDING until `insyncAt`. */
export interface Change {
  readonly id: string;
  readonly comment?: string;
  readonly submittedAt: number;
  readonly insyncAt: number;
}

/** Everything Route 53 remembers, of all accounts; `generation` grows with each change that a resolver could see. */
export interface Route53Store {
  readonly zones: Map<string, HostedZone>;
  readonly changes: Map<string, Change>;
  generation: number;
}

export function emptyStore(): Route53Store {
  return { zones: new Map(), changes: new Map(), generation: 1 };
}

/** The zone of this id, whoever owns it. @throws {AwsError} NoSuchHostedZone */
export function zoneOf(store: Route53Store, id: string): HostedZone {
  const zone = store.zones.get(id);
  if (!zone) throw new AwsError("NoSuchHostedZone", `No hosted zone found with ID: ${id}`, 404);
  return zone;
}

/** The zone of this id if the account owns it: another account's zone is as good as none. @throws {AwsError} NoSuchHostedZone */
export function ownZone(store: Route53Store, account: string, id: string): HostedZone {
  const zone = zoneOf(store, id);
  if (zone.account !== account) throw new AwsError("AccessDenied", `Access denied to hosted zone ${id}`, 403);
  return zone;
}

export function zonesOfAccount(store: Route53Store, account: string): HostedZone[] {
  return [...store.zones.values()].filter((zone) => zone.account === account);
}

/** Record sets of a zone in the order of ListResourceRecordSets. */
export function recordSetsInOrder(zone: HostedZone): readonly RecordSet[] {
  zone.inOrder ??= [...zone.recordSets.values()].flatMap((sets) => [...sets.values()]).sort(compareInListOrder);
  return zone.inOrder;
}

export function countRecordSets(zone: HostedZone): number {
  let count = 0;
  for (const sets of zone.recordSets.values()) count += sets.size;
  return count;
}

export function putRecordSet(recordSets: RecordSetsByName, recordSet: RecordSet): void {
  const sets = recordSets.get(recordSet.name) ?? new Map<string, RecordSet>();
  sets.set(keyWithinName(recordSet), recordSet);
  recordSets.set(recordSet.name, sets);
}

const idCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** A fresh id in Route 53's form: a letter for what it is (Z zone, C change) and capitals and digits. */
export function freshId(letter: "Z" | "C"): string {
  const octets = crypto.getRandomValues(new Uint8Array(19));
  return `${letter}0${[...octets].map((octet) => idCharacters[octet % idCharacters.length]).join("")}`;
}
