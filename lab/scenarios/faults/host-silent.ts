import { setTimeout } from "node:timers/promises";
import { resolverClients } from "../client-plans";
import { forwarderA } from "../lab-hosts";
import { allQuestions } from "../questions";
import type { Scenario } from "../scenario";

/** Long enough that lookups begin and end in it. */
const silentMilliseconds = 3_000;

export const hostSilent: Scenario = {
  name: "host-silent",
  happens: "a forwarder's host falls silent, and is booted again after three seconds",
  async play(stage) {
    const { network } = stage;
    stage.afterwards(() => network.restart(forwarderA.name));
    await stage.whileAsked(resolverClients(allQuestions), async () => {
      await network.kill(forwarderA.name);
      await setTimeout(silentMilliseconds);
      await network.restart(forwarderA.name);
      await stage.untilAnswers(forwarderA.address);
    });
  },
};
