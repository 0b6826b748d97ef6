import { encode, RECURSION_DESIRED } from "dns-packet";
import type { ClientSettings, Lookup } from "./client-settings";
import { lookUp } from "./look-up";

const tickMilliseconds = 10;

/**
 * Asks at the settings' pace until told to end, and then waits for what is under way. Where the machine stood still, what
 * is due is asked at once: the pace does not yield to slow answers.
 */
export async function askSteadily(
  settings: ClientSettings,
  ended: AbortSignal,
  tell: (lookup: Lookup) => void,
): Promise<void> {
  const { questions, perSecond, most = Number.POSITIVE_INFINITY, mark } = settings;
  const begun = performance.now();
  const underWay = new Set<Promise<void>>();
  let asked = 0;

  async function askNext(): Promise<void> {
    const question = questions[asked % questions.length]!;
    asked += 1;
    const name = question.name.replace("{}", `${mark}-${asked}`);
    const message = encode({
      type: "query",
      id: 1 + Math.floor(Math.random() * 65_535),
      flags: RECURSION_DESIRED,
      questions: [{ name, type: question.type }],
    });
    const at = performance.now();
    const outcome = await lookUp(message, settings);
    tell({
      name,
      expected: question.expected,
      ...outcome,
      atMilliseconds: Math.round(at - begun),
      milliseconds: Math.round(performance.now() - at),
    });
  }

  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(most, Math.floor(((performance.now() - begun) * perSecond) / 1000));
      while (asked < due && !ended.aborted) {
        const one = askNext();
        underWay.add(one);
        one.finally(() => underWay.delete(one));
      }
      if (asked < most && !ended.aborted) return;
      clearInterval(timer);
      resolve();
    }, tickMilliseconds);
  });
  await Promise.all(underWay);
}
