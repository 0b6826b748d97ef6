import { fewClients } from "../client-plans";
import { forwarderA } from "../lab-hosts";
import { cachedCloudQuestions, cachedSiteQuestions } from "../questions";
import type { Scenario } from "../scenario";

const atOnce = 2_000;

export const floodFromOneAddress: Scenario = {
  name: "flood-from-one-address",
  happens: `one address on premises asks ${atOnce} questions at once, as a resolver for all its hosts may; none is dropped`,
  async play(stage) {
    const questions = [...cachedCloudQuestions, ...cachedSiteQuestions];
    await stage.warm(questions);
    await stage.whileAsked(fewClients(questions), async () => {
      await stage.burst({
        name: `${atOnce} at once, each asked once`,
        host: "client1",
        servers: [forwarderA.address],
        timeoutMilliseconds: 10_000,
        attempts: 1,
        questions,
        perSecond: atOnce * 1_000,
        most: atOnce,
        bar: { lost: 0 },
      });
    });
  },
};
