import { once } from "node:events";
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import type { Cloud, HostedZone } from "../cloud";
import type { HostPlan, ServicePlan } from "../plan";
import { respond } from "../vpc-resolver/message";
import { packetAllowance } from "../vpc-resolver/packet-allowance";
import { type ResolverData, resolve, resolverData } from "../vpc-resolver/resolve";
import { serveDns } from "../vpc-resolver/server";
import type { EndpointRelay } from "./endpoint-relay";
import { type CredentialsOf, metadataService } from "./metadata-service";

/** What the services answer from; replaced as a whole when the cloud has changed. */
export interface ServiceData {
  readonly resolver: ResolverData;
  readonly hosts: readonly HostPlan[];
}

export const serviceData = (cloud: Cloud, internet: HostedZone, hosts: readonly HostPlan[]): ServiceData => ({
  resolver: resolverData(cloud, internet),
  hosts,
});

export interface ServiceSources {
  /** Read anew for each question. */
  readonly data: () => ServiceData;
  /** File that gets a line for each name asked of the internet. */
  readonly internetLog: string;
  readonly credentials: CredentialsOf;
  readonly relay: EndpointRelay;
}

/**
 * Starts a VPC's resolver, its metadata and its way to AWS's endpoints at their address, or the internet's DNS.
 *
 * @returns ends them
 */
export async function startService(
  service: ServicePlan,
  { data, internetLog, credentials, relay }: ServiceSources,
): Promise<() => void> {
  const { vpcId, address } = service;
  const allowed = packetAllowance();
  const closeDns = await serveDns(address, 53, (message, transport, sender) => {
    if (vpcId !== undefined && !allowed(sender)) return undefined;
    return respond(message, transport, (name, type) => {
      const resolution = resolve(data().resolver, vpcId, name, type, sender);
      for (const asked of resolution.askedOfInternet)
        appendFileSync(internetLog, `${asked} asked by ${sender} through ${vpcId ?? "the site's name server"}\n`);
      return resolution;
    });
  });
  if (vpcId === undefined) return closeDns;
  const answer = metadataService(credentials);
  const http = createServer({ requestTimeout: 5_000 }, async (request, response) => {
    const sender = request.socket.remoteAddress;
    const asker = data().hosts.find(({ instance }) => instance?.vpcId === vpcId && instance.address === sender);
    const { status, body, headers } = await answer(request, asker?.instance);
    response.writeHead(status, { "content-type": "text/plain", ...headers }).end(body);
  });
  http.maxConnections = 256;
  http.listen(80, address);
  const [closeRelay] = await Promise.all([relay.serve(address, vpcId), once(http, "listening")]);
  return () => {
    closeDns();
    closeRelay();
    http.close();
  };
}
