import type { IncomingHttpHeaders } from "node:http";

/** Name of the operation that a request asks for, as far as it can be told without reading a stream. */
export function operationOf(
  method: string,
  path: string,
  headers: IncomingHttpHeaders,
  form: URLSearchParams | undefined,
  query: URLSearchParams,
): string {
  const target = headers["x-amz-target"];
  if (typeof target === "string") return target.slice(target.lastIndexOf(".") + 1);
  const rpc = /\/service\/[^/]+\/operation\/([^/]+)$/.exec(path)?.[1];
  if (rpc !== undefined) return rpc;
  const action = form?.get("Action") ?? query.get("Action");
  if (action) return action;
  // REST protocols name no operation: the method and the kind of resource say enough for a message and a count.
  const kind = path
    .split("/")
    .slice(1, 3)
    .filter((segment) => segment !== "")
    .join("/");
  return kind === "" ? method : `${method} /${kind}`;
}
