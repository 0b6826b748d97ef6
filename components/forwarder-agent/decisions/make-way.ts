import type { DesiredState, ForwarderSoftware } from "../../core/forwarder-contract";
import { isFresh, type SlotReports, slotsBefore } from "./slot-reports";

/** What this forwarder is, as far as another machine would be another. */
export interface OwnNature {
  readonly slot: string;
  readonly imageId: string;
  readonly software: ForwarderSoftware;
}

/** Why a forwarder may not make way now. */
export type MakeWay = { readonly kind: "stay" | "make-way" } | { readonly kind: "wait"; readonly reason: string };

/** What was seen of the other slots. */
export interface OthersSeen {
  readonly reports: SlotReports;
  /** Keys of those that answered a question just now. */
  readonly answering: ReadonlySet<string>;
  /** Milliseconds of the time of day. */
  readonly now: number;
  /** Whether the machine before this one made way for the same a short time ago, and this one came of it. */
  readonly inVain: boolean;
}

/** Whether this forwarder is another one than it should be: another image, or other software. */
export function shouldBeAnother(desired: DesiredState, own: OwnNature): boolean {
  if (slotsBefore(desired, own.slot) === undefined) return false;
  return (desired.imageId !== undefined && desired.imageId !== own.imageId) || desired.software !== own.software;
}

/**
 * Whether this forwarder goes off now, so that its slot comes back as what it should be.
 *
 * One slot at a time, in their order: those before it must have said within three minutes that they are what they should be,
 * and every other slot must answer right now. One that is alone goes without asking.
 */
export function decideMakeWay(
  desired: DesiredState,
  own: OwnNature,
  { reports, answering, now, inVain }: OthersSeen,
): MakeWay {
  if (!shouldBeAnother(desired, own)) return { kind: "stay" };
  if (inVain) return { kind: "wait", reason: "the machine before made way for the same, and this one came" };
  for (const slot of slotsBefore(desired, own.slot) ?? []) {
    const report = reports[slot];
    if (!isFresh(report, now)) return { kind: "wait", reason: `slot ${slot} has not reported for three minutes` };
    if (shouldBeAnother(desired, { ...report, slot })) return { kind: "wait", reason: `slot ${slot} goes first` };
    if (!report.healthy) return { kind: "wait", reason: `slot ${slot} says that it is not healthy` };
  }
  const silent = desired.slots.filter(({ key }) => key !== own.slot && !answering.has(key)).map(({ key }) => key);
  return silent.length === 0
    ? { kind: "make-way" }
    : { kind: "wait", reason: `no answer from slot ${silent.join(", ")}` };
}
