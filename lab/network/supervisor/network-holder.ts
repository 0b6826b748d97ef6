import type { Cloud } from "../cloud";
import type { NetworkSettings } from "../network-settings";
import type { LabSiteConfiguration } from "../site-servers";
import type { ControlRequest } from "./control";
import { type EndpointRelay, endpointRelay } from "./endpoint-relay";
import { followCloud } from "./follow-cloud";
import { type FrontClient, frontClient } from "./front-client";
import { inTurn } from "./in-turn";
import type { HostState, LabNetwork } from "./lab-network";

export interface NetworkHolderOptions {
  readonly network: (front: FrontClient, relay: EndpointRelay) => LabNetwork;
  readonly log: (line: string) => void;
}

/** Carries out what the command asks, and follows the cloud by itself in between; one change at a time. */
export function networkHolder({ network: makeNetwork, log }: NetworkHolderOptions) {
  let running: Awaited<ReturnType<typeof start>> | undefined;

  async function start({ settings, cloud, labHostImage }: Extract<ControlRequest, { kind: "start" }>) {
    const front = frontClient(settings);
    const network = makeNetwork(front, endpointRelay(settings.socket));
    const turn = inTurn();
    let siteConfiguration = settings.siteConfiguration;
    const inputOf = (current: Cloud) => ({ cloud: current, site: settings.site, siteConfiguration, labHostImage });
    const follower = followCloud({
      generation: () => front.generation(),
      // a host that boots does not keep others from ending
      apply: async () => {
        const booting = await turn(async () => network.apply(inputOf(await readCloudLater(settings))));
        await booting();
      },
      log,
    });
    await (await turn(() => network.apply(inputOf(cloud))))();
    follower.begin();
    return {
      network,
      turn,
      refresh: async (changed: LabSiteConfiguration | undefined) => {
        siteConfiguration = changed ?? siteConfiguration;
        await follower.refresh();
      },
    };
  }

  return async (request: ControlRequest): Promise<readonly HostState[]> => {
    if (request.kind === "start") {
      running = await start(request);
      return running.network.report();
    }
    if (running === undefined) throw new Error(`the network has not been started, so it cannot ${request.kind}`);
    const { network, turn, refresh } = running;
    switch (request.kind) {
      case "refresh":
        await refresh(request.siteConfiguration);
        break;
      case "kill":
        log(`kill ${request.host}`);
        await turn(() => network.kill(request.host, request.detectionMilliseconds));
        break;
      case "restart":
        log(`restart ${request.host}`);
        await (await turn(() => network.restart(request.host)))();
        break;
      case "endpoint":
        network.setEndpoint(request.host, request.reachable);
        break;
    }
    return network.report();
  };
}

/** The AWS SDK takes half a second to load, for which the first boot does not wait. */
async function readCloudLater(settings: NetworkSettings): Promise<Cloud> {
  const { readCloud } = await import("../read-cloud.js");
  return readCloud(settings);
}
