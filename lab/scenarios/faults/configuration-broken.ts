import { fewClients } from "../client-plans";
import { forwarderBucket } from "../forwarder-bucket";
import { allQuestions } from "../questions";
import type { Scenario } from "../scenario";

const broken = "server:\n    no-such-option: yes\noptions { no-such-option yes; };\n";
const otherHash = "0".repeat(64);

export const configurationBroken: Scenario = {
  name: "configuration-broken",
  happens: "the bucket holds a configuration that no checker takes, and then one that is not what its name says",
  async play(stage) {
    const bucket = await forwarderBucket(stage);
    const before = await bucket.status();
    const runs = before.slots.map(({ report }) => report?.configuration);
    await stage.whileAsked(fewClients(allQuestions), async () => {
      for (const [what, sha256] of [
        ["is broken", undefined],
        ["has another hash", otherHash],
      ] as const) {
        await bucket.desire(broken, sha256);
        await bucket.untilSlots(`somebody refuses what ${what}`, (slots) =>
          slots.some(({ state }) => state === "rejected"),
        );
        const { slots } = await bucket.status();
        const now = slots.map(({ report }) => report?.configuration);
        const text = `what ${what} is refused with its reason, and nobody runs it`;
        const seen = slots.map(({ slot, state, detail }) => `${slot} ${state} ${detail}`).join("; ");
        stage.fact(text, now.join() === runs.join(), seen);
      }
    });
  },
};
