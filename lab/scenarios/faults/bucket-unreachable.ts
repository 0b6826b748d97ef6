import { setTimeout } from "node:timers/promises";
import { fewClients } from "../client-plans";
import { allAreOk, forwarderBucket } from "../forwarder-bucket";
import { killForwarderProcess } from "../kill-process";
import { forwarderA } from "../lab-hosts";
import { allQuestions } from "../questions";
import type { Scenario } from "../scenario";

const unreachableMilliseconds = 5_000;

export const bucketUnreachable: Scenario = {
  name: "bucket-unreachable",
  happens: "the configuration bucket cannot be reached, and meanwhile a forwarder's DNS server dies and comes back",
  async play(stage) {
    const bucket = await forwarderBucket(stage);
    const faults = `${stage.emulator.endpoint}/_lab/faults`;
    const mend = async () => {
      await fetch(faults, { method: "DELETE" });
    };
    stage.afterwards(mend);
    await stage.whileAsked(fewClients(allQuestions), async () => {
      const order = { action: "s3.*", kind: "close-before", count: 100_000 };
      await fetch(faults, { method: "POST", body: JSON.stringify(order) });
      const unreachable = await bucket.status().then(
        () => "it can be read",
        () => undefined,
      );
      stage.fact("the bucket cannot be read", unreachable === undefined, unreachable ?? "");
      await killForwarderProcess(stage, forwarderA.name);
      await stage.untilAnswers(forwarderA.address);
      await setTimeout(unreachableMilliseconds);
      await mend();
    });
    await bucket.untilSlots("both are well", allAreOk);
  },
};
