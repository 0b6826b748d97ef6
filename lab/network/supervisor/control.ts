import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer, request as httpRequest } from "node:http";
import type { Cloud } from "../cloud";
import type { NetworkSettings } from "../network-settings";
import type { LabSiteConfiguration } from "../site-servers";
import type { HostState } from "./lab-network";

/** What the command asks of the process that holds the network. */
export type ControlRequest =
  | { readonly kind: "start"; readonly settings: NetworkSettings; readonly cloud: Cloud; readonly labHostImage: string }
  | { readonly kind: "refresh"; readonly siteConfiguration?: LabSiteConfiguration | undefined }
  | { readonly kind: "kill"; readonly host: string; readonly detectionMilliseconds?: number | undefined }
  | { readonly kind: "restart"; readonly host: string }
  /** Whether AWS's endpoints answer a host, or all hosts where none is named. */
  | { readonly kind: "endpoint"; readonly host?: string | undefined; readonly reachable: boolean };

type Handle = (request: ControlRequest) => Promise<readonly HostState[]>;

const largestRequest = 268_435_456;

/** Serves requests at a socket in the file system, which network namespaces do not separate. */
export async function serveControl(socket: string, handle: Handle): Promise<void> {
  rmSync(socket, { force: true });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > largestRequest) request.destroy();
      else chunks.push(chunk);
    });
    request.on("end", () => {
      const asked = async () => handle(JSON.parse(Buffer.concat(chunks).toString()) as ControlRequest);
      asked().then(
        (hosts) => response.writeHead(200).end(JSON.stringify({ hosts })),
        (error: unknown) =>
          response
            .writeHead(500)
            .end(JSON.stringify({ error: error instanceof Error ? error.message : String(error) })),
      );
    });
  });
  server.requestTimeout = 0;
  const mask = process.umask(0o177);
  server.listen(socket);
  await once(server, "listening");
  process.umask(mask);
}

/** @throws {Error} with what the holder said */
export function askControl(socket: string, request: ControlRequest): Promise<readonly HostState[]> {
  return new Promise((resolve, reject) => {
    const call = httpRequest({ socketPath: socket, method: "POST", path: "/" }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as { hosts: readonly HostState[]; error?: string };
        if (body.error === undefined) resolve(body.hosts);
        else reject(new Error(body.error));
      });
    });
    call.on("error", reject);
    call.end(JSON.stringify(request));
  });
}
