import { done, failed, say } from "../set-up/report";

export type Say = (text: string) => void;

/**
 * Runs one phase and says how it went, with the elapsed time; what takes over a second is announced, and what takes long
 * says every ten seconds that it still runs.
 */
export async function phase<T>(title: string, run: (say: Say) => Promise<T>): Promise<T> {
  const begun = Date.now();
  const announce = setTimeout(() => say(`${title} …`), 1_000);
  const heartbeat = setInterval(() => say(`${title} … still at it`), 10_000);
  let detail = "";
  try {
    const result = await run((text) => {
      detail = `: ${text}`;
    });
    done(`${title}${detail} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
    return result;
  } catch (error) {
    failed(title);
    throw error;
  } finally {
    clearTimeout(announce);
    clearInterval(heartbeat);
  }
}
