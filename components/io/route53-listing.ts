import { compareDomainNames, type DomainName, inDnsOrder } from "../core/domain-name";
import type { RecordSet } from "../core/resource-record";
import { nameOfRoute53, route53Name } from "../core/route53-name";

/** Where a page of ListResourceRecordSets begins. */
export interface PageStart {
  readonly name?: string | undefined;
  readonly type?: RecordSetType | undefined;
  readonly identifier?: string | undefined;
}

/** The SDK's own list of types; ours are texts. */
type RecordSetType = import("@aws-sdk/client-route-53").RRType;

export interface PageRequest extends PageStart {
  readonly maxItems: number;
}

export interface ListedPage {
  readonly recordSets: readonly RecordSet[];
  /** Where the next page begins; absent on the last one. */
  readonly next: (PageStart & { readonly name: string }) | undefined;
}

export type AskPage = (request: PageRequest) => Promise<ListedPage>;

const LARGEST_PAGE = 300;
/** Enough for all types of one name. */
const SMALL_PAGE = 20;

/** All record sets of a zone. One that is listed twice, because the zone changed meanwhile, is there once, as seen last. */
export async function listAll(ask: AskPage): Promise<readonly RecordSet[]> {
  const found = new Map<string, RecordSet>();
  for (let start: PageStart | undefined = {}; start; ) {
    const page: ListedPage = await ask({ ...start, maxItems: LARGEST_PAGE });
    for (const set of page.recordSets) found.set(`${set.name} ${set.type} ${set.routing ?? ""}`, set);
    start = page.next;
  }
  return [...found.values()];
}

/**
 * The record sets at some names, with the fewest pages: one that begins at the first name still looked for tells about all
 * wanted names up to its end, and what lies between is jumped over.
 */
export async function listNames(ask: AskPage, names: readonly DomainName[]): Promise<readonly RecordSet[]> {
  const wanted = new Set(names);
  const found: RecordSet[] = [];
  let waiting = inDnsOrder(wanted, (name) => name);
  let start: PageStart | undefined;
  while (waiting.length > 0) {
    const first = waiting[0]!;
    const maxItems = waiting.length === 1 ? SMALL_PAGE : LARGEST_PAGE;
    const page = await ask({ ...(start ?? { name: route53Name(first) }), maxItems });
    found.push(...page.recordSets.filter(({ name }) => wanted.has(name)));
    const next = page.next && nameOfRoute53(page.next.name);
    // A page that began at a name and ends behind it has all of it.
    const isTold = (name: DomainName) =>
      name === first ? name !== next : comesBefore(first, name) && (next === undefined || comesBefore(name, next));
    waiting = waiting.filter((name) => !isTold(name));
    start = page.next && waiting[0] === next ? page.next : undefined;
  }
  return found;
}

/**
 * Whether Route 53 lists a name before another one. By its documentation it sorts the text of the reversed labels, DNS sorts
 * labels; where these or their escapes differ (`-` and `*` before the dot) nothing is concluded, and one more page is asked.
 */
function comesBefore(name: DomainName, other: DomainName): boolean {
  return (
    compareDomainNames(name, other) < 0 &&
    reversedText(name) < reversedText(other) &&
    reversedText(route53Name(name)) < reversedText(route53Name(other))
  );
}

function reversedText(name: string): string {
  return `${name.slice(0, -1).split(".").toReversed().join(".")}.`;
}
