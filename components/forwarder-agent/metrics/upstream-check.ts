import { askDns } from "../dns/question";
import type { Upstream } from "../server/dns-server";

export interface UpstreamState extends Upstream {
  /** Absent where it did not answer. */
  readonly milliseconds: number | undefined;
}

const MOST_UPSTREAMS = 64;
const TIMEOUT_MILLISECONDS = 2_000;
const TRIES = 2;

/** Asks every server that is forwarded to for the SOA of a zone of its own: whether it answers at all, and how soon. */
export function checkUpstreams(upstreams: readonly Upstream[], port: number): Promise<readonly UpstreamState[]> {
  return Promise.all(upstreams.slice(0, MOST_UPSTREAMS).map((upstream) => checkUpstream(upstream, port)));
}

async function checkUpstream(upstream: Upstream, port: number): Promise<UpstreamState> {
  const question = {
    address: upstream.address,
    port,
    name: upstream.zone,
    type: "SOA",
    milliseconds: TIMEOUT_MILLISECONDS,
  } as const;
  for (let tries = 0; tries < TRIES; tries++) {
    const answer = await askDns(question).catch(() => undefined);
    if (answer !== undefined) return { ...upstream, milliseconds: answer.milliseconds };
  }
  return { ...upstream, milliseconds: undefined };
}
