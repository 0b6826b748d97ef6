import {
  createSecureServer,
  createServer,
  type Http2SecureServer,
  type Http2Server,
  type ServerHttp2Session,
} from "node:http2";
import type { Socket } from "node:net";
import type { OwnCertificate } from "./certificate";
import { type CallHandlers, serveCall } from "./grpc";
import type { Handshake } from "./handshake";

/** Takes over a connection. */
export type TakeConnection = (socket: Socket) => void;

/** Hears of clients that come and go. */
export interface SessionWatch {
  readonly opened: () => void;
  readonly closed: () => void;
}

/** Large states should not wait for a window's worth of acknowledgements at a time. */
const WINDOW = 4 * 1024 * 1024;

/** Speaks HTTP/2 on connections that others accept, and only with the client that the handshake names. */
export function http2Connections(
  { clientCertificate }: Handshake,
  own: OwnCertificate | undefined,
  handlers: CallHandlers,
  watch: SessionWatch,
): TakeConnection {
  const settings = { initialWindowSize: WINDOW };
  const server: Http2Server | Http2SecureServer = own
    ? createSecureServer({
        key: own.key,
        cert: own.certificate,
        ca: clientCertificate!,
        requestCert: true,
        rejectUnauthorized: true,
        minVersion: "TLSv1.2",
        settings,
      })
    : createServer({ settings });
  server.on("stream", (stream, headers) => {
    void serveCall(stream, headers, (path) => (Object.hasOwn(handlers, path) ? handlers[path] : undefined));
  });
  server.on("session", (session: ServerHttp2Session) => {
    watch.opened();
    session.setLocalWindowSize(WINDOW);
    session.on("error", () => {});
    session.on("close", watch.closed);
  });
  return (socket) => void server.emit("connection", socket);
}
