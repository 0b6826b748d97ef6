import { type Host, movedCount, type Network } from "./hosts";
import type { Networks, Phase } from "./job";

/** What a phase must at least ask of Route 53. Computed from its documented limits, by nothing of the product. */
export interface Bound {
  readonly listCalls: number;
  readonly changeCalls: number;
  /** Of the change throughput. */
  readonly tokens: number;
}

const LIMITS = { listed: 300, records: 1000, characters: 32_000 };

/** What changes at one name: the records of all its lines, and the characters of their values. */
export interface Item {
  readonly records: number;
  readonly characters: number;
}

/** What happens in one zone. */
interface Work {
  readonly items: readonly Item[];
  /** Names that have to be read, and those that stand in the zone. */
  readonly wanted: readonly string[];
  readonly standing: readonly string[];
}

/** The least for all zones of some networks; an update makes them as the moved ones are. */
export function boundOf(phase: Phase, networks: Networks, moved: Networks): Bound {
  const works = networks.flatMap((network, index) => worksOf(phase, network, moved[index]!));
  const sum = (least: (work: Work) => number) => works.reduce((total, work) => total + least(work), 0);
  return {
    listCalls: sum(({ wanted, standing }) => fewestPages(wanted, standing)),
    changeCalls: sum(({ items }) => fewestCalls(items)),
    // A create or a delete is one, an update two, whichever way it is written.
    tokens: sum(({ items }) => items.reduce((tokens, { records }) => tokens + records, 0)),
  };
}

function worksOf(phase: Phase, network: Network, after: Network): readonly [Work, Work] {
  const { forward, reverse, hosts } = network;
  const apex = { forward: [forward, forward], reverse: [reverse, reverse] };
  const [names, reverseNames] = [hosts.map(({ name }) => name), hosts.map(reverseOf)];
  const addresses = hosts.map(({ address }) => ({ records: 1, characters: address.length }));
  const targets = hosts.map(({ name }) => ({ records: 1, characters: name.length + 1 }));
  const standing = { forward: [...apex.forward, ...names], reverse: [...apex.reverse, ...reverseNames] };
  switch (phase) {
    case "create":
      return [
        { items: addresses, wanted: names, standing: apex.forward },
        { items: targets, wanted: reverseNames, standing: apex.reverse },
      ];
    case "plan":
      return [
        { items: [], wanted: names, standing: standing.forward },
        { items: [], wanted: reverseNames, standing: standing.reverse },
      ];
    case "delete":
      return [
        { items: addresses, wanted: names, standing: standing.forward },
        { items: targets, wanted: reverseNames, standing: standing.reverse },
      ];
    case "update": {
      const count = movedCount(network);
      const [olds, news] = [hosts.slice(0, count), after.hosts.slice(0, count)];
      const updated = olds.map(({ address }, index) => ({
        records: 2,
        characters: address.length + news[index]!.address.length,
      }));
      const gone = targets.slice(0, count);
      return [
        { items: updated, wanted: names.slice(0, count), standing: standing.forward },
        { items: [...gone, ...gone], wanted: [...olds, ...news].map(reverseOf), standing: standing.reverse },
      ];
    }
  }
}

/** No call holds more items than of the smallest ones go in, nor do fewer calls hold the sums. */
export function fewestCalls(items: readonly Item[]): number {
  const leastBy = (part: keyof Item) => {
    const sizes = items.map((item) => item[part]).sort((one, other) => one - other);
    let [total, room] = [0, 0];
    for (const size of sizes) {
      total += size;
      if (total <= LIMITS[part]) room++;
    }
    return Math.max(Math.ceil(total / LIMITS[part]), Math.ceil(items.length / room));
  };
  return items.length === 0 ? 0 : Math.max(leastBy("records"), leastBy("characters"));
}

/**
 * A page tells of all names from its start to the name after its last set. The next one begins best at the first name that is
 * not told of: any other start tells of fewer.
 */
export function fewestPages(wanted: readonly string[], standing: readonly string[]): number {
  const asked = wanted.map(listKey).sort();
  const there = standing.map(listKey).sort();
  let [pages, position, index] = [0, 0, 0];
  for (; index < asked.length; pages++) {
    while (position < there.length && there[position]! < asked[index]!) position++;
    const next = there[position + LIMITS.listed];
    while (index < asked.length && (next === undefined || asked[index]! < next)) index++;
  }
  return pages;
}

/** Route 53 lists by the labels from the right. */
function listKey(name: string): string {
  return `${name.split(".").reverse().join(".")}.`;
}

function reverseOf({ address }: Host): string {
  return `${address.split(".").reverse().join(".")}.in-addr.arpa`;
}

/** The shortest time that a bucket, full at first, lets so many tokens through in. */
export function throttledFloorSeconds(tokens: number, { burst, perSecond }: { burst: number; perSecond: number }) {
  return Math.max(0, tokens - burst) / perSecond;
}
