import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { Route53Client } from "@aws-sdk/client-route-53";
import { type Front, startFront } from "../../lab/front/front";
import type { Route53Settings } from "../../lab/front/route53/settings";
import { motoFolder } from "../../set-up/paths";

/** Whether there is what the front stands on. */
export function hasFront(): boolean {
  return existsSync(join(motoFolder, "bin", "python"));
}

/** Runs something against a front of its own, with Route 53's own limits but for some. */
export async function withBenchFront<T>(
  folder: string,
  settings: Partial<Route53Settings>,
  run: (front: Front, route53: Route53Client) => Promise<T>,
): Promise<T> {
  const front = await startFront({ folder: await mkdtemp(join(folder, "front-")), route53: { settings } });
  const { endpoint } = front;
  const credentials = { accessKeyId: "AKIABENCH", secretAccessKey: "lab" };
  const route53 = new Route53Client({ endpoint, region: "eu-central-1", credentials });
  try {
    return await run(front, route53);
  } finally {
    route53.destroy();
    await front.end();
  }
}
