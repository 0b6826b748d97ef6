// A client of the lab, in a host's network: asks what its argument says until its input ends, and writes a line of JSON a lookup.
import { askSteadily } from "./ask-steadily";
import type { ClientSettings } from "./client-settings";

const settings = JSON.parse(process.argv[2] ?? "") as ClientSettings;
const ended = new AbortController();
process.stdin.on("end", () => ended.abort()).resume();
askSteadily(settings, ended.signal, (lookup) => process.stdout.write(`${JSON.stringify(lookup)}\n`)).then(
  // its input may still be open
  () => process.stdin.destroy(),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
    process.stdin.destroy();
  },
);
