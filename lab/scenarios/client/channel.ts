import { createSocket } from "node:dgram";
import type { Status } from "./client-settings";

/** What a server says to a message; `silent` when nothing came in time, `unreachable` when its host says that nobody listens. */
export type Reply = Status | "silent" | "unreachable";

export interface Channel {
  ask(message: Buffer, timeoutMilliseconds: number): Promise<Reply>;
  close(): void;
}

const headerBytes = 12;
const codes: readonly (Status | undefined)[] = ["NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"];

/**
 * A connected UDP socket to one server for one lookup. What comes while another server is asked waits in it, and counts
 * when this one's turn comes again.
 */
export function openChannel(server: string, port = 53): Channel {
  const socket = createSocket("udp4");
  let waiting: Status | undefined;
  let take: ((reply: Reply) => void) | undefined;
  let id: number | undefined;
  socket.on("message", (message) => {
    if (message.length < headerBytes || message.readUInt16BE(0) !== id) return;
    if (take === undefined) waiting ??= statusOf(message);
    else take(statusOf(message));
  });
  socket.on("error", () => take?.("unreachable"));
  const connected = new Promise<boolean>((resolve) =>
    socket.connect(port, server, (error?: Error) => resolve(error === undefined)),
  );
  return {
    async ask(message, timeoutMilliseconds) {
      if (!(await connected)) return "unreachable";
      id = message.readUInt16BE(0);
      const early = waiting;
      waiting = undefined;
      if (early !== undefined) return early;
      return new Promise((resolve) => {
        const timer = setTimeout(() => take?.("silent"), timeoutMilliseconds);
        take = (reply) => {
          clearTimeout(timer);
          take = undefined;
          resolve(reply);
        };
        socket.send(message, (error) => error && take?.("unreachable"));
      });
    },
    close: () => socket.close(),
  };
}

function statusOf(message: Buffer): Status {
  const status = codes[message.readUInt8(3) & 0x0f] ?? "no answer";
  return status === "NOERROR" && message.readUInt16BE(6) === 0 ? "no data" : status;
}
