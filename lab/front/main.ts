/**
 * The front as a process of its own: `main.ts --port N --folder DIR [--socket PATH]`.
 *
 * Prints one JSON line when it serves. Exit codes: 0 ended by a signal, 1 it failed, 2 wrong arguments, 3 port in use.
 */
import { parseArgs } from "node:util";
import { type FrontOptions, PortInUseError, startFront } from "./front";

function optionsOf(argv: string[]): FrontOptions | string {
  try {
    const { values } = parseArgs({
      args: argv,
      options: { port: { type: "string" }, folder: { type: "string" }, socket: { type: "string" } },
    });
    const { port = "", folder, socket } = values;
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return `--port: got '${port}', expected 0 to 65535`;
    if (!folder) return "--folder: expected the folder for logs";
    return { port: Number(port), folder, ...(socket !== undefined && { socketPath: socket }) };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2));
  if (typeof options === "string") {
    console.error(`${options}\nusage: main.ts --port N --folder DIR [--socket PATH]`);
    process.exit(2);
  }
  // Signals that come while moto starts end the front as soon as there is something to end.
  const signalled = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
  });
  const front = await startFront(options);
  process.stdout.on("error", () => {});
  console.log(JSON.stringify({ ready: true, port: front.port, pid: process.pid, motoPid: front.motoPid }));
  const died = await Promise.race([signalled.then(() => false), front.died.then(() => true)]);
  await front.end();
  if (died) {
    console.error(`moto, the AWS emulator, has ended by itself: see moto.log in ${options.folder}`);
    process.exit(1);
  }
  process.exit(0);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(error instanceof PortInUseError ? 3 : 1);
});
