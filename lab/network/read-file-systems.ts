import { DescribeFileSystemsCommand, DescribeMountTargetsCommand, EFSClient } from "@aws-sdk/client-efs";
import type { FileSystem, Subnet } from "./cloud";
import { type CloudAccess, clientSettings } from "./cloud-access";

/** EFS file systems by the names that their VPCs' resolvers know. */
export async function readFileSystems(
  access: CloudAccess,
): Promise<(subnets: readonly Subnet[]) => { readonly fileSystems: readonly FileSystem[] }> {
  const client = new EFSClient(clientSettings(access));
  try {
    const { FileSystems = [] } = await client.send(new DescribeFileSystemsCommand({}));
    const systems = await Promise.all(
      FileSystems.map(async ({ FileSystemId }) => ({
        id: FileSystemId ?? "",
        targets: (await client.send(new DescribeMountTargetsCommand({ FileSystemId }))).MountTargets ?? [],
      })),
    );
    return (subnets) => ({
      fileSystems: systems.map(({ id, targets }) => ({
        dnsName: `${id}.efs.${access.region}.amazonaws.com`,
        mountTargets: targets.flatMap(({ SubnetId, IpAddress }) => {
          const subnet = subnets.find(({ subnetId }) => subnetId === SubnetId);
          if (subnet === undefined || IpAddress === undefined) return [];
          const { subnetId, vpcId, availabilityZone } = subnet;
          return [{ subnetId, vpcId, availabilityZone, address: IpAddress }];
        }),
      })),
    });
  } finally {
    client.destroy();
  }
}
