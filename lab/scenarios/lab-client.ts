import { once } from "node:events";
import { extname, join } from "node:path";
import { createInterface } from "node:readline";
import { LabError } from "../lab-error";
import type { Network } from "../network";
import type { ClientSettings, Lookup } from "./client/client-settings";

/** A client that runs in a host's network. */
export interface LabClient {
  /** Waits until so many more of its lookups are done. */
  further(count: number): Promise<void>;
  /** Has it stop asking, unless it ends by itself, and waits for what is under way. */
  end(): Promise<readonly Lookup[]>;
}

/** Starts a client in a host's network, as a process of this machine that lives no longer than this one. */
export function startClient(network: Network, host: string, settings: ClientSettings): LabClient {
  const extension = extname(__filename);
  const program = join(__dirname, "client", `main${extension}`);
  const node = [process.execPath, ...(extension === ".ts" ? ["--import", require.resolve("tsx")] : []), program];
  const child = network.spawnAt(host, [...node, JSON.stringify(settings)]);
  const lookups: Lookup[] = [];
  const waiting = new Set<() => void>();
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  // one that has died does not read; its exit code tells
  child.stdin.on("error", () => {});
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => {
    lookups.push(JSON.parse(line) as Lookup);
    for (const look of waiting) look();
  });
  const closed = Promise.all([once(child, "close"), once(lines, "close")]).then(([[code]]) => {
    if (code !== 0) throw new LabError(`the client in ${host} ended with ${code}: ${said.trim()}`);
  });
  closed.catch(() => {});
  return {
    async further(count) {
      const enough = lookups.length + count;
      await Promise.race([
        new Promise<void>((resolve) => {
          const look = () => {
            if (lookups.length < enough) return;
            waiting.delete(look);
            resolve();
          };
          waiting.add(look);
        }),
        closed,
      ]);
    },
    async end() {
      if (settings.most === undefined) child.stdin.end();
      await closed;
      return lookups;
    },
  };
}
