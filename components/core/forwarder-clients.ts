import { formatNetwork } from "./ip-network";
import { argument, compareText, entriesInOrder } from "./reading/argument-path";
import type { Description } from "./reading/description";
import { ownText, type Values } from "./values";

/** A range that may ask, under the key that its rules are named by. */
export interface ClientRange<V extends Values> {
  readonly key: string;
  readonly path: string;
  readonly cidrBlock: V["text"];
}

/**
 * All ranges that may ask, in key order: those of VPCs and sites, e.g. `berlin-10.50.0.0-16`, what AWS allocates, e.g.
 * `main-ipv6`, and those that the user names.
 */
export function clientRanges<V extends Values>({ vpcs, sites, config }: Description<V>): readonly ClientRange<V>[] {
  const written = [...vpcs, ...sites].flatMap(({ key, ranges }) =>
    ranges.map(({ path, network }) => {
      const text = formatNetwork(network);
      return { key: `${key}-${keyOfRange(text)}`, path, cidrBlock: ownText<V>(text) };
    }),
  );
  const allocated = vpcs.flatMap((vpc) =>
    vpc.allocated.map(({ key, path, config: { cidrBlock } }) => ({ key: `${vpc.key}-${key}`, path, cidrBlock })),
  );
  const named = entriesInOrder(config.clientCidrBlocks).map(([key, cidrBlock]) => ({
    key,
    path: argument("clientCidrBlocks", key),
    cidrBlock: cidrBlock as V["text"],
  }));
  return [...written, ...allocated, ...named].sort((left, right) => compareText(left.key, right.key));
}

/** Without the characters that names of resources cannot have, e.g. `10.50.0.0-16`, `fd00_20__-48`. */
function keyOfRange(range: string): string {
  return range.replaceAll("/", "-").replaceAll(":", "_");
}
