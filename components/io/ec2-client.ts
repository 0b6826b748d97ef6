import type { EC2Client } from "@aws-sdk/client-ec2";
import type { AssumedRole } from "../lifecycle/ptr-records-properties";
import { assumedCredentials } from "./assumed-credentials";

/** How EC2 is reached, as the component hands it over; where nothing is stated, the environment says it. */
export interface Ec2Access {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  /** Each is assumed with the credentials of the one before it. */
  readonly assumeRoles?: readonly AssumedRole[] | undefined;
  readonly endpoint?: string | undefined;
  readonly stsEndpoint?: string | undefined;
}

/** A client; the SDK is loaded only here, since a preview needs none. */
export async function ec2Client({
  region,
  profile,
  endpoint,
  stsEndpoint,
  assumeRoles,
}: Ec2Access): Promise<EC2Client> {
  const { EC2Client } = await import("@aws-sdk/client-ec2");
  return new EC2Client({
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
    ...(await assumedCredentials({ assumeRoles, profile, region, stsEndpoint })),
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
    maxAttempts: 5,
  });
}
