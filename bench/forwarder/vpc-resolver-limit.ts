import type { Part } from "../terraform/report";
import { count } from "../terraform/report";

/** AWS's limit for each network interface towards the VPC's resolver; it cannot be raised. */
const PACKETS_PER_SECOND = 1_024;
const FORWARDERS = 2;
const MISS_PERCENTS = [50, 20, 10, 5, 2, 1];

/**
 * What a pair of forwarders carries when every question that is not in the cache goes to the VPC's resolver. With one
 * of the two gone, the other carries half of it.
 *
 * @param hotPerSecond - what one forwarder answers from its cache, where that is less than the limit allows
 */
export function vpcResolverLimit(hotPerSecond: number): Part {
  const one = (missPercent: number) => Math.min((PACKETS_PER_SECOND * 100) / missPercent, hotPerSecond);
  return {
    title: "What a pair of forwarders carries under the VPC resolver's limit",
    head: ["questions not in the cache", "one forwarder, a second", "a pair, a second", "a pair over four interfaces"],
    rows: MISS_PERCENTS.map((missPercent) => [
      `${missPercent} %`,
      count(Math.round(one(missPercent))),
      count(Math.round(one(missPercent) * FORWARDERS)),
      count(Math.round(Math.min(one(missPercent) * 2, hotPerSecond) * FORWARDERS)),
    ]),
    bars: [],
    missing: [
      `AWS takes ${count(PACKETS_PER_SECOND)} packets a second from each network interface for the VPC's resolver, and drops the rest; only questions ` +
        "that leave for it count, not those to a site. So a pair carries 2 × 1,024 / share of misses, and one alone, while the other is replaced, half of that: " +
        "plan with the second column. When that is too few: forwarders in the VPCs with most questions (each has a limit of its own, and AWS's names are asked " +
        "where they belong), more slots in `forwarders`, or public reverse names, the classic waste, sent elsewhere. A second interface in a forwarder doubles its share " +
        "(last column), but needs an address and a route of its own.",
    ],
  };
}
