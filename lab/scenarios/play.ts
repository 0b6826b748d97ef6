import type { ScenarioReport } from "./report";
import type { Scenario } from "./scenario";
import { type ScenarioLab, type StageOptions, stageOf } from "./stage";

/** Plays one scenario, and leaves the lab as it was. What breaks off is a fact that did not pass. */
export async function play(scenario: Scenario, lab: ScenarioLab, options: StageOptions): Promise<ScenarioReport> {
  const stage = stageOf(lab, options);
  const broken = (text: string) => (error: unknown) =>
    stage.fact(text, false, error instanceof Error ? error.message : String(error));
  await scenario.play(stage).catch(broken("plays to its end"));
  await stage.close().catch(broken("leaves the lab as it was"));
  const { reports: clients, facts } = stage;
  const passed = clients.every(({ misses }) => misses.length === 0) && facts.every((fact) => fact.passed);
  return { name: scenario.name, happens: scenario.happens, clients, facts, passed };
}
