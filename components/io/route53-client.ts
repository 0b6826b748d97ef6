import type { Route53Client, Route53ClientConfig } from "@aws-sdk/client-route-53";
import type { PtrRecordsAccess } from "../lifecycle/ptr-records-properties";
import { assumedCredentials } from "./assumed-credentials";

/** Route 53 is one service for all regions of a partition; which one is said only names the partition. */
const ANY_REGION = "us-east-1";

/** How long a call may take, in milliseconds. */
export interface Patience {
  readonly connectionTimeout: number;
  /** Until an answer begins. */
  readonly requestTimeout: number;
  /** In which nothing comes. */
  readonly socketTimeout: number;
}

const PATIENCE: Patience = { connectionTimeout: 5_000, requestTimeout: 30_000, socketTimeout: 30_000 };

/**
 * A client for what is stated, and for the environment and the shared configuration files where nothing is.
 *
 * The SDK is loaded only here: it takes longer than all else that a preview does.
 */
export async function route53Client(access: PtrRecordsAccess, patience = PATIENCE): Promise<Route53Client> {
  const { Route53Client } = await import("@aws-sdk/client-route-53");
  const config: Route53ClientConfig = {
    ...(access.region !== undefined && { region: access.region }),
    ...(access.profile !== undefined && { profile: access.profile }),
    ...(access.endpoint !== undefined && { endpoint: access.endpoint }),
    ...(await assumedCredentials({ ...access, region: access.region ?? ANY_REGION })),
    // Without the flag the SDK only warns.
    requestHandler: { ...patience, throwOnRequestTimeout: true },
    // Retries are ours: the SDK gives up on throttling after three.
    maxAttempts: 1,
  };
  const client = new Route53Client(config);
  return (await hasRegion(client)) ? client : new Route53Client({ ...config, region: ANY_REGION });
}

async function hasRegion(client: Route53Client): Promise<boolean> {
  return client.config.region().then(
    () => true,
    () => false,
  );
}
