import { type Bound, boundOf } from "./bounds";
import type { Asked, ContestFront } from "./contest-front";
import type { Networks, Phase } from "./job";
import type { Ours } from "./ours";
import type { Taken } from "./whole-process";

/** What a whole process took, and what it asked of Route 53. */
export interface Measured {
  readonly taken: Taken;
  readonly asked: Asked;
}

/** A phase of ours beside the least that it has to ask. */
export interface MeasuredPhase extends Measured {
  readonly phase: Phase;
  readonly bound: Bound;
}

export const PHASES: readonly Phase[] = ["create", "plan", "update", "delete"];

export const PHASE_TITLES: { readonly [phase in Phase]: string } = {
  create: "create",
  plan: "plan without changes",
  update: "1 % renumbered",
  delete: "delete",
};

export async function measured(front: ContestFront, run: () => Promise<Taken>): Promise<Measured> {
  const { result: taken, asked } = await front.asked(run);
  return { taken, asked };
}

/** One phase of ours, in a world in which the ones before have been. */
export async function measuredPhase(
  front: ContestFront,
  us: Ours,
  phase: Phase,
  networks: Networks,
  moved: Networks,
): Promise<MeasuredPhase> {
  const [before, after] = phase === "delete" ? [moved, moved] : [networks, phase === "update" ? moved : networks];
  const result = await measured(front, () => us.run(phase, after));
  return { ...result, phase, bound: boundOf(phase, before, after) };
}

/** Whether no call and no token was more than there have to be, nor fewer, which would be an error of the bound. */
export function isAtBound({ asked, bound }: MeasuredPhase): boolean {
  return (
    asked.listCalls === bound.listCalls &&
    asked.changeCalls === bound.changeCalls &&
    asked.otherCalls === 0 &&
    asked.tokens === bound.tokens
  );
}
