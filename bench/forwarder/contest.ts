import { type Bar, count, median, type Part } from "../terraform/report";
import type { Load, Measured } from "./protocol";

/** Of the hand-tuned server's questions, ours must answer so much: in a second, and in a second of CPU. */
const BAR = 0.95;

const LOADS = {
  hot: "Answers from the cache, as many as go",
  cold: "Questions that nobody asked before, as many as go",
  steady: "At a fixed rate, nine of ten from the cache",
} as const;

/** What a load was for all contestants; the first one is what the others are held against, the second is held to the bar. */
export function contest(load: keyof Measured, rounds: ReadonlyMap<string, readonly Measured[]>): Part {
  const [[reference, base], ours] = [...rounds] as [[string, readonly Measured[]], [string, readonly Measured[]]];
  const of = (measured: readonly Measured[], figure: keyof Load) => median(measured.map((each) => each[load][figure]));
  /** Of the two runs of each round, which followed each other closely: above 1 is better than the reference. */
  const ratios = (measured: readonly Measured[], figure: keyof Load) =>
    measured.map((each, round) => {
      const [its, other] = [each[load][figure], base[round]![load][figure]];
      return figure === "perSecond" ? its / other : other / its;
    });
  const ratio = (measured: readonly Measured[], figure: keyof Load) => {
    const all = ratios(measured, figure).toSorted((left, right) => left - right);
    const [low, high] = [all[Math.floor(all.length / 4)]!, all[Math.floor((all.length * 3) / 4)]!];
    return `${median(all).toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
  };
  const bar = (what: string, figure: keyof Load): Bar => {
    const measured = median(ratios(ours[1], figure));
    return {
      what: `${ours[0]}: ${what} beside ${reference}`,
      limit: `≥ ${BAR}`,
      measured: measured.toFixed(2),
      met: measured >= BAR,
    };
  };
  return {
    title: LOADS[load],
    head: ["", "a second", "ratio", "CPU a question", "ratio", "99 of 100 within", "lost"],
    rows: [...rounds].map(([name, measured]) => [
      name,
      count(Math.round(of(measured, "perSecond"))),
      ratio(measured, "perSecond"),
      `${of(measured, "cpuMicrosecondsPerQuery").toFixed(1)} µs`,
      ratio(measured, "cpuMicrosecondsPerQuery"),
      `${of(measured, "p99Milliseconds").toFixed(1)} ms`,
      `${of(measured, "lostPercent").toFixed(2)} %`,
    ]),
    bars:
      load === "steady"
        ? []
        : [bar("questions a second", "perSecond"), bar("questions a second of CPU", "cpuMicrosecondsPerQuery")],
    missing: [],
  };
}
