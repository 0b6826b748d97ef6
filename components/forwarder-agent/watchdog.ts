import type { RunCommand } from "./server/command";

/** Tells systemd that the agent is alive, where systemd watches it. */
export function watchdog(environment: { readonly [name: string]: string | undefined }, run: RunCommand) {
  const watched = environment["NOTIFY_SOCKET"] !== undefined;
  return async (): Promise<void> => {
    if (watched) await run("systemd-notify", "WATCHDOG=1");
  };
}
