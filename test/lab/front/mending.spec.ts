import assert from "node:assert/strict";
import {
  AttachNetworkInterfaceCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  CreateNetworkInterfaceCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DeleteNetworkInterfaceCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DescribeImagesCommand,
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeVolumesCommand,
  DetachNetworkInterfaceCommand,
  type Instance,
  ModifyInstanceMetadataOptionsCommand,
  type NetworkInterface,
  RegisterImageCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { CreateFileSystemCommand, CreateMountTargetCommand, EFSClient } from "@aws-sdk/client-efs";
import {
  CreateLoadBalancerCommand,
  DeleteLoadBalancerCommand,
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { awsError, clientOf, region, withFront } from "./running-front";

describe("what the front mends in moto's EC2 and load balancers", () => {
  const running = withFront();
  let vpcId: string;
  let subnetId: string;
  let otherSubnetId: string;
  let imageId: string;
  let groups = 0;

  before(async () => {
    const { ec2 } = running();
    vpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: "10.7.0.0/16" }))).Vpc!.VpcId!;
    const subnet = async (cidr: string, zone: string) =>
      (await ec2.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: cidr, AvailabilityZone: `${region}${zone}` })))
        .Subnet!.SubnetId!;
    subnetId = await subnet("10.7.1.0/24", "a");
    otherSubnetId = await subnet("10.7.2.0/24", "b");
    imageId = (await ec2.send(new RegisterImageCommand({ Name: "forwarder", RootDeviceName: "/dev/xvda" }))).ImageId!;
  });

  const makeInterface = async (address?: string, subnet = subnetId): Promise<NetworkInterface> =>
    (
      await running().ec2.send(
        new CreateNetworkInterfaceCommand({ SubnetId: subnet, ...(address && { PrivateIpAddress: address }) }),
      )
    ).NetworkInterface!;
  const describeInterface = async (id: string): Promise<NetworkInterface> =>
    (await running().ec2.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [id] })))
      .NetworkInterfaces![0]!;
  const run = async (input: Partial<RunInstancesCommandInput>): Promise<Instance> =>
    (await running().ec2.send(new RunInstancesCommand({ ImageId: imageId, MinCount: 1, MaxCount: 1, ...input })))
      .Instances![0]!;
  const runOn = (interfaceId: string) =>
    run({ NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: interfaceId }] });
  const describe1 = async (id: string): Promise<Instance> =>
    (await running().ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }))).Reservations![0]!.Instances![0]!;
  const terminate = (id: string) => running().ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
  const makeGroup = async (): Promise<string> =>
    (
      await running().ec2.send(
        new CreateSecurityGroupCommand({ GroupName: `g${groups++}`, Description: "test", VpcId: vpcId }),
      )
    ).GroupId!;

  describe("addresses", () => {
    it("refuses an address that is in use", async () => {
      await makeInterface("10.7.1.20");
      await assert.rejects(makeInterface("10.7.1.20"), awsError("InvalidIPAddress.InUse", "10.7.1.20 is in use"));
    });
    it("refuses an address outside the subnet", async () => {
      await assert.rejects(makeInterface("10.7.9.20"), awsError("InvalidParameterValue", "subnet's address range"));
    });
    for (const reserved of [0, 1, 2, 3, 255]) {
      it(`refuses the reserved address .${reserved}`, async () => {
        await assert.rejects(makeInterface(`10.7.1.${reserved}`), awsError("InvalidParameterValue", "reserved"));
      });
    }
    it("takes the first and the last address that are not reserved", async () => {
      const { Subnet } = await running().ec2.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: "10.7.5.0/24" }));
      for (const address of ["10.7.5.4", "10.7.5.254"]) {
        assert.equal((await makeInterface(address, Subnet?.SubnetId)).PrivateIpAddress, address);
      }
    });
    it("picks addresses that are free and not reserved, until there are none", async () => {
      const { ec2 } = running();
      const small = (await ec2.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: "10.7.3.0/28" }))).Subnet!;
      const picked = new Set<string>();
      for (let count = 0; count < 11; count++)
        picked.add((await makeInterface(undefined, small.SubnetId)).PrivateIpAddress!);
      assert.deepEqual([...picked].sort(), Array.from({ length: 11 }, (_, at) => `10.7.3.${at + 4}`).sort());
      await assert.rejects(makeInterface(undefined, small.SubnetId), awsError("InsufficientFreeAddressesInSubnet"));
    });
    it("gives an interface endpoint addresses of its subnets", async () => {
      const { ec2 } = running();
      const { VpcEndpoint } = await ec2.send(
        new CreateVpcEndpointCommand({
          VpcId: vpcId,
          VpcEndpointType: "Interface",
          ServiceName: `com.amazonaws.${region}.ssm`,
          SubnetIds: [subnetId],
        }),
      );
      const { PrivateIpAddress } = await describeInterface(VpcEndpoint!.NetworkInterfaceIds![0]!);
      assert.match(PrivateIpAddress!, /^10\.7\.1\./);
    });
    it("refuses a security group that does not exist", async () => {
      const order = new CreateNetworkInterfaceCommand({ SubnetId: subnetId, Groups: ["sg-0123456789abcdef0"] });
      await assert.rejects(running().ec2.send(order), awsError("InvalidGroup.NotFound"));
    });
  });

  describe("interfaces and instances", () => {
    it("launches on a given interface, which is kept when the instance ends and can be taken again", async () => {
      const given = await makeInterface("10.7.2.10", otherSubnetId);
      const first = await runOn(given.NetworkInterfaceId!);
      assert.equal(first.PrivateIpAddress, "10.7.2.10");
      assert.equal(first.SubnetId, otherSubnetId);
      assert.equal(first.Placement?.AvailabilityZone, `${region}b`);
      assert.equal(first.PublicIpAddress, undefined);
      const attached = await describeInterface(given.NetworkInterfaceId!);
      assert.equal(attached.Status, "in-use");
      assert.equal(attached.Attachment?.InstanceId, first.InstanceId);
      assert.equal(attached.Attachment?.DeleteOnTermination, false);

      await terminate(first.InstanceId!);
      const free = await describeInterface(given.NetworkInterfaceId!);
      assert.equal(free.Status, "available");
      assert.equal(free.Attachment, undefined);
      const dead = await describe1(first.InstanceId!);
      assert.equal(dead.State?.Name, "terminated");
      assert.deepEqual(dead.NetworkInterfaces, []);

      const second = await runOn(given.NetworkInterfaceId!);
      assert.equal(second.PrivateIpAddress, "10.7.2.10");
    });
    it("refuses to launch on an interface that is in use, and leaves nothing behind", async () => {
      const given = await makeInterface();
      await runOn(given.NetworkInterfaceId!);
      const before = (await running().ec2.send(new DescribeInstancesCommand({}))).Reservations!.length;
      await assert.rejects(runOn(given.NetworkInterfaceId!), awsError("InvalidNetworkInterface.InUse"));
      assert.equal((await running().ec2.send(new DescribeInstancesCommand({}))).Reservations!.length, before);
    });
    it("refuses a launch with an address in use, and leaves nothing behind", async () => {
      const taken = await makeInterface();
      const before = (await running().ec2.send(new DescribeInstancesCommand({}))).Reservations!.length;
      const order = run({ SubnetId: subnetId, PrivateIpAddress: taken.PrivateIpAddress });
      await assert.rejects(order, awsError("InvalidIPAddress.InUse"));
      assert.equal((await running().ec2.send(new DescribeInstancesCommand({}))).Reservations!.length, before);
    });
    it("deletes the interface that an instance made for itself, and its address is free again", async () => {
      const instance = await run({ SubnetId: subnetId, PrivateIpAddress: "10.7.1.77" });
      const own = instance.NetworkInterfaces![0]!.NetworkInterfaceId!;
      assert.equal((await describeInterface(own)).Attachment?.DeleteOnTermination, true);
      await terminate(instance.InstanceId!);
      await assert.rejects(describeInterface(own), awsError("InvalidNetworkInterfaceID.NotFound"));
      assert.equal((await run({ SubnetId: subnetId, PrivateIpAddress: "10.7.1.77" })).PrivateIpAddress, "10.7.1.77");
    });
    it("neither deletes nor attaches an attached interface, nor detaches the primary one", async () => {
      const { ec2 } = running();
      const given = await makeInterface();
      const id = given.NetworkInterfaceId!;
      await runOn(id);
      const other = await run({ SubnetId: subnetId });
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
      const attachment = (await describeInterface(id)).Attachment!.AttachmentId;
      await assert.rejects(
        ec2.send(new DetachNetworkInterfaceCommand({ AttachmentId: attachment })),
        awsError("OperationNotPermitted"),
      );
    });
    it("attaches a second interface, detaches and deletes it", async () => {
      const { ec2 } = running();
      const instance = await run({ SubnetId: subnetId });
      const id = (await makeInterface()).NetworkInterfaceId!;
      const attach = (index: number) =>
        new AttachNetworkInterfaceCommand({
          NetworkInterfaceId: id,
          InstanceId: instance.InstanceId,
          DeviceIndex: index,
        });
      await assert.rejects(ec2.send(attach(0)), awsError("InvalidParameterValue", "device index '0'"));
      const { AttachmentId } = await ec2.send(attach(1));
      assert.equal((await describe1(instance.InstanceId!)).NetworkInterfaces!.length, 2);
      await ec2.send(new DetachNetworkInterfaceCommand({ AttachmentId }));
      await ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId: id }));
    });
    it("shows the groups of an instance's interface as the instance's", async () => {
      const group = await makeGroup();
      const { NetworkInterface } = await running().ec2.send(
        new CreateNetworkInterfaceCommand({ SubnetId: subnetId, Groups: [group] }),
      );
      const instance = await runOn(NetworkInterface!.NetworkInterfaceId!);
      assert.deepEqual(
        (await describe1(instance.InstanceId!)).SecurityGroups?.map(({ GroupId }) => GroupId),
        [group],
      );
    });
  });

  describe("dependencies", () => {
    it("does not delete a subnet that has an interface", async () => {
      const { ec2 } = running();
      const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: "10.7.4.0/24" }));
      const { NetworkInterfaceId } = await makeInterface(undefined, Subnet!.SubnetId);
      const order = new DeleteSubnetCommand({ SubnetId: Subnet!.SubnetId });
      await assert.rejects(ec2.send(order), awsError("DependencyViolation"));
      await ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }));
      await ec2.send(order);
    });
    it("does not delete a security group that an interface or another group's rule names", async () => {
      const { ec2 } = running();
      const used = await makeGroup();
      const named = await makeGroup();
      const naming = await makeGroup();
      const { NetworkInterface } = await ec2.send(
        new CreateNetworkInterfaceCommand({ SubnetId: subnetId, Groups: [used] }),
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

  describe("images", () => {
    it("refuses an image that does not exist, and a text that is no image id", async () => {
      await assert.rejects(
        run({ ImageId: "ami-0123456789abcdef0", SubnetId: subnetId }),
        awsError("InvalidAMIID.NotFound"),
      );
      await assert.rejects(run({ ImageId: "debian", SubnetId: subnetId }), awsError("InvalidAMIID.Malformed"));
    });
    it("keeps tags, architecture, root device, volumes and IMDS support of a registered image", async () => {
      const { ec2 } = running();
      const { ImageId } = await ec2.send(
        new RegisterImageCommand({
          Name: "forwarder-arm64",
          Architecture: "arm64",
          RootDeviceName: "/dev/sdb1",
          VirtualizationType: "hvm",
          ImdsSupport: "v2.0",
          EnaSupport: true,
          BlockDeviceMappings: [{ DeviceName: "/dev/sdb1", Ebs: { VolumeSize: 3, VolumeType: "gp3" } }],
          TagSpecifications: [{ ResourceType: "image", Tags: [{ Key: "content-hash", Value: "abc" }] }],
        }),
      );
      const { Images } = await ec2.send(
        new DescribeImagesCommand({ Filters: [{ Name: "tag:content-hash", Values: ["abc"] }] }),
      );
      assert.deepEqual(
        Images!.map((image) => [
          image.ImageId,
          image.Architecture,
          image.RootDeviceName,
          image.ImdsSupport,
          image.EnaSupport,
        ]),
        [[ImageId, "arm64", "/dev/sdb1", "v2.0", true]],
      );
      assert.equal(Images![0]!.BlockDeviceMappings![0]!.Ebs!.VolumeSize, 3);
      assert.deepEqual(Images![0]!.Tags, [{ Key: "content-hash", Value: "abc" }]);
    });
    it("refuses a second image of one name", async () => {
      await assert.rejects(
        running().ec2.send(new RegisterImageCommand({ Name: "forwarder" })),
        awsError("InvalidAMIName.Duplicate"),
      );
    });
  });

  describe("attributes of an instance", () => {
    it("shows user data, protection, shutdown behaviour, metadata options and the encrypted volume it was launched with", async () => {
      const { ec2 } = running();
      const userData = Buffer.from("#!/bin/sh\necho hello\n").toString("base64");
      const instance = await run({
        SubnetId: subnetId,
        UserData: userData,
        DisableApiTermination: true,
        InstanceInitiatedShutdownBehavior: "terminate",
        MetadataOptions: {
          HttpTokens: "required",
          HttpEndpoint: "enabled",
          HttpPutResponseHopLimit: 1,
          InstanceMetadataTags: "enabled",
        },
        BlockDeviceMappings: [
          {
            DeviceName: "/dev/xvda",
            Ebs: { Encrypted: true, VolumeType: "gp3", VolumeSize: 8, DeleteOnTermination: true },
          },
        ],
      });
      const InstanceId = instance.InstanceId!;
      const attribute = (Attribute: "userData" | "disableApiTermination" | "instanceInitiatedShutdownBehavior") =>
        ec2.send(new DescribeInstanceAttributeCommand({ InstanceId, Attribute }));
      assert.equal((await attribute("userData")).UserData?.Value, userData);
      assert.equal((await attribute("disableApiTermination")).DisableApiTermination?.Value, true);
      assert.equal(
        (await attribute("instanceInitiatedShutdownBehavior")).InstanceInitiatedShutdownBehavior?.Value,
        "terminate",
      );
      await assert.rejects(terminate(InstanceId), awsError("OperationNotPermitted"));

      await ec2.send(new ModifyInstanceMetadataOptionsCommand({ InstanceId, HttpPutResponseHopLimit: 2 }));
      const { MetadataOptions, RootDeviceName, BlockDeviceMappings } = await describe1(InstanceId);
      assert.deepEqual(
        [MetadataOptions?.HttpTokens, MetadataOptions?.HttpPutResponseHopLimit, MetadataOptions?.InstanceMetadataTags],
        ["required", 2, "enabled"],
      );
      assert.equal(RootDeviceName, "/dev/xvda");
      const { Volumes } = await ec2.send(
        new DescribeVolumesCommand({ VolumeIds: [BlockDeviceMappings![0]!.Ebs!.VolumeId!] }),
      );
      assert.deepEqual([Volumes![0]!.Encrypted, Volumes![0]!.VolumeType], [true, "gp3"]);
    });
    it("puts the volume of an instance that names none where its image has its root", async () => {
      const instance = await run({ SubnetId: subnetId });
      assert.deepEqual(
        (await describe1(instance.InstanceId!)).BlockDeviceMappings?.map(({ DeviceName }) => DeviceName),
        ["/dev/xvda"],
      );
    });
  });

  describe("launch templates", () => {
    it("launches with all that the template says, and a new version starts from the one it names", async () => {
      const { ec2, front } = running();
      const iam = new IAMClient(clientOf(front.endpoint));
      await iam.send(new CreateRoleCommand({ RoleName: "forwarder", AssumeRolePolicyDocument: "{}" }));
      await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: "forwarder" }));
      await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: "forwarder", RoleName: "forwarder" }));
      const given = (await makeInterface("10.7.1.88")).NetworkInterfaceId!;
      const { LaunchTemplate } = await ec2.send(
        new CreateLaunchTemplateCommand({
          LaunchTemplateName: "forwarder",
          LaunchTemplateData: {
            ImageId: imageId,
            NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: given }],
            MetadataOptions: { HttpTokens: "required" },
            IamInstanceProfile: { Name: "forwarder" },
            BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { Encrypted: true, VolumeSize: 9 } }],
          },
        }),
      );
      const id = LaunchTemplate!.LaunchTemplateId!;
      await ec2.send(
        new CreateLaunchTemplateVersionCommand({
          LaunchTemplateId: id,
          SourceVersion: "1",
          LaunchTemplateData: { InstanceType: "t3.micro" },
        }),
      );
      const { LaunchTemplateVersions } = await ec2.send(
        new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: id, Versions: ["2"] }),
      );
      const data = LaunchTemplateVersions![0]!.LaunchTemplateData!;
      assert.deepEqual(
        [data.ImageId, data.InstanceType, data.MetadataOptions?.HttpTokens],
        [imageId, "t3.micro", "required"],
      );

      const instance = (
        await ec2.send(
          new RunInstancesCommand({ MinCount: 1, MaxCount: 1, LaunchTemplate: { LaunchTemplateId: id, Version: "2" } }),
        )
      ).Instances![0]!;
      const seen = await describe1(instance.InstanceId!);
      assert.equal(seen.PrivateIpAddress, "10.7.1.88");
      assert.equal(seen.InstanceType, "t3.micro");
      assert.equal(seen.MetadataOptions?.HttpTokens, "required");
      assert.match(seen.IamInstanceProfile?.Arn ?? "", /instance-profile\/forwarder$/);
      assert.equal(seen.BlockDeviceMappings?.length, 1);
    });
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
        new CreateLoadBalancerCommand({ Name: "web", Scheme: "internal", Subnets: [subnetId, otherSubnetId] }),
      );
      const { LoadBalancerArn, DNSName, CanonicalHostedZoneId } = LoadBalancers![0]!;
      assert.match(DNSName!, /^internal-web-\d+\.eu-central-1\.elb\.amazonaws\.com$/);
      assert.equal(CanonicalHostedZoneId, "Z215JYRZR1TBD5");
      const text = `ELB app/web/${LoadBalancerArn!.split("/").at(-1)}`;
      const interfaces = await interfacesOf(text);
      assert.deepEqual(interfaces.map(({ SubnetId }) => SubnetId).sort(), [subnetId, otherSubnetId].sort());
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
          SubnetMappings: [{ SubnetId: subnetId, PrivateIPv4Address: "10.7.1.99" }],
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
            SubnetMappings: [{ SubnetId: subnetId, PrivateIPv4Address: address }],
          }),
        );
      await makeInterface("10.7.1.101");
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
    const target = await efs.send(new CreateMountTargetCommand({ FileSystemId, SubnetId: subnetId }));
    const found = await describeInterface(target.NetworkInterfaceId!);
    assert.equal(found.Description, `EFS mount target for ${FileSystemId} (${target.MountTargetId})`);
    assert.equal(found.PrivateIpAddress, target.IpAddress);
    assert.equal(found.Status, "in-use");
  });
});
