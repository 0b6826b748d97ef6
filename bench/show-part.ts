import Table from "cli-table3";
import type { Part } from "./terraform/report";

/** Prints what a part of a bench found: its table, then each bar and whether it is met. */
export function showPart({ title, head, rows, bars, missing }: Part): void {
  console.log(`\n${title}`);
  if (rows.length > 0) {
    const table = new Table({ head: [...head], style: { head: [] } });
    table.push(...rows.map((row) => [...row]));
    console.log(table.toString());
  }
  for (const { what, limit, measured, met } of bars) {
    console.log(`${met ? "ok    " : "MISSED"}  ${what}: ${measured} (bar ${limit})`);
  }
  for (const text of missing) console.log(text);
}
