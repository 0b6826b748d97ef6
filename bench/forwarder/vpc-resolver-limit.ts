import type { Part } from "../terraform/report";
import { count } from "../terraform/report";

/** AWS's limit for each network interface towards the VPC's resolver; it cannot be raised. */
const PACKETS_PER_SECOND = 1_024;
const MISS_PERCENTS = [1, 2, 5, 10, 20, 50, 100];

/** Questions a second that forwarders carry when so many of a hundred go to the VPC's resolver, a packet each. */
export function questionsPerSecond(forwarders: number, missPercent: number): number {
  return Math.floor((forwarders * PACKETS_PER_SECOND * 100) / missPercent);
}

/** What forwarders carry under the limit alone, by how many questions are not answered from the cache or by a site. */
export function vpcResolverLimit(): Part {
  return {
    title: "What a pair of forwarders carries under the VPC resolver's limit",
    head: ["to the VPC's resolver", "one forwarder, a second", "a pair, a second", "two pairs, a second"],
    rows: MISS_PERCENTS.map((missPercent) => [
      `${missPercent} %`,
      ...[1, 2, 4].map((forwarders) => count(questionsPerSecond(forwarders, missPercent))),
    ]),
    bars: [],
    missing: [
      "Questions that are answered from the cache or by a site do not count. Plan with the column of one forwarder: glibc and systemd-resolved ask the first of their list " +
        "as long as it answers, and one carries all while the other is replaced; Unbound and BIND on premises spread over both.",
    ],
  };
}
