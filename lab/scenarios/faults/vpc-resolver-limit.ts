import { packetsPerSecond } from "../../network/vpc-resolver/packet-allowance";
import { fewClients } from "../client-plans";
import { forwarderA, forwarders } from "../lab-hosts";
import { cachedCloudQuestions, cachedSiteQuestions, newCloudQuestion, newSiteQuestion } from "../questions";
import type { Scenario } from "../scenario";

const perSecond = 3 * packetsPerSecond;
const seconds = 4;

export const vpcResolverLimit: Scenario = {
  name: "vpc-resolver-limit",
  happens: `one host asks a forwarder for ${perSecond} new cloud names a second; VPC+2 takes ${packetsPerSecond} packets of it`,
  async play(stage) {
    await stage.warm([...cachedCloudQuestions, ...cachedSiteQuestions]);
    stage.afterwards(async () => {
      for (const { address } of forwarders) await stage.untilAnswers(address, newCloudQuestion);
    });
    const questions = [...cachedCloudQuestions, ...cachedSiteQuestions, newSiteQuestion];
    await stage.whileAsked(fewClients(questions), async () => {
      const flood = await stage.burst({
        name: "new cloud names",
        host: "app2",
        servers: [forwarderA.address],
        timeoutMilliseconds: 1_000,
        attempts: 1,
        questions: [newCloudQuestion],
        perSecond,
        most: perSecond * seconds,
      });
      stage.fact(
        "the limit was exceeded",
        flood.lost > 0,
        `${flood.answered} of ${flood.asked} new names were answered`,
      );
    });
  },
};
