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

/** The reference comes first, what is held to the bar second. */
export function contestants(): readonly Contestant[] {
  const handTuned = readFileSync(join(__dirname, "hand-tuned.conf"), "utf8");
  return [
    { name: "Unbound, tuned by hand", software: "unbound", configuration: handTuned },
    { name: "Unbound, ours", software: "unbound", configuration: renderUnboundConf(configuration) },
    { name: "BIND, ours", software: "bind", configuration: renderNamedConf(configuration) },
  ];
}
