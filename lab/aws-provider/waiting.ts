import { setTimeout } from "node:timers/promises";
import { isCode } from "./aws-error";

const pauseMs = 100;

/** Asks until `ask` gives a value; an emulator is ready at once or within a few looks. */
export async function waitFor<Value>(
  what: string,
  ask: () => Promise<Value | undefined>,
  limitMs = 60_000,
): Promise<Value> {
  const end = Date.now() + limitMs;
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    if (Date.now() > end) throw new Error(`${what}: not within ${limitMs / 1000} s`);
    await setTimeout(pauseMs);
  }
}

/** Tries a call again while AWS says that something else still stands in its way. */
export async function retryWhile<Answer>(
  codes: readonly string[],
  call: () => Promise<Answer>,
  limitMs = 5_000,
): Promise<Answer> {
  const end = Date.now() + limitMs;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!isCode(error, ...codes) || Date.now() > end) throw error;
      await setTimeout(pauseMs);
    }
  }
}
