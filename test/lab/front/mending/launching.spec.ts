import assert from "node:assert/strict";
import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DescribeImagesCommand,
  DescribeInstanceAttributeCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeVolumesCommand,
  ModifyInstanceMetadataOptionsCommand,
  RegisterImageCommand,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { awsError, clientOf, withFront } from "../running-front";
import { type SmallNetwork, smallNetwork } from "./small-network";

describe("what the front mends in moto's images and instances", () => {
  const running = withFront();
  let network: SmallNetwork;
  before(async () => {
    network = await smallNetwork(running());
  });

  describe("images", () => {
    it("refuses an image that does not exist, and a text that is no image id", async () => {
      await assert.rejects(
        network.run({ ImageId: "ami-0123456789abcdef0", SubnetId: network.subnetId }),
        awsError("InvalidAMIID.NotFound"),
      );
      await assert.rejects(
        network.run({ ImageId: "debian", SubnetId: network.subnetId }),
        awsError("InvalidAMIID.Malformed"),
      );
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
      const instance = await network.run({
        SubnetId: network.subnetId,
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
      await assert.rejects(network.terminate(InstanceId), awsError("OperationNotPermitted"));

      await ec2.send(new ModifyInstanceMetadataOptionsCommand({ InstanceId, HttpPutResponseHopLimit: 2 }));
      const { MetadataOptions, RootDeviceName, BlockDeviceMappings } = await network.describeInstance(InstanceId);
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
      const instance = await network.run({ SubnetId: network.subnetId });
      assert.deepEqual(
        (await network.describeInstance(instance.InstanceId!)).BlockDeviceMappings?.map(({ DeviceName }) => DeviceName),
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
      const given = (await network.makeInterface("10.7.1.88")).NetworkInterfaceId!;
      const { LaunchTemplate } = await ec2.send(
        new CreateLaunchTemplateCommand({
          LaunchTemplateName: "forwarder",
          LaunchTemplateData: {
            ImageId: network.imageId,
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
        [network.imageId, "t3.micro", "required"],
      );

      const instance = (
        await ec2.send(
          new RunInstancesCommand({ MinCount: 1, MaxCount: 1, LaunchTemplate: { LaunchTemplateId: id, Version: "2" } }),
        )
      ).Instances![0]!;
      const seen = await network.describeInstance(instance.InstanceId!);
      assert.equal(seen.PrivateIpAddress, "10.7.1.88");
      assert.equal(seen.InstanceType, "t3.micro");
      assert.equal(seen.MetadataOptions?.HttpTokens, "required");
      assert.match(seen.IamInstanceProfile?.Arn ?? "", /instance-profile\/forwarder$/);
      assert.equal(seen.BlockDeviceMappings?.length, 1);
    });
  });
});
