import { type Channel, openChannel } from "./channel";
import type { ResolverOptions, Status } from "./client-settings";

/** Answers after which glibc asks the next server. */
const failures: readonly Status[] = ["SERVFAIL", "REFUSED", "NOTIMP"];

/**
 * Looks one name up as glibc's resolver does: each server in turn with the same message, so many rounds; an ICMP error or
 * a failure sends it to the next at once.
 *
 * @param open - makes the channel to a server
 * @see resolv.conf(5)
 */
export async function lookUp(
  message: Buffer,
  { servers, timeoutMilliseconds, attempts }: ResolverOptions,
  open: (server: string) => Channel = (server) => openChannel(server),
): Promise<{ readonly status: Status; readonly answeredBy?: string }> {
  const channels = new Map<string, Channel>();
  let failure: { readonly status: Status; readonly answeredBy?: string } = { status: "no answer" };
  try {
    for (let round = 0; round < attempts; round += 1)
      for (const server of servers) {
        const channel = channels.get(server) ?? open(server);
        channels.set(server, channel);
        const reply = await channel.ask(message, timeoutMilliseconds);
        if (reply === "silent" || reply === "unreachable") continue;
        if (!failures.includes(reply)) return { status: reply, answeredBy: server };
        failure = { status: reply, answeredBy: server };
      }
    return failure;
  } finally {
    for (const channel of channels.values()) channel.close();
  }
}
