import {
  CreateNetworkInterfaceCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  type Instance,
  type NetworkInterface,
  RegisterImageCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { type RunningFront, region } from "../running-front";

/** A VPC with subnets 10.7.1.0/24 and 10.7.2.0/24 in two zones, an image, and short ways to ask EC2. */
export interface SmallNetwork {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly otherSubnetId: string;
  readonly imageId: string;
  /** Makes an interface, with an address or one that EC2 picks. */
  readonly makeInterface: (address?: string, subnetId?: string) => Promise<NetworkInterface>;
  readonly describeInterface: (id: string) => Promise<NetworkInterface>;
  readonly makeGroup: () => Promise<string>;
  readonly run: (input: Partial<RunInstancesCommandInput>) => Promise<Instance>;
  readonly runOn: (interfaceId: string) => Promise<Instance>;
  readonly describeInstance: (id: string) => Promise<Instance>;
  readonly terminate: (id: string) => Promise<unknown>;
}

export async function smallNetwork({ ec2 }: RunningFront): Promise<SmallNetwork> {
  const vpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: "10.7.0.0/16" }))).Vpc!.VpcId!;
  const makeSubnet = async (cidr: string, zone: string) =>
    (await ec2.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: cidr, AvailabilityZone: `${region}${zone}` })))
      .Subnet!.SubnetId!;
  const subnetId = await makeSubnet("10.7.1.0/24", "a");
  const otherSubnetId = await makeSubnet("10.7.2.0/24", "b");
  const image = new RegisterImageCommand({ Name: "forwarder", RootDeviceName: "/dev/xvda" });
  const imageId = (await ec2.send(image)).ImageId!;
  let groups = 0;
  const run = async (input: Partial<RunInstancesCommandInput>) =>
    (await ec2.send(new RunInstancesCommand({ ImageId: imageId, MinCount: 1, MaxCount: 1, ...input }))).Instances![0]!;
  return {
    vpcId,
    subnetId,
    otherSubnetId,
    imageId,
    run,
    makeInterface: async (address, subnet = subnetId) => {
      const order = { SubnetId: subnet, ...(address && { PrivateIpAddress: address }) };
      return (await ec2.send(new CreateNetworkInterfaceCommand(order))).NetworkInterface!;
    },
    describeInterface: async (id) =>
      (await ec2.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [id] }))).NetworkInterfaces![0]!,
    makeGroup: async () => {
      const order = { GroupName: `group ${groups++}`, Description: "test", VpcId: vpcId };
      return (await ec2.send(new CreateSecurityGroupCommand(order))).GroupId!;
    },
    runOn: (interfaceId) => run({ NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: interfaceId }] }),
    describeInstance: async (id) =>
      (await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }))).Reservations![0]!.Instances![0]!,
    terminate: (id) => ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] })),
  };
}
