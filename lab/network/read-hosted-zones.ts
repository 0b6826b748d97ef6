import type { HostedZone } from "./cloud";
import type { CloudAccess } from "./cloud-access";
import { askFront } from "./front-socket";

const path = "/_lab/route53";

/**
 * Every zone with its record sets, in one call that the lab's front has beside Route 53's own: through those a zone of
 * some size would take its request limit's time.
 *
 * @throws {Error} when the endpoint is not the lab's front
 */
export async function readHostedZones(access: CloudAccess): Promise<readonly HostedZone[]> {
  const { status, text } = await askFront(access, path);
  const where = `${path} of ${access.endpoint}`;
  if (status !== 200) throw new Error(`${where} answered ${status}; expected the zones of the lab's front`);
  const body = JSON.parse(text) as { zones?: readonly HostedZone[] };
  if (!Array.isArray(body.zones))
    throw new Error(`${where} gave no zones; expected { zones: [...] } of the lab's front`);
  return body.zones;
}
