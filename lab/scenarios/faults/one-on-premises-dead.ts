import { setTimeout } from "node:timers/promises";
import { fewClients, slowestMilliseconds } from "../client-plans";
import { forwarderB, nameServers } from "../lab-hosts";
import { newSiteQuestion } from "../questions";
import type { Scenario } from "../scenario";

const deadMilliseconds = 5_000;
const [dead] = nameServers;

export const oneOnPremisesDead: Scenario = {
  name: "one-on-premises-dead",
  happens: "one of the site's two name servers is dead; names that nobody has cached are asked of the other",
  async play(stage) {
    const { network } = stage;
    stage.afterwards(async () => {
      await network.restart(dead);
      await stage.untilAnswers(forwarderB.address, newSiteQuestion);
    });
    const bar = { lost: 0, withinMilliseconds: slowestMilliseconds, p99Milliseconds: 1_000 };
    await stage.whileAsked(fewClients([newSiteQuestion], bar), async () => {
      await network.kill(dead);
      await setTimeout(deadMilliseconds);
    });
  },
};
