import { siteConfigurationOf } from "../../lab-up";
import { documentedClient } from "../client-plans";
import { forwarders } from "../lab-hosts";
import { allQuestions } from "../questions";
import type { Scenario } from "../scenario";
import type { Stage } from "../stage";

const siteRange = "hybrid-dns:dns.sites.headquarters.cidrBlocks[0]";

export const configurationChange: Scenario = {
  name: "configuration-change",
  happens:
    "`up` replaces the forwarders, one after the other, by ones that forward more reverse zones to the site, and back",
  async play(stage) {
    await stage.whileAsked([documentedClient(allQuestions)], async () => {
      await apply(stage, "10.0.0.0/13");
      await apply(stage, "10.0.0.0/14");
    });
  },
};

/** The network follows by itself what `up` replaces, as machines would that boot. */
async function apply(stage: Stage, range: string): Promise<void> {
  const applier = await stage.applier();
  await applier.set(siteRange, range);
  const { changes, outputs } = await applier.up();
  await stage.network.refresh(siteConfigurationOf(outputs, "headquarters"));
  for (const { name, address } of forwarders) {
    await stage.untilAnswers(address);
    const replaced = changes.some((change) => change.name === name && change.operation === "replace");
    const seen = changes.map((change) => `${change.operation} ${change.name}`).join(", ");
    stage.fact(`${name} was replaced for ${range}`, replaced, seen);
  }
}
