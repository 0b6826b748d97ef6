import {
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVolumesCommand,
} from "@aws-sdk/client-ec2";
import { type ResourceCase, tagsOf, type World } from "./resource-case";

const tags = { Name: "a", team: "net" };

async function findGroup(id: string, { ec2 }: World) {
  const found = (await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }))).SecurityGroups?.[0];
  const rules = (direction: "IpPermissions" | "IpPermissionsEgress") =>
    (found?.[direction] ?? []).flatMap((permission) => {
      const ports = `${permission.IpProtocol} ${permission.FromPort ?? "*"}-${permission.ToPort ?? "*"}`;
      return [
        ...(permission.IpRanges ?? []).map((range) => `${ports} ${range.CidrIp} ${range.Description ?? ""}`),
        ...(permission.Ipv6Ranges ?? []).map((range) => `${ports} ${range.CidrIpv6} ${range.Description ?? ""}`),
        ...(permission.UserIdGroupPairs ?? []).map((pair) => `${ports} ${pair.GroupId} ${pair.Description ?? ""}`),
      ];
    });
  return { vpcId: found?.VpcId, ingress: rules("IpPermissions").sort(), egress: rules("IpPermissionsEgress").sort() };
}

async function findInterface(id: string, { ec2 }: World) {
  const answer = await ec2.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [id] }));
  const found = answer.NetworkInterfaces?.[0];
  return {
    subnetId: found?.SubnetId,
    addresses: found?.PrivateIpAddresses?.map(({ PrivateIpAddress }) => PrivateIpAddress),
    groups: found?.Groups?.map(({ GroupId }) => GroupId).sort(),
    description: found?.Description,
    check: found?.SourceDestCheck,
    tags: tagsOf(found?.TagSet),
  };
}

async function findInstance(id: string, { ec2 }: World) {
  const answer = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  const found = answer.Reservations?.[0]?.Instances?.[0];
  const userData = await ec2.send(new DescribeInstanceAttributeCommand({ InstanceId: id, Attribute: "userData" }));
  const volumeId = found?.BlockDeviceMappings?.[0]?.Ebs?.VolumeId ?? "";
  const volume = (await ec2.send(new DescribeVolumesCommand({ VolumeIds: [volumeId] }))).Volumes?.[0];
  return {
    image: found?.ImageId,
    type: found?.InstanceType,
    interfaces: found?.NetworkInterfaces?.map((held) => `${held.Attachment?.DeviceIndex} ${held.NetworkInterfaceId}`),
    profile: found?.IamInstanceProfile?.Arn?.split("/").at(-1),
    tokens: found?.MetadataOptions?.HttpTokens,
    hops: found?.MetadataOptions?.HttpPutResponseHopLimit,
    userData: Buffer.from(userData.UserData?.Value ?? "", "base64").toString(),
    volume: `${volume?.VolumeType} ${volume?.Size} ${volume?.Encrypted}`,
    tags: tagsOf(found?.Tags),
  };
}

const ruleCases = (["Egress", "Ingress"] as const).map((direction): ResourceCase => {
  const side = direction === "Egress" ? "egress" : "ingress";
  return {
    type: `aws:vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`,
    given: ({ groupId }) => ({
      securityGroupId: groupId,
      ipProtocol: "udp",
      fromPort: 53,
      toPort: 53,
      cidrIpv4: "10.0.0.0/14",
      description: "headquarters",
      tags,
    }),
    async described({ outputs }, world) {
      return (await findGroup(String(outputs.securityGroupId), world))[side];
    },
    expected: () => ["udp 53-53 10.0.0.0/14 headquarters"],
    outputs: ["arn", "securityGroupRuleId"],
    inPlace: {
      change: () => ({ ipProtocol: "tcp", cidrIpv4: "10.0.0.0/15" }),
      changed: ["cidrIpv4", "ipProtocol"],
      expected: () => ["tcp 53-53 10.0.0.0/15 headquarters"],
    },
    replacing: { change: ({ otherGroupId }) => ({ securityGroupId: otherGroupId }), names: ["securityGroupId"] },
  };
});

