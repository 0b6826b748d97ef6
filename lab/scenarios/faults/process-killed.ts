import { resolverClients } from "../client-plans";
import { killForwarderProcess } from "../kill-process";
import { forwarderA } from "../lab-hosts";
import { allQuestions } from "../questions";
import type { Scenario } from "../scenario";

export const processKilled: Scenario = {
  name: "process-killed",
  happens: "a forwarder's DNS server is killed with SIGKILL, and comes back",
  async play(stage) {
    await stage.whileAsked(resolverClients(allQuestions), async () => {
      await killForwarderProcess(stage, forwarderA.name);
      await stage.untilAnswers(forwarderA.address);
    });
  },
};
