import { createServer } from "node:net";
import { type OwnCertificate, ownCertificate } from "./certificate";
import type { CallHandlers } from "./grpc";
import { type Handshake, handshakeLine } from "./handshake";
import type { TakeConnection } from "./http2-connections";
import { listen } from "./listen";

/** How long we wait for whoever started us to connect, to come back, and to hang up when it has told us to end. */
const PATIENCE = { first: 60_000, again: 2_000, told: 200, parent: 1_000 };

/**
 * Serves calls as a plugin of go-plugin, until the client says that it is enough, or is gone.
 *
 * HTTP/2 and the handlers are loaded when the client knows already where to connect, and does so meanwhile.
 *
 * @see https://github.com/hashicorp/go-plugin/blob/main/docs/guide-plugin-write-non-go.md
 */
export async function servePlugin(handshake: Handshake, loadHandlers: () => Promise<CallHandlers>): Promise<void> {
  const own = handshake.clientCertificate === undefined ? undefined : ownCertificate();
  let taking: Promise<TakeConnection> | undefined;
  const take = () => {
    taking ??= loadServer(handshake, own, loadHandlers);
    return taking;
  };
  const server = createServer((socket) => {
    socket.on("error", () => {});
    void take().then((takeConnection) => takeConnection(socket));
  });
  const { network, address, clear } = await listen(server, handshake);
  process.on("exit", clear);
  process.on("SIGTERM", leave);
  // Ctrl-C reaches the whole process group; Terraform itself then asks us to stop, by a call.
  process.on("SIGINT", () => {});
  leaveWhenAlone();
  process.stdout.write(handshakeLine(network, address, own?.der));
  await take();
}

async function loadServer(
  handshake: Handshake,
  own: OwnCertificate | undefined,
  loadHandlers: () => Promise<CallHandlers>,
): Promise<TakeConnection> {
  const { http2Connections } = await import("./http2-connections.js");
  let told = false;
  const handlers: CallHandlers = {
    ...(await loadHandlers()),
    "/grpc.health.v1.Health/Check": async () => Uint8Array.of(8, 1),
    "/plugin.GRPCController/Shutdown": async () => {
      told = true;
      setTimeout(leave, PATIENCE.told);
      return new Uint8Array();
    },
  };
  let sessions = 0;
  return http2Connections(handshake, own, handlers, {
    opened: () => {
      sessions++;
      clearTimeout(alone);
    },
    closed: () => {
      if (--sessions > 0) return;
      if (told) leave();
      alone = setTimeout(leave, PATIENCE.again);
    },
  });
}

let alone: NodeJS.Timeout | undefined;

/** A client that crashed says nothing: its connection ends, and we get another parent. */
function leaveWhenAlone(): void {
  alone = setTimeout(leave, PATIENCE.first);
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) leave();
  }, PATIENCE.parent).unref();
}

function leave(): void {
  process.exit(0);
}
