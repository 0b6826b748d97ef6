import type { SyncProgress } from "../lifecycle/sync-progress";

/** Where progress is shown. */
export interface ProgressOutput {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

export interface ProgressLine {
  report(progress: SyncProgress): void;
  /** Told of each page of a zone that is read. */
  page(recordSets: number): void;
  end(): void;
}

/** What takes less says nothing. */
const QUIET_MILLISECONDS = 2_000;
/** How often a line comes where lines stay, and where the one line is written over. */
const PAUSE = { lines: 10_000, oneLine: 500 } as const;
/** The pace is that of so many milliseconds before now: at first there is a burst. */
const WINDOW = 20_000;

/** Done, left and the expected end of what takes long; one line on a terminal, now and then a line elsewhere. */
export function progressLine(output: ProgressOutput, now: () => number): ProgressLine {
  const begun = now();
  const pause = output.isTTY ? PAUSE.oneLine : PAUSE.lines;
  let shownAt = Number.NEGATIVE_INFINITY;
  let recordSets = 0;
  let last: SyncProgress | undefined;
  let marks: { readonly at: number; readonly done: number }[] = [];

  const show = () => {
    const time = now();
    if (time - begun < QUIET_MILLISECONDS || time - shownAt < pause || !last) return;
    const text = last.phase === "reading" ? readingText(last, recordSets) : writingText(last, paceOf(marks, time));
    output.write(output.isTTY ? `\r\x1b[K${text}` : `${text}\n`);
    shownAt = time;
  };
  return {
    report: (progress) => {
      if (progress.phase !== last?.phase) marks = [];
      marks.push({ at: now(), done: progress.done });
      last = progress;
      show();
    },
    page: (more) => {
      recordSets += more;
      show();
    },
    end: () => {
      if (output.isTTY && shownAt > begun) output.write("\r\x1b[K");
    },
  };
}

function readingText({ done, total }: SyncProgress, recordSets: number): string {
  return `reading: ${done} of ${total} zones, ${recordSets} record sets`;
}

function writingText({ done, total }: SyncProgress, perSecond: number | undefined): string {
  const left = total - done;
  const end = perSecond ? `, about ${durationText(left / perSecond)} to go` : "";
  return `writing: ${done} of ${total} record sets, ${left} left${end}`;
}

/** Per second, over the last while; unknown before anything is done. */
function paceOf(marks: { at: number; done: number }[], time: number): number | undefined {
  while (marks.length > 2 && marks[1]!.at <= time - WINDOW) marks.shift();
  const [first, last] = [marks[0], marks.at(-1)];
  if (!first || !last || last.done === first.done || time === first.at) return undefined;
  return ((last.done - first.done) * 1000) / (time - first.at);
}

function durationText(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
