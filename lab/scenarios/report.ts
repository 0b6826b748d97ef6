import Table from "cli-table3";
import pc from "picocolors";
import { plainTable } from "../quickstart/plain-table";
import type { Fact } from "../quickstart/report";
import type { ClientReport } from "./stage";

/** What came of one scenario. */
export interface ScenarioReport {
  readonly name: string;
  readonly happens: string;
  readonly clients: readonly ClientReport[];
  readonly facts: readonly Fact[];
  readonly passed: boolean;
}

/** The scenario as it is shown when it has ended: what clients saw, then what else was looked at. */
export function scenarioText({ name, happens, clients, facts }: ScenarioReport): string {
  const misses = clients.flatMap((client) =>
    client.misses.map((miss) => pc.red(`   ${client.client} at ${client.host}: ${miss}`)),
  );
  const others = facts.map(({ text, passed, seen }) =>
    passed ? `${pc.green("✓")}  ${text}` : `${pc.red("✗")}  ${text}${pc.red(`\n     seen: ${seen}`)}`,
  );
  const heading = `\n${pc.bold(name)}: ${happens}`;
  return [heading, ...(clients.length === 0 ? [] : [clientTable(clients)]), ...misses, ...others].join("\n");
}

function clientTable(clients: readonly ClientReport[]): string {
  const table = new Table({
    head: ["", "client", "asks at", "asked", "answered", "lost", "slowest ms", "99 of 100 ms"],
    ...plainTable,
    colAligns: ["left", "left", "left", "right", "right", "right", "right", "right"],
  });
  for (const client of clients) {
    const { asked, answered, lost, slowestMilliseconds, p99Milliseconds } = client;
    table.push([mark(client), client.client, client.host, asked, answered, lost, slowestMilliseconds, p99Milliseconds]);
  }
  return table.toString();
}

const mark = ({ judged, misses }: ClientReport): string =>
  misses.length > 0 ? pc.red("✗") : judged ? pc.green("✓") : "·";

/** All scenarios at a glance: a line each, with the worst that a client saw who has a bar. */
export function summaryTable(reports: readonly ScenarioReport[]): string {
  const table = new Table({
    head: ["", "scenario", "asked", "answered", "lost", "slowest ms"],
    ...plainTable,
    colAligns: ["left", "left", "right", "right", "right", "right"],
  });
  for (const { name, clients, passed } of reports) {
    const judged = clients.filter((client) => client.judged);
    const sum = (of: (client: ClientReport) => number) => judged.reduce((total, client) => total + of(client), 0);
    table.push([
      passed ? pc.green("✓") : pc.red("✗"),
      name,
      sum(({ asked }) => asked),
      sum(({ answered }) => answered),
      sum(({ lost }) => lost),
      Math.max(0, ...judged.map(({ slowestMilliseconds }) => slowestMilliseconds)),
    ]);
  }
  return table.toString();
}
