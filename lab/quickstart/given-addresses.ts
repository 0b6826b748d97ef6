import { DescribeNetworkInterfacesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { DescribeFileSystemsCommand, DescribeMountTargetsCommand, EFSClient } from "@aws-sdk/client-efs";
import { clientSettings } from "../network/cloud-access";
import type { GivenAddresses } from "./checks";

/** Reads from the emulated AWS what it gave the load balancer and the file system of the lab environment. */
export async function givenAddresses(endpoint: string, region: string): Promise<GivenAddresses> {
  const settings = clientSettings({ endpoint, region });
  const ec2 = new EC2Client(settings);
  const efs = new EFSClient(settings);
  try {
    const ofBalancers = { Filters: [{ Name: "description", Values: ["ELB *"] }] };
    const [{ NetworkInterfaces = [] }, { FileSystems = [] }] = await Promise.all([
      ec2.send(new DescribeNetworkInterfacesCommand(ofBalancers)),
      efs.send(new DescribeFileSystemsCommand({})),
    ]);
    const FileSystemId = FileSystems[0]?.FileSystemId;
    const { MountTargets = [] } = await efs.send(new DescribeMountTargetsCommand({ FileSystemId }));
    return {
      loadBalancer: NetworkInterfaces.flatMap(({ PrivateIpAddress }) => PrivateIpAddress ?? []),
      fileSystem: {
        name: `${FileSystemId}.efs.${region}.amazonaws.com`,
        // the name gives everybody the mount target of his own availability zone: here that of the first forwarder
        addresses: MountTargets.flatMap((target) =>
          target.AvailabilityZoneName === `${region}a` && target.IpAddress ? [target.IpAddress] : [],
        ),
      },
    };
  } finally {
    ec2.destroy();
    efs.destroy();
  }
}
