import {
  DescribeDhcpOptionsCommand,
  DescribeImagesCommand,
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
  DescribeVpnGatewaysCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { DescribeFileSystemsCommand, DescribeMountTargetsCommand, EFSClient } from "@aws-sdk/client-efs";
import { DescribeLoadBalancersCommand, ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { GetInstanceProfileCommand, GetRoleCommand, IAMClient, ListInstanceProfilesCommand } from "@aws-sdk/client-iam";

/** All that an emulated account holds, by kind, as AWS shows it. */
export interface EmulatorContents {
  readonly [kind: string]: readonly { readonly [property: string]: unknown }[];
}

/** Reads it by the services' own calls, without what every account has from the beginning. */
export async function emulatorContents(endpoint: string, region: string): Promise<EmulatorContents> {
  const settings = { endpoint, region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const ec2 = new EC2Client(settings);
  const efs = new EFSClient(settings);
  const balancers = new ElasticLoadBalancingV2Client(settings);
  const iam = new IAMClient(settings);
  try {
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
    const vpcs = Vpcs.filter(({ IsDefault }) => !IsDefault);
    const Filters = [{ Name: "vpc-id", Values: vpcs.map(({ VpcId }) => VpcId!) }];
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
    const ofGroups = { Filters: [{ Name: "group-id", Values: SecurityGroups.map(({ GroupId }) => GroupId!) }] };
    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
    const instances = Reservations.flatMap(({ Instances = [] }) => Instances);
    const { FileSystems = [] } = await efs.send(new DescribeFileSystemsCommand({}));
    const { InstanceProfiles = [] } = await iam.send(new ListInstanceProfilesCommand({}));
    const roles = InstanceProfiles.flatMap(({ Roles = [] }) => Roles.map(({ RoleName }) => RoleName!));
    const hasHostNames = ({ VpcId }: { VpcId?: string | undefined }) =>
      ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: "enableDnsHostnames" }));
    const userData = ({ InstanceId }: { InstanceId?: string | undefined }) =>
      ec2.send(new DescribeInstanceAttributeCommand({ InstanceId, Attribute: "userData" }));
    const contents = {
      image: (await ec2.send(new DescribeImagesCommand({ Owners: ["self"] }))).Images,
      vpc: await together(vpcs, async (vpc) => ({ ...vpc, hosts: (await hasHostNames(vpc)).EnableDnsHostnames })),
      subnet: (await ec2.send(new DescribeSubnetsCommand({ Filters }))).Subnets,
      routeTable: (await ec2.send(new DescribeRouteTablesCommand({ Filters }))).RouteTables,
      securityGroup: SecurityGroups.map(({ IpPermissions: _in, IpPermissionsEgress: _out, ...group }) => group),
      securityGroupRule: (await ec2.send(new DescribeSecurityGroupRulesCommand(ofGroups))).SecurityGroupRules,
      networkInterface: (await ec2.send(new DescribeNetworkInterfacesCommand({ Filters }))).NetworkInterfaces,
      instance: await together(instances, async (instance) => ({
        ...instance,
        userData: Buffer.from((await userData(instance)).UserData?.Value ?? "", "base64").toString(),
      })),
      dhcpOptions: (await ec2.send(new DescribeDhcpOptionsCommand({}))).DhcpOptions,
      peering: (await ec2.send(new DescribeVpcPeeringConnectionsCommand({}))).VpcPeeringConnections,
      vpnGateway: (await ec2.send(new DescribeVpnGatewaysCommand({}))).VpnGateways,
      loadBalancer: (await balancers.send(new DescribeLoadBalancersCommand({}))).LoadBalancers,
      fileSystem: FileSystems,
      mountTarget: (
        await together(FileSystems, ({ FileSystemId }) => efs.send(new DescribeMountTargetsCommand({ FileSystemId })))
      ).flatMap(({ MountTargets = [] }) => MountTargets),
      instanceProfile: await together(
        InstanceProfiles,
        async ({ InstanceProfileName }) =>
          (await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }))).InstanceProfile,
      ),
      role: await together(roles, async (RoleName) => (await iam.send(new GetRoleCommand({ RoleName }))).Role),
      zone: (await zones(endpoint)) as readonly object[],
    };
    return JSON.parse(JSON.stringify(contents)) as EmulatorContents;
  } finally {
    for (const client of [ec2, efs, balancers, iam]) client.destroy();
  }
}

async function zones(endpoint: string): Promise<unknown> {
  const answer = await fetch(`${endpoint}/_lab/route53`);
  return ((await answer.json()) as { zones: unknown }).zones;
}

const together = <From, To>(all: readonly From[], ask: (each: From) => Promise<To>): Promise<To[]> =>
  Promise.all(all.map(ask));

/**
 * A line for each property of each thing, e.g. `subnet hub-a CidrBlock "10.20.1.0/24"`, sorted: two accounts that hold the
 * same have the same lines.
 *
 * Ids stand there as the names of what they are of; what is otherwise left to chance or time is left out.
 */
