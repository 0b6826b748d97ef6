import { DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import {
  DescribeInstancesCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeRouteTablesCommand,
  DescribeVpcEndpointsCommand,
} from "@aws-sdk/client-ec2";
import { ListAttachedRolePoliciesCommand } from "@aws-sdk/client-iam";
import { type ResourceCase, tagsOf, type World } from "./resource-case";

const tags = { Name: "a", team: "net" };
const base64 = (text: string) => Buffer.from(text).toString("base64");

async function findTemplate(id: string, { ec2 }: World) {
  const LaunchTemplateIds = [id];
  const template = (await ec2.send(new DescribeLaunchTemplatesCommand({ LaunchTemplateIds }))).LaunchTemplates?.[0];
  const answer = await ec2.send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: id, Versions: ["$Latest"] }),
  );
  const version = answer.LaunchTemplateVersions?.[0];
  const data = version?.LaunchTemplateData;
  const volume = data?.BlockDeviceMappings?.[0]?.Ebs;
  return {
    versions: `${template?.LatestVersionNumber}, default ${template?.DefaultVersionNumber}`,
    description: version?.VersionDescription,
    image: data?.ImageId,
    type: data?.InstanceType,
    profile: data?.IamInstanceProfile?.Name,
    interfaces: data?.NetworkInterfaces?.map((each) => `${each.NetworkInterfaceId} ${each.DeleteOnTermination}`),
    tokens: data?.MetadataOptions?.HttpTokens,
    shutdown: data?.InstanceInitiatedShutdownBehavior,
    userData: Buffer.from(data?.UserData ?? "", "base64").toString(),
    volume: volume && `${volume.VolumeType} ${volume.Encrypted}`,
    instanceTags: tagsOf(data?.TagSpecifications?.[0]?.Tags),
    tags: tagsOf(template?.Tags),
  };
}

async function findGroup(name: string, { autoScaling, ec2 }: World) {
  const call = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] });
  const group = (await autoScaling.send(call)).AutoScalingGroups?.[0];
  const InstanceIds = (group?.Instances ?? []).flatMap(({ InstanceId }) => InstanceId ?? []);
  const addresses =
    InstanceIds.length === 0
      ? []
      : (await ec2.send(new DescribeInstancesCommand({ InstanceIds }))).Reservations?.flatMap(({ Instances }) =>
          (Instances ?? []).map(({ PrivateIpAddress }) => PrivateIpAddress),
        );
  return {
    sizes: [group?.MinSize, group?.MaxSize, group?.DesiredCapacity],
    zones: group?.AvailabilityZones,
    version: group?.LaunchTemplate?.Version,
    grace: group?.HealthCheckGracePeriod,
    maintenance: group?.InstanceMaintenancePolicy?.MaxHealthyPercentage,
    suspended: group?.SuspendedProcesses?.map(({ ProcessName }) => ProcessName),
    tags: (group?.Tags ?? []).map(({ Key, Value, PropagateAtLaunch }) => `${Key}=${Value} ${PropagateAtLaunch}`),
    addresses,
  };
}

