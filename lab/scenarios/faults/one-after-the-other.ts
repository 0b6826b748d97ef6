import { resolverClients } from "../client-plans";
import { killForwarderProcess } from "../kill-process";
import { forwarders } from "../lab-hosts";
import { allQuestions } from "../questions";
import type { Scenario } from "../scenario";

export const oneAfterTheOther: Scenario = {
  name: "one-after-the-other",
  happens: "the DNS servers of both forwarders are killed, the second once the first has come back",
  async play(stage) {
    await stage.whileAsked(resolverClients(allQuestions), async () => {
      for (const { name, address } of forwarders) {
        await killForwarderProcess(stage, name);
        await stage.untilAnswers(address);
      }
    });
  },
};
