import { count, mebibytes } from "../terraform/report";
import type { Bound } from "./bounds";
import type { Measured } from "./measured";

/** Columns of what a process took and asked. */
export const HEAD = ["", "CPU", "wall", "peak memory", "list calls", "change calls", "other calls", "tokens"];

export function rowOf(title: string, { taken, asked }: Measured, bound?: Bound): readonly string[] {
  const beside = (got: number, least: number | undefined) =>
    least === undefined || got === least ? count(got) : `${count(got)} (least ${count(least)})`;
  return [
    title,
    secondsText(taken.cpuSeconds),
    secondsText(taken.wallSeconds),
    mebibytes(taken.peakBytes),
    beside(asked.listCalls, bound?.listCalls),
    beside(asked.changeCalls, bound?.changeCalls),
    count(asked.otherCalls),
    beside(asked.tokens, bound?.tokens),
  ];
}

export function secondsText(seconds: number): string {
  return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
}
