import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type Route53Options, type Route53Service, route53Service } from "../../lab/front/route53/service";

/** What happens to one request in the place of an answer. */
export type Mishap =
  | { readonly kind: "refuse"; readonly status: number; readonly code: string; readonly message: string }
  | { readonly kind: "cut-before" }
  | { readonly kind: "cut-after" }
  /** No answer comes, and the connection stays. */
  | { readonly kind: "hang" }
  /** It is served, and half of the answer comes: as all of it, or before the connection breaks. */
  | { readonly kind: "half-answer" }
  | { readonly kind: "hang-in-answer" }
  | { readonly kind: "cut-in-answer" }
  /** It is served, and something else is answered. */
  | { readonly kind: "other-answer"; readonly body: string };

/** Route 53 as the lab serves it, alone on a port, with a list of what was asked and mishaps on demand. */
export interface Route53Server {
  readonly endpoint: string;
  readonly service: Route53Service;
  /** Names of actions, in the order of requests, e.g. `ListResourceRecordSets`. */
  readonly actions: string[];
  /** Access keys that the requests were signed with. */
  readonly accessKeys: string[];
  /** How often the service itself answered that something has to wait. */
  readonly throttled: () => number;
  /** The next requests of an action meet these, one each. */
  mishaps(action: string, ...mishaps: Mishap[]): void;
  /** Runs when the request of this number, beginning with 1, has come (`before`) or has been served (`after`). */
  at(number: number, when: "before" | "after", action: () => unknown): void;
  /** A private zone's id. */
  makeZone(name: string, vpcId?: string): Promise<string>;
  end(): Promise<void>;
}

export async function route53Server(options: Omit<Route53Options, "vpcExists"> = {}): Promise<Route53Server> {
  const service = route53Service({ ...options, vpcExists: async () => true });
  const actions: string[] = [];
  const accessKeys: string[] = [];
  const waiting: { action: string; mishap: Mishap }[] = [];
  const hooks: { number: number; when: "before" | "after"; action: () => unknown }[] = [];
  let throttled = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const action = service.actionOf(request.method ?? "", url.pathname) ?? "unknown";
    const body = await text(request);
    const number = actions.push(action);
    const hooked = (when: "before" | "after") =>
      Promise.all(hooks.filter((hook) => hook.number === number && hook.when === when).map((hook) => hook.action()));
    accessKeys.push(/Credential=([^/]+)/.exec(request.headers.authorization ?? "")?.[1] ?? "");
    const index = waiting.findIndex((each) => each.action === action);
    const mishap = index === -1 ? undefined : waiting.splice(index, 1)[0]!.mishap;
    if (mishap?.kind === "refuse") {
      const { status, code, message } = mishap;
      response.writeHead(status, { "content-type": "text/xml" });
      response.end(`<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`);
      return;
    }
    if (mishap?.kind === "cut-before") {
      request.socket.destroy();
      return;
    }
    if (mishap?.kind === "hang") return;
    await hooked("before");
    const served = await service.serve({
      account: "123456789012",
      method: request.method ?? "",
      path: url.pathname,
      query: url.searchParams,
      body,
    });
    await hooked("after");
    if (/Throttling|PriorRequestNotComplete/.test(served.body)) throttled++;
    if (mishap?.kind === "cut-after") {
      request.socket.destroy();
      return;
    }
    if (mishap?.kind === "cut-in-answer" || mishap?.kind === "hang-in-answer") {
      response.writeHead(served.status, { ...served.headers, "content-length": Buffer.byteLength(served.body) });
      response.write(half(served.body), () => mishap.kind === "cut-in-answer" && request.socket.destroy());
      return;
    }
    response.writeHead(served.status, served.headers);
    response.end(
      mishap?.kind === "half-answer" ? half(served.body) : mishap?.kind === "other-answer" ? mishap.body : served.body,
    );
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  let zones = 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    service,
    actions,
    accessKeys,
    throttled: () => throttled,
    mishaps: (action, ...mishaps) => waiting.push(...mishaps.map((mishap) => ({ action, mishap }))),
    at: (number, when, action) => {
      hooks.push({ number, when, action });
    },
    makeZone: async (name, vpcId = "vpc-0a1b2c3d") => {
      const { status, body } = await service.serve({
        account: "123456789012",
        method: "POST",
        path: "/2013-04-01/hostedzone",
        query: new URLSearchParams(),
        body: `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>${name}</Name><VPC><VPCRegion>us-east-1</VPCRegion><VPCId>${vpcId}</VPCId></VPC><CallerReference>${++zones}</CallerReference></CreateHostedZoneRequest>`,
      });
      if (status !== 201) throw new Error(body);
      return /<Id>(?:\/hostedzone\/)?([^<]+)<\/Id>/.exec(body)![1]!;
    },
    end: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function half(text: string): string {
  return text.slice(0, text.length / 2);
}
