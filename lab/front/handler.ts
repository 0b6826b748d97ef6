import type { IncomingMessage, ServerResponse } from "node:http";
import type { EventDelivery } from "../functions/event-delivery";
import { AwsError } from "./aws-error";
import type { CallCounters } from "./call-counters";
import type { Cloud } from "./cloud";
import type { FaultKind, Faults } from "./faults";
import type { ImageBuilderService } from "./image-builder/service";
import { serveLab } from "./lab-api";
import { operationOf } from "./operation";
import { endToEnd, type MotoAddress, passOn } from "./pass-on";
import { readBody } from "./read-body";
import { wrongTime } from "./request-time";
import type { Route53Service } from "./route53/service";
import { type Scope, scopeOf } from "./scope";
import { errorAnswer, type ServiceError } from "./service-errors";

/** What the handler stands on. */
export interface HandlerParts {
  readonly motoAddress: MotoAddress;
  readonly accountOf: (accessKey: string | undefined) => Promise<string>;
  readonly route53: Route53Service;
  readonly imageBuilder: ImageBuilderService;
  readonly counters: CallCounters;
  readonly faults: Faults;
  readonly cloud: Cloud;
  /** Told of each call to Route 53 that was answered. */
  readonly events: Pick<EventDelivery, "called">;
  readonly health: () => object;
}

const mostFormOctets = 2_000_000;
const mostRoute53Octets = 8_000_000;
const mostImageBuilderOctets = 1_000_000;

/** Serves one request: the lab's own addresses, Route 53, and everything else by moto. */
export function handler(parts: HandlerParts): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    serve(request, response, parts).catch((error: unknown) => {
      if (response.headersSent) {
        response.destroy();
        return;
      }
      const { service } = scopeOf(request.headers, new URLSearchParams());
      send(response, request, service, asServiceError(error));
    });
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, parts: HandlerParts): Promise<void> {
  const url = new URL(request.url ?? "/", "http://front");
  if (url.pathname.startsWith("/_lab/")) return serveLab(request, response, url, parts);

  const scope = scopeOf(request.headers, url.searchParams);
  const method = request.method ?? "GET";
  const late = wrongTime(scope.service, request.headers, Date.now());
  if (late) return send(response, request, scope.service, late);
  const route53Action = scope.service === "route53" ? parts.route53.actionOf(method, url.pathname) : undefined;
  const imageBuilderAction =
    scope.service === "imagebuilder" ? parts.imageBuilder.actionOf(method, url.pathname) : undefined;
  const isForm = (request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
  // Only what must be looked into is read whole; the rest (S3's objects) streams through.
  const body = route53Action
    ? await readBody(request, mostRoute53Octets)
    : imageBuilderAction
      ? await readBody(request, mostImageBuilderOctets)
      : isForm
        ? await readBody(request, mostFormOctets)
        : undefined;
  const form = isForm && body !== undefined ? new URLSearchParams(body) : undefined;
  const operation =
    route53Action ?? imageBuilderAction ?? operationOf(method, url.pathname, request.headers, form, url.searchParams);
  parts.counters.add(scope.service, operation);

  const fault = parts.faults.take(scope.service, operation);
  if (fault && fault !== "close-after") return suffer(fault, request, response, scope.service);
  const closes = fault === "close-after";

  if (route53Action && body !== undefined) {
    const account = await parts.accountOf(scope.accessKey);
    const answer = await parts.route53.serve({ account, method, path: url.pathname, query: url.searchParams, body });
    if (answer.status < 300) {
      parts.events.called({ account, action: route53Action, path: url.pathname, body });
    }
    if (closes) request.socket.destroy();
    else response.writeHead(answer.status, answer.headers).end(answer.body);
    return;
  }
  if (imageBuilderAction && body !== undefined) {
    const account = await parts.accountOf(scope.accessKey);
    const { region } = scope;
    const call = { account, region, method, path: url.pathname, query: url.searchParams, body };
    const answer = await parts.imageBuilder.serve(call);
    if (closes) request.socket.destroy();
    else response.writeHead(answer.status, answer.headers).end(answer.body);
    return;
  }
  const answer = await passOn(request, parts.motoAddress, body);
  parts.cloud.called(scope.service, operation);
  if (closes) {
    answer.resume().on("end", () => request.socket.destroy());
  } else if (method !== "HEAD" && isHtmlPage(answer)) {
    answer.resume();
    send(response, request, scope.service, unsupported(scope, operation));
  } else {
    response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
    answer.on("error", () => response.destroy());
    answer.pipe(response);
  }
}

/** moto answers what it does not know, and its own crashes, with an HTML page that SDKs retry and cannot read. */
function isHtmlPage({ statusCode = 0, headers }: IncomingMessage): boolean {
  const refused = statusCode >= 500 || statusCode === 404 || statusCode === 405;
  return refused && (headers["content-type"] ?? "").startsWith("text/html");
}

function unsupported({ service }: Scope, operation: string): ServiceError {
  return {
    code: "UnsupportedOperation",
    message: `The emulator does not support ${service}:${operation}, or failed at it: see moto.log in the lab's folder.`,
  };
}

function suffer(
  fault: Exclude<FaultKind, "close-after">,
  request: IncomingMessage,
  response: ServerResponse,
  service: string,
): void {
  if (fault === "close-before") {
    request.socket.destroy();
  } else if (fault === "internal-error") {
    send(response, request, service, { code: "InternalError", message: "An internal error has occurred", status: 500 });
  } else if (service === "ec2") {
    send(response, request, service, { code: "RequestLimitExceeded", message: "Request limit exceeded.", status: 503 });
  } else {
    send(response, request, service, { code: "Throttling", message: "Rate exceeded" });
  }
}

function asServiceError(error: unknown): ServiceError {
  if (error instanceof AwsError) return { code: error.code, message: error.message, status: error.status };
  const message = error instanceof Error ? error.message : String(error);
  return { code: "InternalError", message: `The emulator failed: ${message}`, status: 500 };
}

function send(response: ServerResponse, request: IncomingMessage, service: string, error: ServiceError): void {
  const { status, headers, body } = errorAnswer(service, request.headers, error);
  // A body that is not read yet would stay on the connection and be taken for the next request.
  if (!request.readableEnded) request.resume();
  response.writeHead(status, headers).end(body);
}