export const computeCases: readonly ResourceCase[] = [
  ...ruleCases,
  {
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    what: "from another group",
    given: ({ groupId, otherGroupId }) => ({
      securityGroupId: groupId,
      ipProtocol: "-1",
      referencedSecurityGroupId: otherGroupId,
    }),
    described: async (_resource, world) => (await findGroup(world.groupId, world)).ingress,
    expected: ({ otherGroupId }) => [`-1 *-* ${otherGroupId} `],
  },
  {
    type: "aws:ec2/securityGroup:SecurityGroup",
    what: "without rules",
    given: ({ vpcId }) => ({ vpcId, description: "forwarders", tags }),
    described: ({ id }, world) => findGroup(id, world),
    // AWS itself would let it reach everything.
    expected: ({ vpcId }) => ({ vpcId, ingress: [], egress: [] }),
    outputs: ["arn", "name", "ownerId"],
    replacing: { change: () => ({ description: "others" }), names: ["description"] },
  },
  {
    type: "aws:ec2/securityGroup:SecurityGroup",
    what: "with inline rules",
    given: ({ vpcId, groupId }) => ({
      vpcId,
      name: "inline",
      ingress: [
        { protocol: "udp", fromPort: 53, toPort: 53, cidrBlocks: ["10.0.0.0/8", "192.168.0.0/16"], description: "dns" },
        { protocol: "tcp", fromPort: 53, toPort: 53, securityGroups: [groupId], ipv6CidrBlocks: ["fd00::/8"] },
      ],
      egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
    }),
    described: ({ id }, world) => findGroup(id, world),
    expected: ({ vpcId, groupId }) => ({
      vpcId,
      ingress: [
        "tcp 53-53 fd00::/8 ",
        `tcp 53-53 ${groupId} `,
        "udp 53-53 10.0.0.0/8 dns",
        "udp 53-53 192.168.0.0/16 dns",
      ],
      egress: ["-1 *-* 0.0.0.0/0 "],
    }),
    inPlace: {
      change: () => ({
        ingress: [{ protocol: "udp", fromPort: 53, toPort: 53, cidrBlocks: ["10.0.0.0/8"], description: "dns" }],
        egress: [],
      }),
      changed: ["egress", "ingress"],
      expected: ({ vpcId }) => ({ vpcId, ingress: ["udp 53-53 10.0.0.0/8 dns"], egress: [] }),
    },
    replacing: {
      change: ({ otherVpcId }) => ({ vpcId: otherVpcId }),
      names: ["vpcId"],
      deleteBeforeReplace: true,
    },
  },
  {
    type: "aws:ec2/networkInterface:NetworkInterface",
    given: ({ subnetA, groupId }) => ({
      subnetId: subnetA,
      privateIps: ["10.80.1.53"],
      securityGroups: [groupId],
      description: "forwarder a",
      tags,
    }),
    described: ({ id }, world) => findInterface(id, world),
    expected: ({ subnetA, groupId }) => ({
      subnetId: subnetA,
      addresses: ["10.80.1.53"],
      groups: [groupId],
      description: "forwarder a",
      check: true,
      tags,
    }),
    outputs: ["arn", "macAddress", "ownerId", "privateIp"],
    inPlace: {
      change: ({ groupId, otherGroupId }) => ({
        securityGroups: [otherGroupId, groupId],
        description: "b",
        sourceDestCheck: false,
        privateIps: ["10.80.1.54", "10.80.1.53"],
      }),
      changed: ["description", "privateIps", "securityGroups", "sourceDestCheck"],
      expected: ({ subnetA, groupId, otherGroupId }) => ({
        subnetId: subnetA,
        addresses: ["10.80.1.53", "10.80.1.54"],
        groups: [groupId, otherGroupId].sort(),
        description: "b",
        check: false,
        tags,
      }),
    },
    replacing: {
      change: ({ subnetB }) => ({ subnetId: subnetB, privateIps: ["10.80.2.53"] }),
      names: ["privateIps", "subnetId"],
    },
  },
  {
    type: "aws:ec2/instance:Instance",
    what: "on an interface",
    given: ({ imageId, interfaceId, profileName }) => ({
      ami: imageId,
      instanceType: "t4g.small",
      primaryNetworkInterface: { networkInterfaceId: interfaceId },
      iamInstanceProfile: profileName,
      userData: "#!/bin/sh\necho ä\n",
      userDataReplaceOnChange: true,
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1, instanceMetadataTags: "enabled" },
      rootBlockDevice: { volumeType: "gp3", volumeSize: 9, encrypted: true },
      tags,
    }),
    described: ({ id }, world) => findInstance(id, world),
    expected: ({ imageId, interfaceId, profileName }) => ({
      image: imageId,
      type: "t4g.small",
      interfaces: [`0 ${interfaceId}`],
      profile: profileName,
      tokens: "required",
      hops: 1,
      userData: "#!/bin/sh\necho ä\n",
      volume: "gp3 9 true",
      tags,
    }),
    outputs: ["arn", "availabilityZone", "instanceState", "primaryNetworkInterfaceId", "privateDns", "privateIp"],
    inPlace: {
      change: ({ otherProfileName }) => ({
        instanceType: "t4g.medium",
        iamInstanceProfile: otherProfileName,
        tags: { Name: "b" },
      }),
      changed: ["iamInstanceProfile", "instanceType", "tags"],
      expected: ({ imageId, interfaceId, otherProfileName }) => ({
        image: imageId,
        type: "t4g.medium",
        interfaces: [`0 ${interfaceId}`],
        profile: otherProfileName,
        tokens: "required",
        hops: 1,
        userData: "#!/bin/sh\necho ä\n",
        volume: "gp3 9 true",
        tags: { Name: "b" },
      }),
    },
    replacing: { change: () => ({ userData: "#!/bin/sh\necho b\n", ami: "ami-2" }), names: ["ami", "userData"] },
  },
  {
    type: "aws:ec2/instance:Instance",
    what: "in a subnet",
    given: ({ imageId, subnetB, groupId }) => ({
      ami: imageId,
      instanceType: "t4g.nano",
      subnetId: subnetB,
      privateIp: "10.80.2.77",
      vpcSecurityGroupIds: [groupId],
      userData: "first",
    }),
    async described({ id, outputs }, world) {
      const { addresses, groups, subnetId } = await findInterface(String(outputs.primaryNetworkInterfaceId), world);
      return { addresses, groups, subnetId, userData: (await findInstance(id, world)).userData };
    },
    expected: ({ subnetB, groupId }) => ({
      addresses: ["10.80.2.77"],
      groups: [groupId],
      subnetId: subnetB,
      userData: "first",
    }),
    inPlace: {
      change: ({ otherGroupId }) => ({ vpcSecurityGroupIds: [otherGroupId], userData: "second" }),
      changed: ["userData", "vpcSecurityGroupIds"],
      expected: ({ subnetB, otherGroupId }) => ({
        addresses: ["10.80.2.77"],
        groups: [otherGroupId],
        subnetId: subnetB,
        userData: "second",
      }),
    },
    replacing: { change: () => ({ privateIp: "10.80.2.78" }), names: ["privateIp"] },
  },
];
