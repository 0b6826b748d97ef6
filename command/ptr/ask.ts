import { createInterface } from "node:readline/promises";

/** Asks for a yes; Ctrl-C, Ctrl-D and a terminal that goes away are none. */
export async function saysYes(
  question: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  terminal = true,
): Promise<boolean> {
  const asking = createInterface({ input, output, terminal });
  const given = new AbortController();
  // Nobody else hears of it: without this the question stays open, and the process ends as if all were well.
  for (const event of ["SIGINT", "close"]) asking.on(event, () => given.abort());
  try {
    return /^y(es)?$/i.test((await asking.question(question, { signal: given.signal })).trim());
  } catch (error) {
    if (given.signal.aborted) return false;
    throw error;
  } finally {
    asking.close();
  }
}
