import { type Agent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from "node:http";

/** Where moto listens, and the connections kept open to it. */
export interface MotoAddress {
  readonly port: Promise<number>;
  readonly agent: Agent;
}

const hopByHop = new Set(["connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade", "expect"]);

/** Headers that belong to the message, without those of the one connection it came on. */
export function endToEnd(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !hopByHop.has(name)) kept[name] = value;
  }
  return kept;
}

/** Passes a request on to moto, Host header and all; with `body` undefined its own body is streamed. */
export async function passOn(
  request: IncomingMessage,
  { port, agent }: MotoAddress,
  body: string | undefined,
): Promise<IncomingMessage> {
  const headers = endToEnd(request.headers);
  if (body !== undefined) {
    headers["content-length"] = String(Buffer.byteLength(body));
    delete headers["transfer-encoding"];
  }
  const options = {
    host: "127.0.0.1",
    port: await port,
    agent,
    method: request.method ?? "GET",
    path: request.url ?? "/",
    headers,
  };
  return new Promise((resolve, reject) => {
    const onward = httpRequest(options, resolve);
    onward.on("error", reject);
    if (body !== undefined) {
      onward.end(body);
    } else {
      request.on("error", () => onward.destroy());
      request.pipe(onward);
    }
  });
}
