import { CreateHostedZoneCommand } from "@aws-sdk/client-route-53";
import type { Route53Service } from "../../lab/front/route53/service";
import { awsSettings, type Route53Settings } from "../../lab/front/route53/settings";
import { withBenchFront } from "../terraform/bench-front";
import type { Networks } from "./job";

/** What contestants asked of the front. */
export interface Asked {
  readonly listCalls: number;
  readonly changeCalls: number;
  readonly otherCalls: number;
  readonly tokens: number;
}

/** A strict front with the empty zones of some networks. */
export interface ContestFront {
  readonly endpoint: string;
  readonly zoneIds: { readonly [zoneName: string]: string };
  readonly service: Route53Service;
  /** Runs something with full buckets, and gives what was asked meanwhile. */
  asked<T>(run: () => Promise<T>): Promise<{ readonly result: T; readonly asked: Asked }>;
}

const PLENTY = { burst: 1e9, perSecond: 1e9 };

/**
 * Limits of Route 53 but for rates and the number of record sets in a zone: processor time is in question, not how long somebody
 * waits, and AWS raises the number for whoever asks.
 */
export const UNTHROTTLED: Partial<Route53Settings> = {
  requests: PLENTY,
  requestsPerAction: PLENTY,
  requestsOf: {},
  changes: PLENTY,
  recordSetsPerZone: 1_000_000,
  changeMilliseconds: 0,
};

/** All that Route 53 limits, rates included. */
export const THROTTLED: Partial<Route53Settings> = awsSettings;

/** As AWS's SDKs and tools take it from their environment. */
export function environmentOf(endpoint: string): NodeJS.ProcessEnv {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: "AKIABENCH",
    AWS_SECRET_ACCESS_KEY: "lab",
    AWS_REGION: "eu-central-1",
    AWS_DEFAULT_REGION: "eu-central-1",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

export function withContestFront<T>(
  folder: string,
  settings: Partial<Route53Settings>,
  networks: Networks,
  run: (front: ContestFront) => Promise<T>,
): Promise<T> {
  return withBenchFront(folder, settings, async ({ endpoint, route53: service }, route53) => {
    const zoneIds: { [zoneName: string]: string } = {};
    for (const Name of networks.flatMap(({ forward, reverse }) => [forward, reverse])) {
      // Making zones has a pace of its own, and is not in question.
      service.context.limits.reset();
      const command = new CreateHostedZoneCommand({ Name, CallerReference: Name });
      zoneIds[Name] = (await route53.send(command)).HostedZone!.Id!.replace("/hostedzone/", "");
    }
    return run({
      endpoint,
      zoneIds,
      service,
      asked: async (act) => {
        await fetch(`${endpoint}/_lab/calls`, { method: "DELETE" });
        const result = await act();
        const answer = await fetch(`${endpoint}/_lab/calls`);
        const { calls, spentOnChanges } = (await answer.json()) as {
          calls: { readonly [call: string]: number };
          spentOnChanges: number;
        };
        const [list, change] = ["List", "Change"].map((verb) => calls[`route53.${verb}ResourceRecordSets`] ?? 0);
        const all = Object.values(calls).reduce((sum, each) => sum + each, 0);
        return {
          result,
          asked: {
            listCalls: list!,
            changeCalls: change!,
            otherCalls: all - list! - change!,
            tokens: spentOnChanges,
          },
        };
      },
    });
  });
}
