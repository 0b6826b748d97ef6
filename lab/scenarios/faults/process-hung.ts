import { resolverClients } from "../client-plans";
import { allAreOk, forwarderBucket, holdersOf } from "../forwarder-bucket";
import { signalForwarderProcess } from "../kill-process";
import { forwarderA } from "../lab-hosts";
import { allQuestions } from "../questions";
import type { Scenario } from "../scenario";

export const processHung: Scenario = {
  name: "process-hung",
  happens:
    "a forwarder's DNS server is stopped with SIGSTOP: it lives and says nothing, until the agent starts it anew",
  async play(stage) {
    const bucket = await forwarderBucket(stage);
    const before = await bucket.status();
    await stage.whileAsked(resolverClients(allQuestions), async () => {
      await signalForwarderProcess(stage, forwarderA.name, "STOP");
      await stage.untilAnswers(forwarderA.address);
    });
    await bucket.untilSlots("both are well", allAreOk);
    const { slots } = await bucket.status();
    stage.fact("nobody was replaced for it", holdersOf(slots) === holdersOf(before.slots), holdersOf(slots));
  },
};
