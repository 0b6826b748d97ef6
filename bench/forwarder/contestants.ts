import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ForwarderConfiguration } from "../../components/core";
import { renderNamedConf, renderUnboundConf, reverseZoneNames } from "../../components/core";
import type { Contestant } from "./protocol";

const UPSTREAM = { resolvers: ["10.53.0.1"] };

/** As many rules as a company with some sites has; all questions of the bench follow the one for the root. */
const configuration: ForwarderConfiguration = {
  clientCidrBlocks: Array.from({ length: 40 }, (_, index) => `10.${index}.0.0/16`),
  forwardZones: {
    ...Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`site${index}.acmecorp.com.`, UPSTREAM])),
    ...Object.fromEntries(reverseZoneNames("10.0.0.0/11").map((zone) => [zone, UPSTREAM])),
    "amazonaws.com.": UPSTREAM,
    ".": UPSTREAM,
  },
};

/** What ours has and the hand-tuned one has not, and that costs something; each as ours without it. */
const FEATURES: { readonly [feature: string]: (ours: string) => string } = {
  "answers from the cache when a site is silent": (ours) => without(ours, /serve-expired/),
  "protection against rebinding": (ours) => without(ours, /private-address|private-domain/),
  "rules for many zones": (ours) =>
    `${ours.slice(0, ours.indexOf("forward-zone:"))}forward-zone:\n    name: "."\n    forward-addr: ${UPSTREAM.resolvers[0]}\n`,
  "counters for the agent": (ours) => without(ours, /extended-statistics/),
};

const without = (text: string, line: RegExp) =>
  text
    .split("\n")
    .filter((each) => !line.test(each))
    .join("\n");

/**
 * The reference comes first, what is held to the bar second.
 *
 * @param features - whether ours without each of its features is among them
 */
export function contestants(features = false): readonly Contestant[] {
  const ours = renderUnboundConf(configuration);
  const handTuned = readFileSync(join(__dirname, "hand-tuned.conf"), "utf8");
  return [
    { name: "Unbound, tuned by hand", software: "unbound", configuration: handTuned },
    { name: "Unbound, ours", software: "unbound", configuration: ours },
    { name: "BIND, ours", software: "bind", configuration: renderNamedConf(configuration) },
    ...Object.entries(features ? FEATURES : {}).map(([feature, change]) => ({
      name: `… without ${feature}`,
      software: "unbound" as const,
      configuration: change(ours),
    })),
  ];
}
