import { setTimeout } from "node:timers/promises";
import { LabError } from "../lab-error";

const pollMilliseconds = 50;

/**
 * Waits for something to become so.
 *
 * @param what - for the error, e.g. `acme-hub-a answers`
 * @returns after how many milliseconds it was
 */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  { limitMilliseconds = 30_000, signal }: { limitMilliseconds?: number; signal?: AbortSignal | undefined } = {},
): Promise<number> {
  const begun = performance.now();
  while (!(await isSo())) {
    signal?.throwIfAborted();
    if (performance.now() - begun > limitMilliseconds)
      throw new LabError(`waited ${limitMilliseconds / 1000} s in vain: ${what}`);
    await setTimeout(pollMilliseconds);
  }
  return Math.round(performance.now() - begun);
}
