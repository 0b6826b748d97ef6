import { fewClients } from "../client-plans";
import { allAreOk, type ForwarderBucket, forwarderBucket } from "../forwarder-bucket";
import { allQuestions } from "../questions";
import type { Scenario } from "../scenario";
import type { Stage } from "../stage";

export const imageChange: Scenario = {
  name: "image-change",
  happens: "`up` builds another image; the forwarders make way for it one after the other, and back",
  async play(stage) {
    const bucket = await forwarderBucket(stage);
    await stage.whileAsked(fewClients(allQuestions), async () => {
      await apply(stage, bucket, true);
      await apply(stage, bucket, false);
    });
  },
};

async function apply(stage: Stage, bucket: ForwarderBucket, securityUpdates: boolean): Promise<void> {
  const before = await bucket.status();
  const applier = await stage.applier();
  await applier.set(`hybrid-dns:dns.backend.${before.desired.software}.image.securityUpdates`, securityUpdates);
  await applier.up();
  await bucket.untilSlots("both forwarders run from the new image", allAreOk);
  const { desired, slots } = await bucket.status();
  const holders = slots.map(({ report }) => report?.instanceId);
  const stayed = before.slots.filter(({ report }) => holders.includes(report?.instanceId));
  const text = `all run from another image with securityUpdates ${securityUpdates}`;
  stage.fact(text, desired.imageId !== before.desired.imageId && stayed.length === 0, `${desired.imageId} ${holders}`);
}
