import * as fc from "fast-check";
import type { HybridDnsConfig, SiteConfig, VpcConfig, ZoneConfig } from "../../components/core/hybrid-dns-config";

const key = fc.constantFrom("hub", "spoke", "a", "b-1", "x_y", "zone9", "constructor", "main");
const label = fc.stringMatching(/^[a-z_][a-z0-9_-]{0,8}[a-z0-9]$/);
const zoneName = fc.oneof(
  fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => [...labels, "acmecorp.com"].join(".")),
  fc.constantFrom("corp.test", "home.arpa", "lab.home.arpa", "example", "Ünited.example.", "x".repeat(63)),
);

/** Sites and VPCs have ranges apart: the first octet says whose they are. */
const vpcRange = (index: number) =>
  fc
    .tuple(fc.integer({ min: 16, max: 28 }), fc.constantFrom("10", "172", "100", "192.168", "198", "fd"))
    .map(([length, kind]) => {
      if (kind === "fd") return `fd00:${(0x100 + index).toString(16)}::/${length + 32}`;
      if (kind === "192.168") return `192.168.${index}.0/${Math.max(24, length)}`;
      if (kind === "198") return `198.18.${index}.0/${Math.max(24, length)}`;
      const second = { "10": 100 + index, "172": 16 + index, "100": 64 + index }[kind as "10"];
      return `${kind}.${second}.0.0/${length}`;
    });
const siteRange = (index: number) =>
  fc.constantFrom(`10.${index}.0.0/16`, `172.${24 + index}.0.0/16`, `fd${10 + index}::/16`, `10.${10 + index}.4.0/22`);

const site = (index: number): fc.Arbitrary<SiteConfig> =>
  fc.record({
    zones: fc.uniqueArray(
      zoneName.map((name) => `s${index}.${name}`),
      { maxLength: 3 },
    ),
    cidrBlocks: siteRange(index).map((range) => [range]),
    resolvers: fc.constantFrom(["10.1.0.53"], ["10.1.0.53", "fd00::53"]),
    reverseLookup: fc.boolean(),
  });

const vpc = (index: number, forwarders: boolean): fc.Arbitrary<VpcConfig> =>
  fc.record({
    vpcId: fc.constant(`vpc-${index}`),
    cidrBlocks: fc.oneof({ arbitrary: vpcRange(index).map((range) => [range]), weight: 1 }),
    reverseLookup: fc.boolean(),
    ...(forwarders && { forwarders: fc.constant({ a: { subnetId: "subnet-a" }, b: { subnetId: "subnet-b" } }) }),
  });

const zone: fc.Arbitrary<ZoneConfig> = fc.record({
  records: fc.dictionary(label, fc.constantFrom({ txt: ["x"] }, { a: ["10.100.0.5"] }, { cname: "www.acmecorp.com" }), {
    maxKeys: 3,
  }),
});

/** Descriptions in which nothing is wrong. */
export const randomDescription: fc.Arbitrary<HybridDnsConfig> = fc
  .tuple(fc.uniqueArray(key, { minLength: 1, maxLength: 3 }), fc.uniqueArray(key, { maxLength: 3 }))
  .chain(([vpcs, sites]) =>
    fc.record({
      vpcs: fc.tuple(...vpcs.map((_, index) => vpc(index, index === 0))).map((values) => mapOf(vpcs, values)),
      sites: fc.tuple(...sites.map((_, index) => site(index))).map((values) => mapOf(sites, values)),
      privateZones: fc
        .uniqueArray(zoneName, { maxLength: 3, selector: (name) => name.toLowerCase() })
        .chain((names) => fc.tuple(...names.map(() => zone)).map((values) => mapOf(names, values))),
      partition: fc.constantFrom("aws", "aws-cn", "aws-us-gov"),
      backend: fc.constantFrom(
        undefined,
        { unbound: {} },
        { bind: {} },
        { bind: { queryLogging: {} } },
        { unbound: { bootstrap: {}, queryLogging: {} } },
      ),
      ...(sites.length > 0 && { internetVia: fc.constantFrom(undefined, sites[0]) }),
    }),
  );

function mapOf<T>(keys: readonly string[], values: readonly T[]): { [key: string]: T } {
  return Object.fromEntries(keys.map((name, index) => [name, values[index]!]));
}

/** The same description with the keys of all its maps in another order. */
export function reordered<T>(value: T, seed: number): T {
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, entry]): [string, unknown] => [name, reordered(entry, seed)]);
  return Object.fromEntries(entries.sort(([left], [right]) => hash(left, seed) - hash(right, seed))) as T;
}

function hash(text: string, seed: number): number {
  return [...text].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 1009, seed);
}
