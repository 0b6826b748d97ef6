import { siteConfigurationOf } from "../../lab-up";
import { fewClients } from "../client-plans";
import { allAreOk, type ForwarderBucket, forwarderBucket, holdersOf } from "../forwarder-bucket";
import { allQuestions } from "../questions";
import type { Scenario } from "../scenario";
import type { Stage } from "../stage";

const siteRange = "hybrid-dns:dns.sites.headquarters.cidrBlocks[0]";

export const configurationChange: Scenario = {
  name: "configuration-change",
  happens: "`up` has the forwarders forward more reverse zones to the site, and then those of before again",
  async play(stage) {
    const bucket = await forwarderBucket(stage);
    await stage.whileAsked(fewClients(allQuestions), async () => {
      await apply(stage, bucket, "10.0.0.0/13");
      await apply(stage, bucket, "10.0.0.0/14");
    });
  },
};

async function apply(stage: Stage, bucket: ForwarderBucket, range: string): Promise<void> {
  const before = await bucket.status();
  const applier = await stage.applier();
  await applier.set(siteRange, range);
  const { outputs } = await applier.up();
  await stage.network.refresh(siteConfigurationOf(outputs, "headquarters"));
  await bucket.untilSlots("both forwarders run the new configuration", allAreOk);
  const { slots, desired } = await bucket.status();
  const { sha256 } = desired.configuration;
  stage.fact(`another configuration for ${range}`, sha256 !== before.desired.configuration.sha256, sha256);
  stage.fact(`nobody was replaced for ${range}`, holdersOf(slots) === holdersOf(before.slots), holdersOf(slots));
}
