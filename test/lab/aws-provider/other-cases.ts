import {
  DescribeFileSystemsCommand,
  DescribeMountTargetSecurityGroupsCommand,
  DescribeMountTargetsCommand,
} from "@aws-sdk/client-efs";
import {
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import {
  GetInstanceProfileCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import {
  GetHostedZoneCommand,
  ListResourceRecordSetsCommand,
  ListTagsForResourceCommand,
  ListVPCAssociationAuthorizationsCommand,
} from "@aws-sdk/client-route-53";
import { type ResourceCase, tagsOf, type World } from "./resource-case";

const tags = { Name: "a", team: "net" };
const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });
const allow = (action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });
const managed = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

async function findRole(name: string, { iam }: World) {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
  const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: name }));
  const inline = await iam.send(new ListRolePoliciesCommand({ RoleName: name }));
  return {
    trust: JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")),
    description: Role?.Description,
    attached: attached.AttachedPolicies?.map(({ PolicyArn }) => PolicyArn),
    inline: inline.PolicyNames,
    tags: tagsOf(Role?.Tags),
  };
}

async function findZone(id: string, { route53 }: World) {
  const found = await route53.send(new GetHostedZoneCommand({ Id: id }));
  const tagList = await route53.send(new ListTagsForResourceCommand({ ResourceType: "hostedzone", ResourceId: id }));
  return {
    name: found.HostedZone?.Name,
    isPrivate: found.HostedZone?.Config?.PrivateZone,
    comment: found.HostedZone?.Config?.Comment,
    vpcs: found.VPCs?.map(({ VPCId }) => VPCId).sort(),
    tags: tagsOf(tagList.ResourceTagSet?.Tags),
  };
}

async function findAuthorizations({ route53, zoneId }: World) {
  const answer = await route53.send(new ListVPCAssociationAuthorizationsCommand({ HostedZoneId: zoneId }));
  return answer.VPCs?.map(({ VPCId, VPCRegion }) => `${VPCId} ${VPCRegion}`);
}

async function findRecords(name: string, { route53, zoneId }: World) {
  const answer = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: zoneId, StartRecordName: name }));
  return (answer.ResourceRecordSets ?? [])
    .filter((set) => set.Name === `${name}.`)
    .map((set) =>
      set.AliasTarget
        ? `${set.Type} ${set.AliasTarget.DNSName} ${set.AliasTarget.HostedZoneId} ${set.AliasTarget.EvaluateTargetHealth}`
        : `${set.Type} ${set.TTL} ${set.ResourceRecords?.map(({ Value }) => Value).sort()}`,
    );
}

async function findLoadBalancer(id: string, { elb }: World) {
  const found = (await elb.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [id] }))).LoadBalancers?.[0];
  const { Attributes } = await elb.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: id }));
  return {
    name: found?.LoadBalancerName,
    scheme: found?.Scheme,
    type: found?.Type,
    groups: found?.SecurityGroups,
    subnets: found?.AvailabilityZones?.map(({ SubnetId }) => SubnetId).sort(),
    idle: Attributes?.find(({ Key }) => Key === "idle_timeout.timeout_seconds")?.Value,
  };
}

