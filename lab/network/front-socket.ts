import { request } from "node:http";
import type { CloudAccess } from "./cloud-access";

const patienceMilliseconds = 10_000;

export interface FrontAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * Asks one of the addresses that the lab's front has beside AWS's own (`/_lab/…`).
 *
 * @param content - sent as JSON, by POST
 */
export function askFront(
  { endpoint, socket }: Pick<CloudAccess, "endpoint" | "socket">,
  path: string,
  content?: object,
): Promise<FrontAnswer> {
  const { hostname, port } = new URL(endpoint);
  const target = socket === undefined ? { hostname, port } : { socketPath: socket };
  const method = content === undefined ? "GET" : "POST";
  return new Promise((resolve, reject) => {
    const call = request({ ...target, path, method, timeout: patienceMilliseconds }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") }),
      );
    });
    call.on("timeout", () => call.destroy(new Error(`${path} of ${endpoint} did not answer in time`)));
    call.on("error", reject);
    call.end(content && JSON.stringify(content));
  });
}
