import { request } from "node:http";
import type { HostedZone } from "./cloud";

const patienceMilliseconds = 10_000;
const path = "/_lab/route53";

/**
 * Every zone with its record sets, in one call that the lab's front has beside Route 53's own: through those a zone of
 * some size would take its request limit's time.
 *
 * @param socket - of the same front, where it serves one
 * @throws {Error} when the endpoint is not the lab's front
 */
export async function readHostedZones(endpoint: string, socket?: string | undefined): Promise<readonly HostedZone[]> {
  const { status, text } = await get(endpoint, socket);
  const where = `${path} of ${endpoint}`;
  if (status !== 200) throw new Error(`${where} answered ${status}; expected the zones of the lab's front`);
  const body = JSON.parse(text) as { zones?: readonly HostedZone[] };
  if (!Array.isArray(body.zones))
    throw new Error(`${where} gave no zones; expected { zones: [...] } of the lab's front`);
  return body.zones;
}

function get(endpoint: string, socket: string | undefined): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(endpoint);
  const target = socket === undefined ? { hostname, port } : { socketPath: socket };
  return new Promise((resolve, reject) => {
    const call = request({ ...target, path, timeout: patienceMilliseconds }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") }),
      );
    });
    call.on("timeout", () => call.destroy(new Error(`${path} of ${endpoint} did not answer in time`)));
    call.on("error", reject);
    call.end();
  });
}
