import { AwsError } from "../aws-error";
import { routes } from "./actions";
import type { Route53Context } from "./context";
import { rateLimits } from "./rate-limits";
import { awsSettings, type Route53Settings } from "./settings";
import { emptyStore } from "./store";
import { readDocument, writeDocument } from "./xml";

/** A request to Route 53 as it came over HTTP. */
export interface Route53Request {
  readonly account: string;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

/** What goes back over HTTP. */
export interface Route53Response {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Route 53, served strictly; two of them share nothing. */
export interface Route53Service {
  readonly context: Route53Context;
  /** Name of the action that a request asks for; undefined when none of ours. */
  actionOf(method: string, path: string): string | undefined;
  serve(request: Route53Request): Promise<Route53Response>;
  changeSettings(changes: Partial<Route53Settings>): Route53Settings;
}

/** What the service needs from outside; the clock is in milliseconds. */
export interface Route53Options {
  readonly vpcExists: Route53Context["vpcExists"];
  readonly settings?: Partial<Route53Settings>;
  readonly now?: () => number;
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

export function route53Service(options: Route53Options): Route53Service {
  let settings: Route53Settings = { ...awsSettings, ...options.settings };
  const now = options.now ?? Date.now;
  const context: Route53Context = {
    store: emptyStore(),
    limits: rateLimits(() => settings, now),
    settings: () => settings,
    now,
    sleep: options.sleep ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))),
    vpcExists: options.vpcExists,
  };
  const routeOf = (method: string, path: string) =>
    routes.find((route) => route.method === method && route.path.test(path));

  return {
    context,
    actionOf: (method, path) => routeOf(method, path)?.name,
    changeSettings: (changes) => {
      settings = { ...settings, ...changes };
      return settings;
    },
    async serve(request) {
      const requestId = crypto.randomUUID();
      const headers = { "content-type": "text/xml", "x-amzn-requestid": requestId };
      try {
        const route = routeOf(request.method, request.path);
        if (!route)
          throw new AwsError(
            "UnsupportedOperation",
            `The emulator does not serve ${request.method} ${request.path} of Route 53`,
          );
        context.limits.takeRequest(request.account, route.name);
        const answer = await route.action(
          {
            account: request.account,
            ids: (route.path.exec(request.path) ?? []).slice(1).map(plainId),
            query: request.query,
            document: (root) => readDocument(request.body, root),
          },
          context,
        );
        return {
          status: answer.status ?? 200,
          headers: answer.location === undefined ? headers : { ...headers, location: answer.location },
          body: writeDocument(answer.root, answer.content),
        };
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return { status: error.status, headers, body: errorDocument(error, requestId) };
      }
    },
  };
}

function plainId(segment: string): string {
  // SDKs escape the slashes of an id that was given with its kind.
  return segment.replaceAll(/%2F/gi, "/").replace(/^\/?(hostedzone|change)\//, "");
}

function errorDocument(error: AwsError, requestId: string): string {
  const type = error.status >= 500 ? "Receiver" : "Sender";
  return writeDocument("ErrorResponse", {
    Error: { Type: type, Code: error.code, Message: error.message },
    RequestId: requestId,
  });
}
