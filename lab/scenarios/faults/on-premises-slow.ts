import { setTimeout } from "node:timers/promises";
import { documentedClient, resolvedClient, siteUnboundClient, slowestMilliseconds } from "../client-plans";
import { forwarderA, nameServers } from "../lab-hosts";
import { cachedCloudQuestions, cachedSiteQuestions, newCloudQuestion, newSiteQuestion } from "../questions";
import type { Scenario } from "../scenario";

const slowMilliseconds = 5_000;
/** Answers come in bunches, after 300 ms at worst. */
const hesitate = `while [ ! -e /run/brisk ]; do
  kill -STOP $pid; sleep 0.3; kill -CONT $pid; sleep 0.05
done`;

export const onPremisesSlow: Scenario = {
  name: "on-premises-slow",
  happens: "the site's name servers take up to 300 ms for an answer",
  async play(stage) {
    const brisk = () => Promise.all(nameServers.map((name) => stage.script(name, "touch /run/brisk; sleep 0.5")));
    stage.afterwards(async () => {
      await brisk();
      await Promise.all(nameServers.map((name) => stage.script(name, "rm -f /run/brisk")));
      await stage.untilAnswers(forwarderA.address, newSiteQuestion);
    });
    const cloud = [...cachedCloudQuestions, newCloudQuestion];
    const site = [...cachedSiteQuestions, newSiteQuestion];
    const patient = { ...documentedClient(site), name: "names of the site", host: "app2", perSecond: 50 };
    const bar = { lost: 0, withinMilliseconds: slowestMilliseconds, p99Milliseconds: 100 };
    await stage.warm([...cachedCloudQuestions, ...cachedSiteQuestions]);
    const others = [siteUnboundClient([...cloud, ...site]), resolvedClient([...cloud, ...site])];
    await stage.whileAsked([documentedClient(cloud, bar), patient, ...others], async () => {
      for (const name of nameServers)
        await stage.script(
          name,
          `pid=$(cat /run/lab/state/named.service/pid)\n(${hesitate}) > /dev/null 2>&1 < /dev/null &`,
        );
      await setTimeout(slowMilliseconds);
    });
  },
};
