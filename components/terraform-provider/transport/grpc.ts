import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";

/** Answers one call: bytes of a message in, bytes of a message out. */
export type CallHandler = (request: Uint8Array) => Promise<Uint8Array>;

/** Answers calls by their path, e.g. `/tfplugin6.Provider/GetProviderSchema`. */
export interface CallHandlers {
  readonly [path: string]: CallHandler;
}

/** @see https://github.com/grpc/grpc/blob/master/doc/statuscodes.md */
export const GRPC_STATUS = {
  ok: 0,
  invalidArgument: 3,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
} as const;

/** A call that fails with a status of gRPC. */
export interface CallError extends Error {
  readonly grpcStatus: number;
}

export function callError(grpcStatus: number, message: string): CallError {
  return Object.assign(new Error(message), { grpcStatus });
}

/** What Terraform itself takes at most. */
const LARGEST_MESSAGE = 256 * 1024 * 1024;
const PREFIX = 5;

/**
 * Serves one call on a stream of HTTP/2. Calls that stream are not part of it.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
 */
export async function serveCall(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  handlerOf: (path: string) => CallHandler | undefined,
): Promise<void> {
  stream.on("error", () => {});
  try {
    const path = String(headers[":path"]);
    if (!String(headers["content-type"]).startsWith("application/grpc")) {
      stream.respond({ ":status": 415 }, { endStream: true });
      return;
    }
    const handler = handlerOf(path);
    if (!handler) throw callError(GRPC_STATUS.unimplemented, `there is no ${path.slice(0, 200)}`);
    const request = await readRequest(stream);
    const answer = await handler(request);
    if (stream.destroyed) return;
    stream.respond({ ":status": 200, "content-type": "application/grpc+proto" }, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": String(GRPC_STATUS.ok) }));
    stream.write(prefixOf(answer.length));
    stream.end(answer);
  } catch (error) {
    if (stream.destroyed) return;
    const { grpcStatus = GRPC_STATUS.internal, message } = error as Partial<CallError>;
    stream.respond(
      {
        ":status": 200,
        "content-type": "application/grpc+proto",
        "grpc-status": String(grpcStatus),
        "grpc-message": percentEncoded(String(message ?? error)),
      },
      { endStream: true },
    );
    // Whoever still sends is told to stop.
    stream.close();
  }
}

/**
 * The one message of a request. One that says to be too large is refused before it is there.
 *
 * Each piece is copied to its place as it comes: kept until the end, all of them would outlive many collections.
 */
function readRequest(stream: ServerHttp2Stream): Promise<Uint8Array> {
  const prefix = Buffer.alloc(PREFIX);
  let message: Buffer | undefined;
  let length = 0;
  return new Promise((resolve, reject) => {
    const refuse = (grpcStatus: number, text: string) => {
      stream.removeAllListeners("data");
      reject(callError(grpcStatus, text));
    };
    stream.on("data", (chunk: Buffer) => {
      const start = length;
      length += chunk.length;
      if (start < PREFIX) chunk.copy(prefix, start);
      if (length < PREFIX) return;
      const announced = prefix.readUInt32BE(1);
      if (announced > LARGEST_MESSAGE) {
        const text = `a message has ${LARGEST_MESSAGE} bytes at most, this one ${announced}; use several resources`;
        return refuse(GRPC_STATUS.resourceExhausted, text);
      }
      if (length > announced + PREFIX) return refuse(GRPC_STATUS.invalidArgument, ONE_MESSAGE);
      message ??= Buffer.allocUnsafe(announced);
      chunk.copy(message, Math.max(0, start - PREFIX), Math.max(0, PREFIX - start));
    });
    stream.on("end", () => {
      if (!message || message.length !== length - PREFIX) refuse(GRPC_STATUS.invalidArgument, ONE_MESSAGE);
      else if (prefix[0] !== 0) refuse(GRPC_STATUS.unimplemented, "compressed messages are not read");
      else resolve(message);
    });
    stream.on("close", () => reject(callError(GRPC_STATUS.invalidArgument, ONE_MESSAGE)));
  });
}

const ONE_MESSAGE = "a request holds exactly one whole message";

function prefixOf(length: number): Buffer {
  const prefix = Buffer.alloc(PREFIX);
  prefix.writeUInt32BE(length, 1);
  return prefix;
}

/** Headers hold printable ASCII only. */
function percentEncoded(message: string): string {
  const bytes = Buffer.from(message.slice(0, 4000));
  return Array.from(bytes, (byte) =>
    byte >= 0x20 && byte <= 0x7e && byte !== 0x25
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).padStart(2, "0").toUpperCase()}`,
  ).join("");
}
