import {
  createSecureServer,
  createServer,
  type Http2SecureServer,
  type Http2Server,
  type ServerHttp2Session,
} from "node:http2";
import { ownCertificate } from "./certificate";
import { type CallHandler, serveCall } from "./grpc";
import { type Handshake, handshakeLine } from "./handshake";
import { listen } from "./listen";

/** Answers calls by their path, e.g. `/tfplugin6.Provider/GetProviderSchema`. */
export interface CallHandlers {
  readonly [path: string]: CallHandler;
}

/** How long we wait for whoever started us to connect, and to come back. */
const PATIENCE = { first: 60_000, again: 2_000, parent: 1_000 };

/** Large states should not wait for a window's worth of acknowledgements at a time. */
const WINDOW = 4 * 1024 * 1024;

/**
 * Serves calls as a plugin of go-plugin, until the client says that it is enough, or is gone.
 *
 * @see https://github.com/hashicorp/go-plugin/blob/main/docs/guide-plugin-write-non-go.md
 */
export async function servePlugin(handshake: Handshake, handlers: CallHandlers): Promise<void> {
  const own = handshake.clientCertificate === undefined ? undefined : ownCertificate();
  const settings = { initialWindowSize: WINDOW };
  const server: Http2Server | Http2SecureServer = own
    ? createSecureServer({
        key: own.key,
        cert: own.certificate,
        ca: handshake.clientCertificate!,
        requestCert: true,
        rejectUnauthorized: true,
        minVersion: "TLSv1.2",
        settings,
      })
    : createServer({ settings });
  const { network, address, clear } = await listen(server, handshake);
  const leave = () => process.exit(0);
  process.on("exit", clear);
  process.on("SIGTERM", leave);
  // Ctrl-C reaches the whole process group; Terraform itself then asks us to stop, by a call.
  process.on("SIGINT", () => {});

  const all: CallHandlers = {
    ...handlers,
    "/grpc.health.v1.Health/Check": async () => Uint8Array.of(8, 1),
    "/plugin.GRPCController/Shutdown": async () => {
      setTimeout(leave, 50);
      return new Uint8Array();
    },
  };
  server.on("stream", (stream, headers) => {
    void serveCall(stream, headers, (path) => (Object.hasOwn(all, path) ? all[path] : undefined));
  });
  leaveWhenAlone(server, leave);
  process.stdout.write(handshakeLine(network, address, own?.der));
}

/** A client that crashed says nothing: its connection ends, and we get another parent. */
function leaveWhenAlone(server: Http2Server | Http2SecureServer, leave: () => void): void {
  let sessions = 0;
  let timer = setTimeout(leave, PATIENCE.first);
  server.on("session", (session: ServerHttp2Session) => {
    sessions++;
    clearTimeout(timer);
    session.setLocalWindowSize(WINDOW);
    session.on("error", () => {});
    session.on("close", () => {
      if (--sessions === 0) timer = setTimeout(leave, PATIENCE.again);
    });
  });
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) leave();
  }, PATIENCE.parent).unref();
}
