import { errorDiagnostic } from "../codec/diagnostic";
import { decodeMessage, encodeMessage, type Fields, type Message } from "../codec/message";
import type { Diagnostic } from "../codec/protocol";
import type { Provider } from "../provider";
import type { CallHandler } from "../transport/grpc";

/** One call of the protocol: what comes in, what goes out, and what happens. */
export interface Rpc<Request extends Fields, Response extends Fields> {
  readonly request: Request;
  readonly response: Response;
  readonly handle: (request: Message<Request>, provider: Provider) => Message<Response> | Promise<Message<Response>>;
}

/** Any call, whatever its messages. */
export interface AnyRpc {
  readonly handler: (provider: Provider) => CallHandler;
}

export function rpc<const Request extends Fields, const Response extends Fields>(
  call: Rpc<Request, Response>,
): AnyRpc & Rpc<Request, Response> {
  return {
    ...call,
    handler: (provider) => async (bytes) =>
      encodeMessage(call.response, await call.handle(decodeMessage(call.request, bytes), provider)),
  };
}

/** Runs what may fail; a failure becomes a diagnostic, so that Terraform shows it as ours and not as a broken provider. */
export async function diagnosed<Failed extends object, Done extends object>(
  summary: string,
  otherwise: Failed,
  run: () => Done | Promise<Done>,
): Promise<(Failed & { readonly diagnostics: readonly Diagnostic[] }) | Done> {
  try {
    return await run();
  } catch (error) {
    return { ...otherwise, diagnostics: [errorDiagnostic(summary, error)] };
  }
}

/** @throws an Error when there is no such thing, which only another version of the provider could have */
export function named<T>(things: { readonly [name: string]: T }, name: string | undefined, what: string): T {
  const thing = name !== undefined && Object.hasOwn(things, name) ? things[name] : undefined;
  if (thing !== undefined) return thing;
  const there = Object.keys(things).join(", ");
  throw new Error(
    `there is no ${what} "${(name ?? "").slice(0, 100)}" in this version of the provider; there are ${there}`,
  );
}
