import type { Route53ClientConfig } from "@aws-sdk/client-route-53";
import type { PtrRecordsAccess } from "../lifecycle/ptr-records-properties";

/**
 * The credentials of the last of some roles, each assumed with those of the one before it, the first with the profile's
 * or the environment's; nothing where no role is stated. The SDK is loaded only where one is.
 */
export async function assumedCredentials({
  assumeRoles = [],
  profile,
  region,
  stsEndpoint,
}: PtrRecordsAccess): Promise<Pick<Route53ClientConfig, "credentials">> {
  if (assumeRoles.length === 0) return {};
  const { fromNodeProviderChain, fromTemporaryCredentials } = await import("@aws-sdk/credential-providers");
  const first = fromNodeProviderChain(profile === undefined ? {} : { profile });
  const clientConfig = {
    ...(region !== undefined && { region }),
    ...(stsEndpoint !== undefined && { endpoint: stsEndpoint }),
  };
  return {
    credentials: assumeRoles.reduce<typeof first>(
      (masterCredentials, { roleArn, externalId, sessionName = "hybrid-dns" }) =>
        fromTemporaryCredentials({
          masterCredentials,
          params: {
            RoleArn: roleArn,
            RoleSessionName: sessionName,
            ...(externalId !== undefined && { ExternalId: externalId }),
          },
          ...(Object.keys(clientConfig).length > 0 && { clientConfig }),
        }),
      first,
    ),
  };
}