export function contentLines(contents: EmulatorContents): readonly string[] {
  const names = namesOf(contents);
  const plain = (value: unknown): unknown => {
    if (typeof value === "string") {
      const policy = parsedPolicy(value);
      return policy === undefined ? replaceIds(value, names) : plain(policy);
    }
    if (Array.isArray(value)) return value.map(plain).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    if (typeof value !== "object" || value === null) return value;
    const kept = Object.entries(value).filter(([property]) => !LEFT_TO_CHANCE.test(property));
    return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => [name, plain(each)]));
  };
  return Object.entries(contents)
    .flatMap(([kind, things]) =>
      things.flatMap((thing) => {
        const { [ID[kind] ?? ""]: _, ...properties } = plain(thing) as { [property: string]: unknown };
        // What has no name is told from others of its kind by all that it is.
        const name = nameOf(kind, thing) ?? JSON.stringify(properties);
        return Object.entries(properties).map(
          ([property, value]) => `${kind} ${name} ${property} ${JSON.stringify(value)}`,
        );
      }),
    )
    .sort();
}

/** Where each kind has its id. */
const ID: { readonly [kind: string]: string } = {
  image: "ImageId",
  vpc: "VpcId",
  subnet: "SubnetId",
  routeTable: "RouteTableId",
  securityGroup: "GroupId",
  securityGroupRule: "SecurityGroupRuleId",
  networkInterface: "NetworkInterfaceId",
  instance: "InstanceId",
  dhcpOptions: "DhcpOptionsId",
  peering: "VpcPeeringConnectionId",
  vpnGateway: "VpnGatewayId",
  loadBalancer: "LoadBalancerArn",
  fileSystem: "FileSystemId",
  mountTarget: "MountTargetId",
  zone: "id",
};

/** Names that somebody picks by chance, times, and ids of no thing of its own. */
const LEFT_TO_CHANCE =
  /^(\w*Time\w*|\w*Date|Reservation\w*|AttachmentId|\w*AssociationId|VolumeId|ClientToken|MacAddress|CreationToken|LoadBalancerName|GroupName|RoleName|InstanceProfileName|RoleId|InstanceProfileId|Arn|\w+Arn|LastStatus|callerReference|KeyName)$/;

function namesOf(contents: EmulatorContents): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const [kind, things] of Object.entries(contents)) {
    for (const thing of things) {
      const id = thing[ID[kind] ?? ""];
      if (typeof id === "string") ids.set(id, `<${kind} ${nameOf(kind, thing) ?? ""}>`);
      for (const property of ["GroupName", "RoleName", "InstanceProfileName", "LoadBalancerName"]) {
        const name = thing[property];
        if (typeof name === "string" && name !== "default") ids.set(name, `<${kind} ${nameOf(kind, thing) ?? ""}>`);
      }
    }
  }
  for (const [text, name] of addressesGiven(contents, ids)) ids.set(text, name);
  return ids;
}

/** Addresses that AWS picks for its own services depend on who asks first, and so on whoever applies. */
function addressesGiven(contents: EmulatorContents, ids: ReadonlyMap<string, string>): [string, string][] {
  return (contents["networkInterface"] ?? [])
    .filter((each) => each["RequesterManaged"] === true)
    .flatMap((each) => {
      const name = `<address of ${replaceIds(String(each["Description"]), ids)} in ${ids.get(String(each["SubnetId"]))}>`;
      const octets = String(each["PrivateIpAddress"]).split(".");
      const forms = [octets.join("."), octets.join("-"), `${octets.toReversed().join(".")}.in-addr.arpa`];
      return forms.map((form): [string, string] => [form, name]);
    });
}

/** In the name of an image that Image Builder has built. */
const BUILD_DATE = /\d{4}-\d\d-\d\dT\d\d-\d\d-[\d.]+Z/;

function nameOf(kind: string, thing: { readonly [property: string]: unknown }): string | undefined {
  if (kind === "zone") return String(thing["name"]);
  if (kind === "image") return String(thing["Name"]).replace(BUILD_DATE, "DATE");
  const tags = (thing["Tags"] ?? thing["TagSet"] ?? []) as { Key: string; Value: string }[];
  return tags.find(({ Key }) => Key === "Name")?.Value;
}

function replaceIds(text: string, names: ReadonlyMap<string, string>): string {
  const whole = names.get(text);
  if (whole !== undefined) return whole;
  const named = [...names].reduce((result, [id, name]) => result.replaceAll(id, name), text);
  // What is left over are numbers that are nobody's name, e.g. in the names of a load balancer and a bucket.
  return named.replace(BUILD_DATE, "DATE").replace(/(?<=[-/])[0-9a-f]{8,26}\b/g, "NUMBER");
}

/** A policy's text is free in its order; IAM shows it with escapes, too. */
function parsedPolicy(text: string): unknown {
  const policy = text.startsWith("%7B") ? decodeURIComponent(text) : text;
  return policy.startsWith('{"') ? JSON.parse(policy) : undefined;
}
