import { randomBytes } from "node:crypto";
import { askDns, RCODES } from "./question";

const MOST_PROBES = 32;
const TIMEOUT_MILLISECONDS = 3_000;

/** Which of the zones are answered for by the forwarder itself. */
export type Probes = (zones: readonly string[]) => Promise<readonly string[]>;

/**
 * Asks a forwarder for a name of each zone that nobody ever asked for: so the answer is no cached one, and that there is no
 * such name is a good one.
 */
export function dnsProbes(address: string, port: number): Probes {
  return async (zones) => {
    const answered = await Promise.all(
      zones.slice(0, MOST_PROBES).map(async (zone) => {
        const name = `hybrid-dns-probe-${randomBytes(6).toString("hex")}.${zone}`;
        const question = { address, port, name, type: "SOA", milliseconds: TIMEOUT_MILLISECONDS } as const;
        // What is no name at all is answered neither before nor after.
        const answer = await askDns(question).catch(() => undefined);
        return answer !== undefined && (answer.rcode === RCODES.NOERROR || answer.rcode === RCODES.NXDOMAIN);
      }),
    );
    return zones.filter((_, index) => answered[index] === true);
  };
}
