import { setTimeout } from "node:timers/promises";
import { fewClients } from "../client-plans";
import { forwarderA, nameServers } from "../lab-hosts";
import { cachedCloudQuestions, cachedSiteQuestions, newCloudQuestion, newSiteQuestion } from "../questions";
import type { Scenario } from "../scenario";

const deadMilliseconds = 3_000;
/** Until what the site says now is answered again. */
const freshMilliseconds = 10_000;

export const onPremisesDead: Scenario = {
  name: "on-premises-dead",
  happens: "both name servers of the site are dead; what is cached and what is in the cloud is answered",
  async play(stage) {
    const { network, margin } = stage;
    await stage.warm([...cachedCloudQuestions, ...cachedSiteQuestions]);
    const restartAll = () => Promise.all(nameServers.map((name) => network.restart(name)));
    stage.afterwards(async () => {
      await restartAll();
    });
    const questions = [...cachedSiteQuestions, ...cachedCloudQuestions, newCloudQuestion];
    await stage.whileAsked(fewClients(questions), async () => {
      await Promise.all(nameServers.map((name) => network.kill(name)));
      await setTimeout(deadMilliseconds);
    });
    await restartAll();
    const fresh = await stage.untilAnswers(forwarderA.address, newSiteQuestion);
    stage.fact(
      `a new name of the site is answered within ${freshMilliseconds / 1000} s of its return`,
      fresh <= freshMilliseconds * margin,
      `after ${fresh} ms`,
    );
  },
};
