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
export type RecordSetType = import("@aws-sdk/client-route-53").RRType;

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
  let first = 0;
  let start: PageStart | undefined;
  while (first < waiting.length) {
    const maxItems = waiting.length - first === 1 ? SMALL_PAGE : LARGEST_PAGE;
    const page = await ask({ ...(start ?? { name: route53Name(waiting[first]!) }), maxItems });
    for (const set of page.recordSets) if (wanted.has(set.name)) found.push(set);
    const next = page.next && nameOfRoute53(page.next.name);
    const { untold, end } = toldBy(waiting, first, next);
    if (untold.length === 0) first = end;
    else [waiting, first] = [[...untold, ...waiting.slice(end)], 0];
    start = page.next && waiting[first] === next ? page.next : undefined;
  }
  return found;
}

/**
 * What a page tells of names in DNS order that begins at one of them and ends before `next`: all up to `end`, but for some.
 *
 * By its documentation Route 53 sorts the text of the reversed labels, DNS sorts labels; where these or their escapes differ
 * (`-` and `*` before the dot) nothing is concluded, and one more page is asked.
 */
function toldBy(waiting: readonly DomainName[], first: number, next: DomainName | undefined) {
  const from = listOrderOf(waiting[first]!);
  const to = next && listOrderOf(next);
  const untold: DomainName[] = [];
  // A page that began at a name and ends behind it has all of it.
  let end = waiting[first] === next ? first : first + 1;
  for (; end < waiting.length; end++) {
    const name = waiting[end]!;
    if (next !== undefined && compareDomainNames(name, next) >= 0) break;
    const order = listOrderOf(name);
    if (!(comesBefore(from, order) && (!to || comesBefore(order, to)))) untold.push(name);
  }
  return { untold, end };
}

/** A name's places in both orders that Route 53 may have. */
interface ListOrder {
  readonly plain: string;
  readonly escaped: string;
}

function listOrderOf(name: DomainName): ListOrder {
  const [plain, escapedName] = [reversedText(name), route53Name(name)];
  return { plain, escaped: escapedName === name ? plain : reversedText(escapedName) };
}

function comesBefore(order: ListOrder, other: ListOrder): boolean {
  return order.plain < other.plain && order.escaped < other.escaped;
}

function reversedText(name: string): string {
  let text = "";
  for (let end = name.length - 1; end > 0; ) {
    const dot = name.lastIndexOf(".", end - 1);
    text += `${name.slice(dot + 1, end)}.`;
    end = dot;
  }
  return text;
}
