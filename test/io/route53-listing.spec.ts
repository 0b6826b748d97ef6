import assert from "node:assert/strict";
import fc from "fast-check";
import { compareDomainNames, type DomainName } from "../../components/core/domain-name";
import type { RecordSet } from "../../components/core/resource-record";
import { route53Name } from "../../components/core/route53-name";
import { type AskPage, listAll, listNames } from "../../components/io/route53-listing";

type Order = (left: string, right: string) => number;

const byText = (textOf: (name: string) => string): Order => {
  const reversed = (name: string) => `${textOf(name).slice(0, -1).split(".").toReversed().join(".")}.`;
  return (left, right) => (reversed(left) < reversed(right) ? -1 : Number(reversed(left) !== reversed(right)));
};
/** What is documented, and what it could mean. */
const ORDERS: { [title: string]: Order } = {
  "the text of reversed labels": byText((name) => name),
  "the text of reversed labels with escapes": byText((name) => route53Name(name as DomainName)),
  labels: (left, right) => compareDomainNames(left as DomainName, right as DomainName),
};

/** Pages of few sets out of a zone that is sorted in some way. */
function pagesOf(sets: readonly RecordSet[], order: Order, size: number): { ask: AskPage; calls: () => number } {
  const compare = (left: { name: string; type: string }, right: { name: string; type: string }) =>
    order(left.name, right.name) || (left.type < right.type ? -1 : Number(left.type !== right.type));
  const sorted = sets.toSorted(compare);
  let calls = 0;
  const ask: AskPage = async ({ name, type, maxItems }) => {
    calls++;
    const decoded = name?.replaceAll("\\052", "*");
    const start = { name: decoded ?? "", type: type ?? "" };
    const from = decoded === undefined ? 0 : sorted.findIndex((set) => compare(set, start) >= 0);
    const rest = from === -1 ? [] : sorted.slice(from);
    const page = rest.slice(0, Math.min(size, maxItems));
    const next = rest[page.length];
    return { recordSets: page, next: next && { name: route53Name(next.name), type: next.type as "A" } };
  };
  return { ask, calls: () => calls };
}

describe("Listing record sets", () => {
  const label = fc.constantFrom("1", "1-x", "10", "*", "_s", "a", "1-");
  const name = fc
    .array(label, { minLength: 0, maxLength: 3 })
    .map((labels) => `${[...labels, "x"].join(".")}.` as DomainName);
  const set = fc
    .tuple(name, fc.constantFrom("A", "AAAA", "PTR", "TXT"))
    .map(([each, type]): RecordSet => ({ name: each, type, ttlSeconds: 60, values: ["v"] }));
  const zone = fc.uniqueArray(set, { selector: (each) => `${each.name} ${each.type}`, maxLength: 30 });

  for (const [title, order] of Object.entries(ORDERS)) {
    it(`finds all sets at some names, and not much more, in a zone sorted by ${title}`, async () => {
      await fc.assert(
        fc.asyncProperty(
          zone,
          fc.uniqueArray(name, { maxLength: 8 }),
          fc.integer({ min: 1, max: 5 }),
          async (sets, names, size) => {
            const { ask, calls } = pagesOf(sets, order, size);
            const found = new Set(await listNames(ask, names));
            assert.deepEqual(found, new Set(sets.filter((each) => names.includes(each.name))));
            assert.ok(calls() <= names.length * 4, "no page is asked for twice");
          },
        ),
        { numRuns: 500 },
      );
    });

    it(`finds all sets of a zone sorted by ${title}`, async () => {
      await fc.assert(
        fc.asyncProperty(zone, fc.integer({ min: 1, max: 5 }), async (sets, size) => {
          const { ask, calls } = pagesOf(sets, order, size);
          assert.deepEqual(new Set(await listAll(ask)), new Set(sets));
          assert.equal(calls(), Math.max(1, Math.ceil(sets.length / size)));
        }),
      );
    });
  }

  it("keeps what it saw last of a set that is listed twice", async () => {
    const first: RecordSet = { name: "a.x." as DomainName, type: "A", ttlSeconds: 60, values: ["1"] };
    const pages = [
      { recordSets: [first], next: { name: "a.x." } },
      { recordSets: [{ ...first, values: ["2"] }], next: undefined },
    ];
    assert.deepEqual(await listAll(async () => pages.shift()!), [{ ...first, values: ["2"] }]);
  });
});
