import { InvalidArgumentError, Option } from "commander";
import { applierNames } from "../lab/applier-names";

/** A port as somebody types it. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65535)
    throw new InvalidArgumentError(`got "${text}", expected a number from 1 to 65535`);
  return port;
}

/** Aborted on the first Ctrl-C, so that what runs ends in order; the second one ends the process at once. */
export function interruptible(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(130);
      console.error(`${signal}: ending in order; once more ends at once`);
      controller.abort();
    });
  return controller.signal;
}

/** `--backend bind` */
export function backendOption(): Option {
  return new Option("--backend <software>", "what runs on the forwarders")
    .choices(["unbound", "bind"])
    .default("unbound");
}

/** `--with terraform` */
export function applierOption(): Option {
  return new Option("--with <applier>", "who applies the lab environment").choices(applierNames).default("pulumi");
}
