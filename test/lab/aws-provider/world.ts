import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { CreateTagsCommand, EC2Client, RegisterImageCommand } from "@aws-sdk/client-ec2";
import { EFSClient } from "@aws-sdk/client-efs";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { IAMClient } from "@aws-sdk/client-iam";
import { ImagebuilderClient } from "@aws-sdk/client-imagebuilder";
import { Route53Client } from "@aws-sdk/client-route-53";
import { S3Client } from "@aws-sdk/client-s3";
import type { Properties } from "../../../lab/aws-provider/property-values";
import { document } from "../front/image-builder/image-parts";
import { startProvider } from "./provider-client";
import type { ImageParts, World } from "./resource-case";

const trust =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}';

async function makeImageParts(
  make: (type: string, given: Properties) => Promise<string>,
  instanceProfileName: string,
): Promise<ImageParts> {
  const component = (name: string) =>
    make("aws:imagebuilder/component:Component", {
      name,
      version: "1.0.0",
      platform: "Linux",
      data: document("true"),
    });
  const recipe = (name: string, componentArn: string) =>
    make("aws:imagebuilder/imageRecipe:ImageRecipe", {
      name,
      version: "1.0.0",
      parentImage: "ssm:/aws/service/debian/release/13/latest/arm64",
      components: [{ componentArn }],
    });
  const [componentArn, otherComponentArn] = [await component("world"), await component("other-world")];
  return {
    componentArn,
    otherComponentArn,
    recipeArn: await recipe("world", componentArn),
    otherRecipeArn: await recipe("other-world", otherComponentArn),
    infrastructureArn: await make("aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration", {
      name: "world",
      instanceProfileName,
    }),
    distributionArn: await make("aws:imagebuilder/distributionConfiguration:DistributionConfiguration", {
      name: "world",
      distributions: [
        {
          region: "eu-central-1",
          amiDistributionConfiguration: { name: "world-{{ imagebuilder:buildDate }}" },
        },
      ],
    }),
  };
}

/** Makes, by the provider itself, what the cases stand on. */
export async function makeWorld(endpoint: string, region: string): Promise<World> {
  const provider = await startProvider(endpoint, region);
  const make = async (type: string, given: Properties): Promise<string> =>
    (await provider.create(type, await provider.inputs(type, given))).id;
  const client = { endpoint, region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const ec2 = new EC2Client(client);
  const vpcId = await make("aws:ec2/vpc:Vpc", { cidrBlock: "10.80.0.0/16" });
  const otherVpcId = await make("aws:ec2/vpc:Vpc", { cidrBlock: "10.81.0.0/16" });
  const subnet = (cidrBlock: string, zone: string) =>
    make("aws:ec2/subnet:Subnet", { vpcId, cidrBlock, availabilityZone: `${region}${zone}` });
  const subnetA = await subnet("10.80.1.0/24", "a");
  const subnetB = await subnet("10.80.2.0/24", "b");
  const roleName = await make("aws:iam/role:Role", { name: "world", assumeRolePolicy: trust });
  const profileName = await make("aws:iam/instanceProfile:InstanceProfile", { name: "one", role: roleName });
  const image = await ec2.send(
    new RegisterImageCommand({ Name: "forwarder", Architecture: "arm64", RootDeviceName: "/dev/xvda" }),
  );
  const imageId = image.ImageId ?? "";
  await ec2.send(new CreateTagsCommand({ Resources: [imageId], Tags: [{ Key: "kind", Value: "forwarder" }] }));
  const group = (name: string) => make("aws:ec2/securityGroup:SecurityGroup", { vpcId, name });
  const zoneId = await make("aws:route53/zone:Zone", { name: "cloud.acmecorp.com", vpcs: [{ vpcId }] });
  const target = { zoneId, name: "target.cloud.acmecorp.com", type: "A", ttl: 60, records: ["10.80.1.1"] };
  await make("aws:route53/record:Record", target);
  const dhcp = (address: string) => make("aws:ec2/vpcDhcpOptions:VpcDhcpOptions", { domainNameServers: [address] });
  const address = (subnetId: string, privateIp: string) =>
    make("aws:ec2/networkInterface:NetworkInterface", { subnetId, privateIps: [privateIp] });
  const slotInterfaceId = await address(subnetA, "10.80.1.201");
  return {
    provider,
    autoScaling: new AutoScalingClient(client),
    cloudWatch: new CloudWatchClient(client),
    cloudWatchLogs: new CloudWatchLogsClient(client),
    ec2,
    efs: new EFSClient(client),
    elb: new ElasticLoadBalancingV2Client(client),
    iam: new IAMClient(client),
    imageBuilder: new ImagebuilderClient(client),
    imageParts: await makeImageParts(make, profileName),
    route53: new Route53Client(client),
    s3: new S3Client({ ...client, forcePathStyle: true }),
    vpcId,
    otherVpcId,
    subnetA,
    subnetB,
    groupId: await group("one"),
    otherGroupId: await group("other"),
    routeTableId: await make("aws:ec2/routeTable:RouteTable", { vpcId }),
    otherRouteTableId: await make("aws:ec2/routeTable:RouteTable", { vpcId }),
    internetGatewayId: await make("aws:ec2/internetGateway:InternetGateway", { vpcId }),
    vpnGatewayId: await make("aws:ec2/vpnGateway:VpnGateway", {}),
    roleName,
    profileName,
    otherProfileName: await make("aws:iam/instanceProfile:InstanceProfile", { name: "other", role: roleName }),
    zoneId,
    imageId,
    fileSystemId: await make("aws:efs/fileSystem:FileSystem", {}),
    dhcpOptionsId: await dhcp("10.80.1.53"),
    otherDhcpOptionsId: await dhcp("10.80.2.53"),
    interfaceId: await address(subnetA, "10.80.1.200"),
    slotInterfaceId,
    templateId: await make("aws:ec2/launchTemplate:LaunchTemplate", {
      name: "world",
      imageId,
      instanceType: "t4g.small",
      networkInterfaces: [{ deviceIndex: 0, networkInterfaceId: slotInterfaceId, deleteOnTermination: "false" }],
    }),
    bucketName: await make("aws:s3/bucket:Bucket", { bucket: "world" }),
    otherBucketName: await make("aws:s3/bucket:Bucket", { bucketPrefix: "other-" }),
  };
}

export async function endWorld(world: World): Promise<void> {
  const { autoScaling, cloudWatch, cloudWatchLogs, ec2, efs, elb, iam, imageBuilder, route53, s3 } = world;
  const clients = [autoScaling, cloudWatch, cloudWatchLogs, ec2, efs, elb, iam, imageBuilder, route53, s3];
  for (const client of clients) client.destroy();
  await world.provider.end();
}