export const otherCases: readonly ResourceCase[] = [
  {
    type: "aws:iam/role:Role",
    given: () => ({
      name: "forwarders",
      assumeRolePolicy: trust("ec2.amazonaws.com"),
      description: "a",
      managedPolicyArns: [managed],
      inlinePolicies: [{ name: "read", policy: allow("s3:GetObject") }],
      tags,
    }),
    described: ({ id }, world) => findRole(id, world),
    expected: () => ({
      trust: JSON.parse(trust("ec2.amazonaws.com")),
      description: "a",
      attached: [managed],
      inline: ["read"],
      tags,
    }),
    outputs: ["arn", "uniqueId"],
    inPlace: {
      change: () => ({
        assumeRolePolicy: trust("lambda.amazonaws.com"),
        description: "b",
        managedPolicyArns: [],
        inlinePolicies: [{ name: "write", policy: allow("s3:PutObject") }],
        tags: { Name: "b" },
      }),
      changed: ["assumeRolePolicy", "description", "inlinePolicies", "managedPolicyArns", "tags"],
      expected: () => ({
        trust: JSON.parse(trust("lambda.amazonaws.com")),
        description: "b",
        attached: [],
        inline: ["write"],
        tags: { Name: "b" },
      }),
    },
    replacing: { change: () => ({ path: "/dns/" }), names: ["path"], deleteBeforeReplace: true },
  },
  {
    type: "aws:iam/rolePolicy:RolePolicy",
    given: ({ roleName }) => ({ role: roleName, name: "alone", policy: allow("s3:GetObject") }),
    async described(_resource, { iam, roleName }) {
      const found = await iam.send(new GetRolePolicyCommand({ RoleName: roleName, PolicyName: "alone" }));
      return JSON.parse(decodeURIComponent(found.PolicyDocument ?? ""));
    },
    expected: () => JSON.parse(allow("s3:GetObject")),
    inPlace: {
      change: () => ({ policy: allow("s3:ListBucket") }),
      changed: ["policy"],
      expected: () => JSON.parse(allow("s3:ListBucket")),
    },
    replacing: { change: () => ({ name: "other" }), names: ["name"] },
  },
  {
    type: "aws:iam/instanceProfile:InstanceProfile",
    given: ({ roleName }) => ({ name: "own-profile", role: roleName, tags }),
    async described({ id }, { iam }) {
      const found = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName: id }));
      return found.InstanceProfile?.Roles?.map(({ RoleName }) => RoleName);
    },
    expected: ({ roleName }) => [roleName],
    outputs: ["arn", "uniqueId"],
    inPlace: { change: () => ({ role: undefined }), changed: ["role"], expected: () => [] },
    replacing: { change: () => ({ name: "other-profile" }), names: ["name"] },
  },
  {
    type: "aws:route53/zone:Zone",
    what: "private",
    given: ({ vpcId }) => ({ name: "20.10.in-addr.arpa", vpcs: [{ vpcId }], tags }),
    described: ({ id }, world) => findZone(id, world),
    expected: ({ vpcId }) => ({
      name: "20.10.in-addr.arpa.",
      isPrivate: true,
      comment: "Managed by Pulumi",
      vpcs: [vpcId],
      tags,
    }),
    outputs: ["arn", "primaryNameServer", "zoneId"],
    inPlace: {
      change: ({ vpcId, otherVpcId }) => ({
        vpcs: [{ vpcId: otherVpcId }, { vpcId }],
        comment: "b",
        tags: { Name: "b" },
      }),
      changed: ["comment", "tags", "vpcs"],
      expected: ({ vpcId, otherVpcId }) => ({
        name: "20.10.in-addr.arpa.",
        isPrivate: true,
        comment: "b",
        vpcs: [vpcId, otherVpcId].sort(),
        tags: { Name: "b" },
      }),
    },
    replacing: { change: () => ({ vpcs: undefined }), names: ["vpcs"], deleteBeforeReplace: true },
  },
  {
    type: "aws:route53/zoneAssociation:ZoneAssociation",
    given: ({ zoneId, otherVpcId }) => ({ zoneId, vpcId: otherVpcId }),
    described: async (_resource, world) => (await findZone(world.zoneId, world)).vpcs,
    expected: ({ vpcId, otherVpcId }) => [vpcId, otherVpcId].sort(),
    outputs: ["owningAccount", "vpcRegion"],
    replacing: { change: ({ vpcId }) => ({ vpcId }), names: ["vpcId"] },
  },
  {
    type: "aws:route53/vpcAssociationAuthorization:VpcAssociationAuthorization",
    given: ({ zoneId }) => ({ zoneId, vpcId: "vpc-0a1b2c3d4e5f60718", vpcRegion: "us-east-1" }),
    described: (_resource, world) => findAuthorizations(world),
    expected: () => ["vpc-0a1b2c3d4e5f60718 us-east-1"],
    replacing: { change: ({ vpcId }) => ({ vpcId }), names: ["vpcId"] },
  },
  {
    type: "aws:route53/record:Record",
    what: "with addresses, its name relative",
    given: ({ zoneId }) => ({ zoneId, name: "app1", type: "A", ttl: 300, records: ["10.80.1.10", "10.80.1.11"] }),
    described: (_resource, world) => findRecords("app1.cloud.acmecorp.com", world),
    expected: () => ["A 300 10.80.1.10,10.80.1.11"],
    outputs: ["fqdn"],
    inPlace: {
      change: () => ({ ttl: 60, records: ["10.80.1.12"] }),
      changed: ["records", "ttl"],
      expected: () => ["A 60 10.80.1.12"],
    },
    replacing: { change: () => ({ name: "app2" }), names: ["name"] },
  },
  {
    type: "aws:route53/record:Record",
    what: "with texts: outer quotes are added",
    given: ({ zoneId }) => ({
      zoneId,
      name: "large.cloud.acmecorp.com",
      type: "TXT",
      ttl: 300,
      records: [`${"a".repeat(255)}""${"b".repeat(10)}`, "v=spf1 -all"],
    }),
    described: (_resource, world) => findRecords("large.cloud.acmecorp.com", world),
    expected: () => [`TXT 300 "${"a".repeat(255)}""${"b".repeat(10)}","v=spf1 -all"`],
    inPlace: {
      change: () => ({ records: ["v=spf1 -all"] }),
      changed: ["records"],
      expected: () => ['TXT 300 "v=spf1 -all"'],
    },
  },
  {
    type: "aws:route53/record:Record",
    what: "that becomes an alias",
    given: ({ zoneId }) => ({
      zoneId,
      name: "web.cloud.acmecorp.com",
      type: "CNAME",
      ttl: 60,
      records: ["app1.cloud.acmecorp.com"],
    }),
    described: (_resource, world) => findRecords("web.cloud.acmecorp.com", world),
    expected: () => ["CNAME 60 app1.cloud.acmecorp.com"],
    inPlace: {
      change: ({ zoneId }) => ({
        type: "A",
        ttl: undefined,
        records: undefined,
        aliases: [{ name: "target.cloud.acmecorp.com", zoneId, evaluateTargetHealth: true }],
      }),
      changed: ["aliases", "records", "ttl", "type"],
      expected: ({ zoneId }) => [`A target.cloud.acmecorp.com. ${zoneId} true`],
    },
  },
  {
    type: "aws:lb/loadBalancer:LoadBalancer",
    what: "for applications",
    given: ({ subnetA, subnetB, groupId }) => ({
      name: "web",
      internal: true,
      subnets: [subnetA, subnetB],
      securityGroups: [groupId],
      idleTimeout: 30,
      tags,
    }),
    described: ({ id }, world) => findLoadBalancer(id, world),
    expected: ({ subnetA, subnetB, groupId }) => ({
      name: "web",
      scheme: "internal",
      type: "application",
      groups: [groupId],
      subnets: [subnetA, subnetB].sort(),
      idle: "30",
    }),
    outputs: ["arn", "arnSuffix", "dnsName", "vpcId", "zoneId"],
    inPlace: {
      change: ({ otherGroupId }) => ({ securityGroups: [otherGroupId], idleTimeout: 40, tags: { Name: "b" } }),
      changed: ["idleTimeout", "securityGroups", "tags"],
      expected: ({ subnetA, subnetB, otherGroupId }) => ({
        name: "web",
        scheme: "internal",
        type: "application",
        groups: [otherGroupId],
        subnets: [subnetA, subnetB].sort(),
        idle: "40",
      }),
    },
    replacing: { change: () => ({ internal: false }), names: ["internal"], deleteBeforeReplace: true },
  },
  {
    type: "aws:lb/loadBalancer:LoadBalancer",
    what: "for networks",
    given: ({ subnetA }) => ({ internal: true, loadBalancerType: "network", subnets: [subnetA] }),
    async described({ id }, world) {
      const { scheme, type, subnets } = await findLoadBalancer(id, world);
      return { scheme, type, subnets };
    },
    expected: ({ subnetA }) => ({ scheme: "internal", type: "network", subnets: [subnetA] }),
    outputs: ["dnsName", "name", "zoneId"],
    replacing: { change: ({ subnetB }) => ({ subnets: [subnetB] }), names: ["subnets"] },
  },
  {
    type: "aws:efs/fileSystem:FileSystem",
    given: () => ({ creationToken: "files", encrypted: true, tags }),
    async described({ id }, { efs }) {
      const found = (await efs.send(new DescribeFileSystemsCommand({ FileSystemId: id }))).FileSystems?.[0];
      return { token: found?.CreationToken, encrypted: found?.Encrypted, tags: tagsOf(found?.Tags) };
    },
    expected: () => ({ token: "files", encrypted: true, tags }),
    outputs: ["arn", "dnsName", "ownerId"],
    inPlace: {
      change: () => ({ tags: { Name: "b" } }),
      changed: ["tags"],
      expected: () => ({ token: "files", encrypted: true, tags: { Name: "b" } }),
    },
    replacing: { change: () => ({ encrypted: false }), names: ["encrypted"] },
  },
  {
    type: "aws:efs/mountTarget:MountTarget",
    given: ({ fileSystemId, subnetA, groupId }) => ({
      fileSystemId,
      subnetId: subnetA,
      ipAddress: "10.80.1.99",
      securityGroups: [groupId],
    }),
    async described({ id }, { efs }) {
      const found = (await efs.send(new DescribeMountTargetsCommand({ MountTargetId: id }))).MountTargets?.[0];
      const groups = await efs.send(new DescribeMountTargetSecurityGroupsCommand({ MountTargetId: id }));
      return { subnetId: found?.SubnetId, address: found?.IpAddress, groups: groups.SecurityGroups };
    },
    expected: ({ subnetA, groupId }) => ({ subnetId: subnetA, address: "10.80.1.99", groups: [groupId] }),
    outputs: ["dnsName", "fileSystemArn", "networkInterfaceId"],
    inPlace: {
      change: ({ otherGroupId }) => ({ securityGroups: [otherGroupId] }),
      changed: ["securityGroups"],
      expected: ({ subnetA, otherGroupId }) => ({ subnetId: subnetA, address: "10.80.1.99", groups: [otherGroupId] }),
    },
    replacing: { change: ({ subnetB }) => ({ subnetId: subnetB }), names: ["subnetId"], deleteBeforeReplace: true },
  },
];
