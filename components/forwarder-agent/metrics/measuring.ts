import type { Log } from "../log";
import { reasonOf } from "../log";
import { type Counters, countedSince } from "./counters";
import { metricValues } from "./metric-values";
import type { DroppedPackets } from "./network-card";
import { type Exposed, renderPrometheus } from "./prometheus";
import type { UpstreamState } from "./upstream-check";

export interface MeasuringWorld {
  readonly counters: () => Promise<Counters>;
  readonly upstreams: () => Promise<readonly UpstreamState[]>;
  readonly dropped: () => Promise<DroppedPackets>;
  readonly about: () => Promise<Omit<Exposed, "counters" | "upstreams" | "dropped">>;
  readonly send: (values: ReadonlyMap<string, number>) => Promise<void>;
  readonly log: Log;
}

/** Measures each minute: to CloudWatch, and as text for whoever asks on this host. */
export function measuring(world: MeasuringWorld) {
  let counters: Counters | undefined;
  let dropped: DroppedPackets = { linkLocal: undefined, conntrack: undefined };
  let text = "";

  async function look(): Promise<Counters | undefined> {
    try {
      return await world.counters();
    } catch (error) {
      world.log.warning("the DNS service does not say what it counted", { reason: reasonOf(error) });
      return undefined;
    }
  }

  return {
    async measure(): Promise<void> {
      const [now, upstreams, droppedNow, about] = await Promise.all([
        look(),
        world.upstreams(),
        world.dropped(),
        world.about(),
      ]);
      const { healthy, configurationRejected } = about;
      const counted = now && countedSince(counters, now);
      const packetsDropped = increase(dropped.linkLocal, droppedNow.linkLocal);
      counters = now ?? counters;
      dropped = droppedNow;
      text = renderPrometheus({ ...about, counters, upstreams, dropped });
      await world.send(metricValues({ healthy, configurationRejected, counted, upstreams, packetsDropped }));
    },
    text: () => text,
  };
}

/** A counter that was reset counts from nothing. */
function increase(earlier: number | undefined, now: number | undefined): number | undefined {
  if (now === undefined || earlier === undefined) return now;
  return now < earlier ? now : now - earlier;
}
