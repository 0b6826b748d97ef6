import assert from "node:assert/strict";
import {
  AttachNetworkInterfaceCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateNetworkInterfaceCommand,
  CreateSubnetCommand,
  CreateVpcEndpointCommand,
  DeleteNetworkInterfaceCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupRulesCommand,
  DetachNetworkInterfaceCommand,
} from "@aws-sdk/client-ec2";
import { CreateFileSystemCommand, CreateMountTargetCommand, EFSClient } from "@aws-sdk/client-efs";
import {
  CreateLoadBalancerCommand,
  DeleteLoadBalancerCommand,
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { awsError, clientOf, region, withFront } from "../running-front";
import { type SmallNetwork, smallNetwork } from "./small-network";

describe("what the front mends in moto's networks", () => {
  const running = withFront();
  let network: SmallNetwork;
  before(async () => {
    network = await smallNetwork(running());
  });

  describe("addresses", () => {
    it("refuses an address that is in use", async () => {
      await network.makeInterface("10.7.1.20");
      await assert.rejects(
        network.makeInterface("10.7.1.20"),
        awsError("InvalidIPAddress.InUse", "10.7.1.20 is in use"),
      );
    });
    it("refuses an address outside the subnet", async () => {
      await assert.rejects(
        network.makeInterface("10.7.9.20"),
        awsError("InvalidParameterValue", "subnet's address range"),
      );
    });
    for (const reserved of [0, 1, 2, 3, 255]) {
      it(`refuses the reserved address .${reserved}`, async () => {
        await assert.rejects(
          network.makeInterface(`10.7.1.${reserved}`),
          awsError("InvalidParameterValue", "reserved"),
        );
      });
    }
    it("takes the first and the last address that are not reserved", async () => {
      const { Subnet } = await running().ec2.send(
        new CreateSubnetCommand({ VpcId: network.vpcId, CidrBlock: "10.7.5.0/24" }),
      );
      for (const address of ["10.7.5.4", "10.7.5.254"]) {
        assert.equal((await network.makeInterface(address, Subnet?.SubnetId)).PrivateIpAddress, address);
      }
    });
    it("picks addresses that are free and not reserved, until there are none", async () => {
      const { ec2 } = running();
      const small = (await ec2.send(new CreateSubnetCommand({ VpcId: network.vpcId, CidrBlock: "10.7.3.0/28" })))
        .Subnet!;
      const picked = new Set<string>();
      for (let count = 0; count < 11; count++)
        picked.add((await network.makeInterface(undefined, small.SubnetId)).PrivateIpAddress!);
      assert.deepEqual([...picked].sort(), Array.from({ length: 11 }, (_, at) => `10.7.3.${at + 4}`).sort());
      await assert.rejects(
        network.makeInterface(undefined, small.SubnetId),
        awsError("InsufficientFreeAddressesInSubnet"),
      );
    });
    it("gives an interface endpoint addresses of its subnets", async () => {
      const { ec2 } = running();
      const { VpcEndpoint } = await ec2.send(
        new CreateVpcEndpointCommand({
          VpcId: network.vpcId,
          VpcEndpointType: "Interface",
          ServiceName: `com.amazonaws.${region}.ssm`,
          SubnetIds: [network.subnetId],
        }),
      );
      const { PrivateIpAddress } = await network.describeInterface(VpcEndpoint!.NetworkInterfaceIds![0]!);
      assert.match(PrivateIpAddress!, /^10\.7\.1\./);
    });
    it("refuses a security group that does not exist", async () => {
      const order = new CreateNetworkInterfaceCommand({ SubnetId: network.subnetId, Groups: ["sg-0123456789abcdef0"] });
      await assert.rejects(running().ec2.send(order), awsError("InvalidGroup.NotFound"));
    });
  });

  describe("interfaces and instances", () => {
    it("launches on a given interface, which is kept when the instance ends and can be taken again", async () => {
      const given = await network.makeInterface("10.7.2.10", network.otherSubnetId);
      const first = await network.runOn(given.NetworkInterfaceId!);
      assert.equal(first.PrivateIpAddress, "10.7.2.10");
      assert.equal(first.SubnetId, network.otherSubnetId);
      assert.equal(first.Placement?.AvailabilityZone, `${region}b`);
      assert.equal(first.PublicIpAddress, undefined);
      const attached = await network.describeInterface(given.NetworkInterfaceId!);
      assert.equal(attached.Status, "in-use");
      assert.equal(attached.Attachment?.InstanceId, first.InstanceId);
      assert.equal(attached.Attachment?.DeleteOnTermination, false);

      await network.terminate(first.InstanceId!);
      const free = await network.describeInterface(given.NetworkInterfaceId!);
      assert.equal(free.Status, "available");
      assert.equal(free.Attachment, undefined);
      const dead = await network.describeInstance(first.InstanceId!);
      assert.equal(dead.State?.Name, "terminated");
      assert.deepEqual(dead.NetworkInterfaces, []);

      const second = await network.runOn(given.NetworkInterfaceId!);
      assert.equal(second.PrivateIpAddress, "10.7.2.10");
    });
    it("refuses to launch on an interface that is in use, and leaves nothing behind", async () => {
      const given = await network.makeInterface();
      await network.runOn(given.NetworkInterfaceId!);
      const before = (await running().ec2.send(new DescribeInstancesCommand({}))).Reservations!.length;
      await assert.rejects(network.runOn(given.NetworkInterfaceId!), awsError("InvalidNetworkInterface.InUse"));
      assert.equal((await running().ec2.send(new DescribeInstancesCommand({}))).Reservations!.length, before);
    });
    it("refuses a launch with an address in use, and leaves nothing behind", async () => {
      const taken = await network.makeInterface();
      const before = (await running().ec2.send(new DescribeInstancesCommand({}))).Reservations!.length;
      const order = network.run({ SubnetId: network.subnetId, PrivateIpAddress: taken.PrivateIpAddress });
      await assert.rejects(order, awsError("InvalidIPAddress.InUse"));
      assert.equal((await running().ec2.send(new DescribeInstancesCommand({}))).Reservations!.length, before);
    });
    it("deletes the interface that an instance made for itself, and its address is free again", async () => {
      const instance = await network.run({ SubnetId: network.subnetId, PrivateIpAddress: "10.7.1.77" });
      const own = instance.NetworkInterfaces![0]!.NetworkInterfaceId!;
      assert.equal((await network.describeInterface(own)).Attachment?.DeleteOnTermination, true);
      await network.terminate(instance.InstanceId!);
      await assert.rejects(network.describeInterface(own), awsError("InvalidNetworkInterfaceID.NotFound"));
      assert.equal(
        (await network.run({ SubnetId: network.subnetId, PrivateIpAddress: "10.7.1.77" })).PrivateIpAddress,
        "10.7.1.77",
      );
    });
    it("neither deletes nor attaches an attached interface, nor detaches the primary one", async () => {
      const { ec2 } = running();
      const given = await network.makeInterface();
      const id = given.NetworkInterfaceId!;
      await network.runOn(id);
      const other = await network.run({ SubnetId: network.subnetId });
      await assert.rejects(
        ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId: id })),
        awsError("InvalidParameterValue", `'${id}' is currently in use`),
      );
      await assert.rejects(
        ec2.send(
          new AttachNetworkInterfaceCommand({ NetworkInterfaceId: id, InstanceId: other.InstanceId, DeviceIndex: 1 }),
        ),
        awsError("InvalidNetworkInterface.InUse"),
      );
      const attachment = (await network.describeInterface(id)).Attachment!.AttachmentId;
      await assert.rejects(
        ec2.send(new DetachNetworkInterfaceCommand({ AttachmentId: attachment })),
        awsError("OperationNotPermitted"),
      );
    });
    it("attaches a second interface, detaches and deletes it", async () => {
      const { ec2 } = running();
      const instance = await network.run({ SubnetId: network.subnetId });
      const id = (await network.makeInterface()).NetworkInterfaceId!;
      const attach = (index: number) =>
        new AttachNetworkInterfaceCommand({
          NetworkInterfaceId: id,
          InstanceId: instance.InstanceId,
          DeviceIndex: index,
        });
      await assert.rejects(ec2.send(attach(0)), awsError("InvalidParameterValue", "device index '0'"));
      const { AttachmentId } = await ec2.send(attach(1));
      assert.equal((await network.describeInstance(instance.InstanceId!)).NetworkInterfaces!.length, 2);
      await ec2.send(new DetachNetworkInterfaceCommand({ AttachmentId }));
      await ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId: id }));
    });
    it("shows the groups of an instance's interface as the instance's", async () => {
      const group = await network.makeGroup();
      const { NetworkInterface } = await running().ec2.send(
        new CreateNetworkInterfaceCommand({ SubnetId: network.subnetId, Groups: [group] }),
      );
      const instance = await network.runOn(NetworkInterface!.NetworkInterfaceId!);
      assert.deepEqual(
        (await network.describeInstance(instance.InstanceId!)).SecurityGroups?.map(({ GroupId }) => GroupId),
        [group],
      );
    });
  });

  describe("dependencies", () => {
    it("does not delete a subnet that has an interface", async () => {
      const { ec2 } = running();
      const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: network.vpcId, CidrBlock: "10.7.4.0/24" }));
      const { NetworkInterfaceId } = await network.makeInterface(undefined, Subnet!.SubnetId);
      const order = new DeleteSubnetCommand({ SubnetId: Subnet!.SubnetId });
      await assert.rejects(ec2.send(order), awsError("DependencyViolation"));
      await ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }));
      await ec2.send(order);
    });
    it("does not delete a security group that an interface or another group's rule names", async () => {
      const { ec2 } = running();
      const used = await network.makeGroup();
      const named = await network.makeGroup();
      const naming = await network.makeGroup();
      const { NetworkInterface } = await ec2.send(
        new CreateNetworkInterfaceCommand({ SubnetId: network.subnetId, Groups: [used] }),
      );
      await ec2.send(
        new AuthorizeSecurityGroupIngressCommand({
          GroupId: naming,
          IpPermissions: [{ IpProtocol: "udp", FromPort: 53, ToPort: 53, UserIdGroupPairs: [{ GroupId: named }] }],
        }),
      );
      const remove = (group: string) => ec2.send(new DeleteSecurityGroupCommand({ GroupId: group }));
      await assert.rejects(remove(used), awsError("DependencyViolation"));
      await assert.rejects(remove(named), awsError("DependencyViolation"));
      await remove(naming);
      await remove(named);
      await ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId: NetworkInterface!.NetworkInterfaceId }));
      await remove(used);
    });
  });

  it("keeps the description of a security group's rule that names a group", async () => {
    const { ec2 } = running();
    const group = await network.makeGroup();
    const peers = { GroupId: group, Description: "forwarders ask each other" };
    await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId: group,
        IpPermissions: [{ IpProtocol: "udp", FromPort: 53, ToPort: 53, UserIdGroupPairs: [peers] }],
      }),
    );
    const { SecurityGroupRules = [] } = await ec2.send(
      new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [group] }] }),
    );
    const naming = SecurityGroupRules.filter(({ ReferencedGroupInfo }) => ReferencedGroupInfo?.GroupId === group);
    assert.deepEqual(
      naming.map(({ Description }) => Description),
      ["forwarders ask each other"],
    );
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId: group }));
  });

  describe("load balancers", () => {
    const elb = () => new ElasticLoadBalancingV2Client(clientOf(running().front.endpoint));
    const interfacesOf = async (text: string) =>
      (
        await running().ec2.send(
          new DescribeNetworkInterfacesCommand({ Filters: [{ Name: "description", Values: [text] }] }),
        )
      ).NetworkInterfaces!;

    it("gives an internal application load balancer an interface in each subnet, and takes them away again", async () => {
      const { LoadBalancers } = await elb().send(
        new CreateLoadBalancerCommand({
          Name: "web",
          Scheme: "internal",
          Subnets: [network.subnetId, network.otherSubnetId],
        }),
      );
      const { LoadBalancerArn, DNSName, CanonicalHostedZoneId } = LoadBalancers![0]!;
      assert.match(DNSName!, /^internal-web-\d+\.eu-central-1\.elb\.amazonaws\.com$/);
      assert.equal(CanonicalHostedZoneId, "Z215JYRZR1TBD5");
      const text = `ELB app/web/${LoadBalancerArn!.split("/").at(-1)}`;
      const interfaces = await interfacesOf(text);
      assert.deepEqual(
        interfaces.map(({ SubnetId }) => SubnetId).sort(),
        [network.subnetId, network.otherSubnetId].sort(),
      );
      for (const { Status, RequesterManaged, Attachment, NetworkInterfaceId } of interfaces) {
        assert.deepEqual([Status, RequesterManaged, Attachment?.InstanceOwnerId], ["in-use", true, "amazon-elb"]);
        const remove = new DeleteNetworkInterfaceCommand({ NetworkInterfaceId });
        await assert.rejects(running().ec2.send(remove), awsError("InvalidParameterValue", "in use"));
      }
      await elb().send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
      assert.deepEqual(await interfacesOf(text), []);
    });
    it("gives a network load balancer the addresses it asks for", async () => {
      const { LoadBalancers } = await elb().send(
        new CreateLoadBalancerCommand({
          Name: "tcp",
          Type: "network",
          Scheme: "internal",
          SubnetMappings: [{ SubnetId: network.subnetId, PrivateIPv4Address: "10.7.1.99" }],
        }),
      );
      const { LoadBalancerArn, DNSName, CanonicalHostedZoneId } = LoadBalancers![0]!;
      assert.match(DNSName!, /^tcp-[0-9a-f]+\.elb\.eu-central-1\.amazonaws\.com$/);
      assert.equal(CanonicalHostedZoneId, "Z3F0SRJ5LGBH90");
      const [found] = await interfacesOf(`ELB net/tcp/${LoadBalancerArn!.split("/").at(-1)}`);
      assert.deepEqual([found?.PrivateIpAddress, found?.InterfaceType], ["10.7.1.99", "network_load_balancer"]);
      const again = await elb().send(new DescribeLoadBalancersCommand({ Names: ["tcp"] }));
      assert.equal(
        again.LoadBalancers![0]!.AvailabilityZones![0]!.LoadBalancerAddresses![0]!.PrivateIPv4Address,
        "10.7.1.99",
      );
    });
    it("makes nothing when an address is in use, and refuses a second one of a name", async () => {
      const order = (name: string, address: string) =>
        elb().send(
          new CreateLoadBalancerCommand({
            Name: name,
            Type: "network",
            Scheme: "internal",
            SubnetMappings: [{ SubnetId: network.subnetId, PrivateIPv4Address: address }],
          }),
        );
      await network.makeInterface("10.7.1.101");
      await assert.rejects(order("clash", "10.7.1.101"), awsError("InvalidIPAddress.InUse"));
      await assert.rejects(
        elb().send(new DescribeLoadBalancersCommand({ Names: ["clash"] })),
        awsError("LoadBalancerNotFoundException"),
      );
      await order("twice", "10.7.1.102");
      await assert.rejects(order("twice", "10.7.1.103"), awsError("DuplicateLoadBalancerNameException"));
    });
  });

  it("names a mount target's interface after it", async () => {
    const efs = new EFSClient(clientOf(running().front.endpoint));
    const { FileSystemId } = await efs.send(new CreateFileSystemCommand({ CreationToken: "t" }));
    const target = await efs.send(new CreateMountTargetCommand({ FileSystemId, SubnetId: network.subnetId }));
    const found = await network.describeInterface(target.NetworkInterfaceId!);
    assert.equal(found.Description, `EFS mount target for ${FileSystemId} (${target.MountTargetId})`);
    assert.equal(found.PrivateIpAddress, target.IpAddress);
    assert.equal(found.Status, "in-use");
  });
});
