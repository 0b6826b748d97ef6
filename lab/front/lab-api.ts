import type { IncomingMessage, ServerResponse } from "node:http";
import type { CallCounters } from "./call-counters";
import type { Cloud } from "./cloud";
import { type Faults, readFaultOrder } from "./faults";
import type { LabAnswer } from "./lab-answer";
import { readBody } from "./read-body";
import { readSettings } from "./route53/read-settings";
import type { Route53Service } from "./route53/service";
import { snapshotOf } from "./route53/snapshot";

/** What the lab's own addresses (`/_lab/…`) show and change. */
export interface LabState {
  readonly route53: Route53Service;
  readonly counters: CallCounters;
  readonly faults: Faults;
  readonly cloud: Cloud;
  readonly health: () => object;
}

type LabHandler = (request: IncomingMessage, query: URLSearchParams, state: LabState) => Promise<LabAnswer> | LabAnswer;

const ok = (content: object): LabAnswer => ({ status: 200, content });

const handlers: Readonly<Record<string, LabHandler>> = {
  "GET /_lab/health": (_request, _query, { health }) => ok(health()),
  "GET /_lab/route53": (_request, query, { route53 }) => {
    const { store } = route53.context;
    // Pollers ask often and the content rarely changes: the number alone tells.
    return query.get("generation") === String(store.generation) ? { status: 304 } : ok(snapshotOf(store));
  },
  "GET /_lab/route53/limits": (_request, _query, { route53 }) => ok(route53.context.settings()),
  "POST /_lab/route53/limits": async (request, _query, { route53 }) => {
    const changes = readSettings(JSON.parse(await readBody(request, 100_000)));
    return ok(route53.changeSettings(changes));
  },
  "GET /_lab/generation": async (_request, _query, { cloud }) => ok({ generation: await cloud.generation() }),
  "GET /_lab/calls": (_request, _query, { counters, route53 }) =>
    ok({
      calls: counters.counts(),
      tokens: route53.context.limits.tokens(),
      spentOnChanges: route53.context.limits.spentOnChanges(),
    }),
  "DELETE /_lab/calls": (_request, _query, { counters, route53 }) => {
    counters.reset();
    route53.context.limits.reset();
    return { status: 204 };
  },
  "GET /_lab/faults": (_request, _query, { faults }) => ok({ faults: faults.open() }),
  "POST /_lab/faults": async (request, _query, { faults }) => {
    faults.order(readFaultOrder(JSON.parse(await readBody(request, 100_000))));
    return ok({ faults: faults.open() });
  },
  "DELETE /_lab/faults": (_request, _query, { faults }) => {
    faults.reset();
    return { status: 204 };
  },
};

/** Addresses that end in a name: `/_lab/KIND/NAME`. */
const namedHandlers: Readonly<
  Record<
    string,
    (name: string, request: IncomingMessage, query: URLSearchParams, state: LabState) => Promise<LabAnswer>
  >
> = {
  "GET /_lab/credentials/": (role, _request, query, { cloud }) =>
    cloud.credentials(role, query.get("account") ?? undefined),
  "POST /_lab/instances/": async (id, request, _query, { cloud }) =>
    cloud.setInstanceState(id, await readBody(request, 100_000)),
};

function handlerOf(method: string | undefined, path: string): LabHandler | undefined {
  const exact = handlers[`${method} ${path}`];
  if (exact) return exact;
  const [, folder = "", name = ""] = /^(.*\/)([^/]+)$/.exec(path) ?? [];
  const named = namedHandlers[`${method} ${folder}`];
  return named && ((request, query, state) => named(decodeURIComponent(name), request, query, state));
}

/** Serves one of the lab's own addresses. */
export async function serveLab(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  state: LabState,
): Promise<void> {
  const handler = handlerOf(request.method, url.pathname);
  let answer: LabAnswer;
  try {
    answer = handler
      ? await handler(request, url.searchParams, state)
      : {
          status: 404,
          content: {
            message: `There is only: ${[...Object.keys(handlers), ...Object.keys(namedHandlers)].join(", ")}`,
          },
        };
  } catch (error) {
    answer = { status: 400, content: { message: error instanceof Error ? error.message : String(error) } };
  }
  response.writeHead(answer.status, { "content-type": "application/json" });
  response.end(answer.content && JSON.stringify(answer.content));
}
