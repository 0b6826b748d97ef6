import type { EC2Client, EC2ClientConfig } from "@aws-sdk/client-ec2";

/** How EC2 is reached, as the component hands it over; where nothing is stated, the environment says it. */
export interface Ec2Access {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  /** Each is assumed with the credentials of the one before it. */
  readonly assumeRoles?: readonly AssumedRole[] | undefined;
  readonly endpoint?: string | undefined;
}

export interface AssumedRole {
  readonly roleArn: string;
  readonly externalId?: string | undefined;
  readonly sessionName?: string | undefined;
}

/** A client; the SDK is loaded only here, since a preview needs none. */
export async function ec2Client({ region, profile, endpoint, assumeRoles = [] }: Ec2Access): Promise<EC2Client> {
  const { EC2Client } = await import("@aws-sdk/client-ec2");
  const roles = assumeRoles.length === 0 ? {} : { credentials: await assumedCredentials(assumeRoles, profile, region) };
  return new EC2Client({
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
    ...roles,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 },
    maxAttempts: 5,
  });
}

async function assumedCredentials(
  roles: readonly AssumedRole[],
  profile: string | undefined,
  region: string | undefined,
): Promise<NonNullable<EC2ClientConfig["credentials"]>> {
  const { fromNodeProviderChain, fromTemporaryCredentials } = await import("@aws-sdk/credential-providers");
  const own = fromNodeProviderChain(profile === undefined ? {} : { profile });
  return roles.reduce<typeof own>(
    (masterCredentials, { roleArn, externalId, sessionName = "hybrid-dns" }) =>
      fromTemporaryCredentials({
        masterCredentials,
        params: {
          RoleArn: roleArn,
          RoleSessionName: sessionName,
          ...(externalId !== undefined && { ExternalId: externalId }),
        },
        ...(region !== undefined && { clientConfig: { region } }),
      }),
    own,
  );
}
