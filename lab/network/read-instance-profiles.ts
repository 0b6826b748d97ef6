import type { Instance as Ec2Instance } from "@aws-sdk/client-ec2";
import { GetInstanceProfileCommand, IAMClient } from "@aws-sdk/client-iam";
import type { InstanceProfile } from "./cloud";
import { type CloudAccess, clientSettings } from "./cloud-access";

/** The profiles that instances have, by ARN, each with its role; one that is gone meanwhile is left out. */
export async function readInstanceProfiles(
  access: CloudAccess,
  instances: readonly Ec2Instance[],
): Promise<ReadonlyMap<string, InstanceProfile>> {
  const arns = [...new Set(instances.flatMap(({ IamInstanceProfile }) => IamInstanceProfile?.Arn ?? []))];
  if (arns.length === 0) return new Map();
  const client = new IAMClient(clientSettings(access));
  try {
    const found = await Promise.all(
      arns.map(async (arn): Promise<readonly [string, InstanceProfile][]> => {
        const InstanceProfileName = arn.split("/").at(-1);
        try {
          const { InstanceProfile: it } = await client.send(new GetInstanceProfileCommand({ InstanceProfileName }));
          return [[arn, { arn, id: it?.InstanceProfileId ?? "", role: it?.Roles?.[0]?.RoleName }]];
        } catch (error) {
          if ((error as Error).name === "NoSuchEntityException") return [];
          throw error;
        }
      }),
    );
    return new Map(found.flat());
  } finally {
    client.destroy();
  }
}