export const groupCases: readonly ResourceCase[] = [
  {
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    given: ({ imageId, profileName, interfaceId }) => ({
      description: "forwarder a",
      imageId,
      instanceType: "t4g.small",
      iamInstanceProfile: { name: profileName },
      networkInterfaces: [{ deviceIndex: 0, networkInterfaceId: interfaceId, deleteOnTermination: "false" }],
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true", volumeType: "gp3" } }],
      instanceInitiatedShutdownBehavior: "terminate",
      userData: base64("#!/bin/sh\necho ä\n"),
      updateDefaultVersion: true,
      tagSpecifications: [
        { resourceType: "instance", tags: { Name: "a" } },
        { resourceType: "volume", tags: { Name: "a" } },
      ],
      tags,
    }),
    described: ({ id }, world) => findTemplate(id, world),
    expected: ({ imageId, profileName, interfaceId }) => ({
      versions: "1, default 1",
      description: "forwarder a",
      image: imageId,
      type: "t4g.small",
      profile: profileName,
      interfaces: [`${interfaceId} false`],
      tokens: "required",
      shutdown: "terminate",
      userData: "#!/bin/sh\necho ä\n",
      volume: "gp3 true",
      instanceTags: { Name: "a" },
      tags,
    }),
    outputs: ["arn", "defaultVersion", "latestVersion", "name"],
    inPlace: {
      change: () => ({
        userData: base64("second"),
        metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 2 },
        blockDeviceMappings: [],
        tagSpecifications: [{ resourceType: "instance", tags: { Name: "b" } }],
        tags: { Name: "b" },
      }),
      changed: ["blockDeviceMappings", "metadataOptions", "tagSpecifications", "tags", "userData"],
      expected: ({ imageId, profileName, interfaceId }) => ({
        versions: "2, default 2",
        description: "forwarder a",
        image: imageId,
        type: "t4g.small",
        profile: profileName,
        interfaces: [`${interfaceId} false`],
        tokens: "required",
        shutdown: "terminate",
        userData: "second",
        volume: undefined,
        instanceTags: { Name: "b" },
        tags: { Name: "b" },
      }),
    },
    replacing: { change: () => ({ name: "another" }), names: ["name"] },
  },
  {
    type: "aws:autoscaling/group:Group",
    given: ({ templateId }) => ({
      minSize: 1,
      maxSize: 1,
      desiredCapacity: 1,
      availabilityZones: ["eu-central-1a"],
      launchTemplate: { id: templateId, version: "$Latest" },
      healthCheckType: "EC2",
      healthCheckGracePeriod: 30,
      instanceMaintenancePolicy: { minHealthyPercentage: 0, maxHealthyPercentage: 100 },
      tags: [
        { key: "Name", value: "a", propagateAtLaunch: false },
        { key: "team", value: "net", propagateAtLaunch: true },
      ],
    }),
    described: ({ id }, world) => findGroup(id, world),
    expected: () => ({
      sizes: [1, 1, 1],
      zones: ["eu-central-1a"],
      version: "$Latest",
      grace: 30,
      maintenance: 100,
      suspended: [],
      tags: ["Name=a false", "team=net true"],
      addresses: ["10.80.1.201"],
    }),
    outputs: ["arn", "defaultCooldown", "healthCheckType", "name"],
    inPlace: {
      change: () => ({
        minSize: 0,
        desiredCapacity: 0,
        healthCheckGracePeriod: 60,
        suspendedProcesses: ["ReplaceUnhealthy"],
        tags: [{ key: "Name", value: "b", propagateAtLaunch: false }],
      }),
      changed: ["desiredCapacity", "healthCheckGracePeriod", "minSize", "suspendedProcesses", "tags"],
      expected: () => ({
        sizes: [0, 1, 0],
        zones: ["eu-central-1a"],
        version: "$Latest",
        grace: 60,
        maintenance: 100,
        suspended: ["ReplaceUnhealthy"],
        tags: ["Name=b false"],
        addresses: [],
      }),
    },
    replacing: { change: () => ({ name: "another" }), names: ["name"] },
  },
  {
    type: "aws:ec2/vpcEndpoint:VpcEndpoint",
    given: ({ vpcId, routeTableId }) => ({
      vpcId,
      serviceName: "com.amazonaws.eu-central-1.s3",
      vpcEndpointType: "Gateway",
      routeTableIds: [routeTableId],
      tags,
    }),
    async described({ id }, { ec2 }) {
      const answer = await ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [id] }));
      const found = answer.VpcEndpoints?.[0];
      const routes = new DescribeRouteTablesCommand({ Filters: [{ Name: "route.gateway-id", Values: [id] }] });
      const routed = (await ec2.send(routes)).RouteTables?.flatMap(({ RouteTableId }) => RouteTableId ?? []);
      return { service: found?.ServiceName, tables: found?.RouteTableIds, routed, tags: tagsOf(found?.Tags) };
    },
    expected: ({ routeTableId }) => ({
      service: "com.amazonaws.eu-central-1.s3",
      tables: [routeTableId],
      routed: [routeTableId],
      tags,
    }),
    outputs: ["arn", "state"],
    inPlace: {
      change: ({ otherRouteTableId }) => ({ routeTableIds: [otherRouteTableId], tags: { Name: "b" } }),
      changed: ["routeTableIds", "tags"],
      expected: ({ otherRouteTableId }) => ({
        service: "com.amazonaws.eu-central-1.s3",
        tables: [otherRouteTableId],
        routed: [otherRouteTableId],
        tags: { Name: "b" },
      }),
    },
    replacing: {
      change: () => ({ serviceName: "com.amazonaws.eu-central-1.dynamodb" }),
      names: ["serviceName"],
    },
  },
  {
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    given: ({ roleName }) => ({
      role: roleName,
      policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    }),
    async described(_resource, { iam, roleName }) {
      const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: roleName }));
      return AttachedPolicies?.map(({ PolicyName }) => PolicyName);
    },
    expected: () => ["AmazonSSMManagedInstanceCore"],
    replacing: {
      change: () => ({ policyArn: "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" }),
      names: ["policyArn"],
    },
  },
];
