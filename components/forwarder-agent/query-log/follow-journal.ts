import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/**
 * Follows what a unit writes to the journal from now on.
 *
 * @throws {Error} when `journalctl` ends, unless the signal ended it
 */
export async function followJournal(unit: string, take: (line: string) => void, signal: AbortSignal): Promise<void> {
  const args = ["--follow", "--lines=0", "--no-pager", "--quiet", "--output=short-unix", `--unit=${unit}`];
  const journal = spawn("journalctl", args, { stdio: ["ignore", "pipe", "ignore"] });
  const end = () => journal.kill("SIGTERM");
  signal.addEventListener("abort", end, { once: true });
  const ended = new Promise<Error>((resolve) => {
    journal.once("error", resolve);
    journal.once("close", (code) => resolve(new Error(`journalctl ended with ${code ?? "a signal"}`)));
  });
  createInterface({ input: journal.stdout, crlfDelay: Number.POSITIVE_INFINITY }).on("line", take);
  const reason = await ended;
  signal.removeEventListener("abort", end);
  if (!signal.aborted) throw reason;
}
