import { fewClients } from "../client-plans";
import { allAreOk, forwarderBucket } from "../forwarder-bucket";
import { killForwarderProcess } from "../kill-process";
import { forwarderA } from "../lab-hosts";
import { allQuestions } from "../questions";
import type { Scenario } from "../scenario";

export const diskFull: Scenario = {
  name: "disk-full",
  happens: "a forwarder's disk is full, its DNS server dies and comes back, and a configuration finds no room",
  async play(stage) {
    const bucket = await forwarderBucket(stage);
    stage.afterwards(async () => {
      await stage.script(forwarderA.name, "rm -f /var/full");
      await bucket.untilSlots("both are well", allAreOk);
    });
    await stage.whileAsked(fewClients(allQuestions), async () => {
      const left = await stage.script(
        forwarderA.name,
        "dd if=/dev/zero of=/var/full bs=64k 2> /dev/null || true; df -k / | awk 'END { print $4 }'",
      );
      stage.fact("there is no room left", left === "0", `${left} kB`);
      await killForwarderProcess(stage, forwarderA.name);
      await stage.untilAnswers(forwarderA.address);
      await bucket.desireAnother();
      await bucket.untilSlots("the full one says that it cannot take it", (slots) => slots[0]?.state === "rejected");
    });
  },
};
