import {
  AddTagsCommand,
  CreateLoadBalancerCommand,
  DeleteLoadBalancerCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  type IpAddressType,
  type LoadBalancerTypeEnum,
  ModifyLoadBalancerAttributesCommand,
  RemoveTagsCommand,
  SetIpAddressTypeCommand,
  SetSecurityGroupsCommand,
  SetSubnetsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { given } from "../arn";
import type { AwsConnection } from "../aws-connection";
import { isCode } from "../aws-error";
import { prefixedName } from "../names";
import { blocksOf, flagOf, type Properties, requiredText, textOf, textsOf } from "../property-values";
import type { ResourceType } from "../resource-type";
import { tagChange, tagList, tagOutputs } from "../tags";
import { waitFor } from "../waiting";

/** Arguments that AWS keeps as attributes; those of one kind only name the kind. */
const attributes = {
  enableDeletionProtection: { key: "deletion_protection.enabled" },
  enableCrossZoneLoadBalancing: { key: "load_balancing.cross_zone.enabled", kind: "network" },
  idleTimeout: { key: "idle_timeout.timeout_seconds", kind: "application" },
  enableHttp2: { key: "routing.http2.enabled", kind: "application" },
  dropInvalidHeaderFields: { key: "routing.http.drop_invalid_header_fields.enabled", kind: "application" },
} as const;

type Attribute = keyof typeof attributes;

export const loadBalancer: ResourceType = {
  token: "aws:lb/loadBalancer:LoadBalancer",
  tagged: true,
  nameLength: 32,
  arguments: {
    dropInvalidHeaderFields: { change: "update", computed: true },
    enableCrossZoneLoadBalancing: { change: "update", computed: true },
    enableDeletionProtection: { change: "update", default: false },
    enableHttp2: { change: "update", computed: true },
    idleTimeout: { change: "update", computed: true },
    internal: { change: "replace", computed: true },
    ipAddressType: { change: "update", computed: true },
    loadBalancerType: { change: "replace", default: "application" },
    name: { change: "replace", computed: true },
    namePrefix: { change: "replace" },
    securityGroups: { change: "update", computed: true, set: true },
    subnetMappings: {
      change: "update",
      computed: true,
      set: true,
      members: ["allocationId", "ipv6Address", "privateIpv4Address", "subnetId"],
    },
    subnets: { change: "update", computed: true, set: true },
  },
  outputs: ["arn", "arnSuffix", "dnsName", "vpcId", "zoneId"],
  check(inputs) {
    const failures = [];
    if (inputs.subnets === undefined && inputs.subnetMappings === undefined) {
      failures.push({ property: "subnets", reason: "one of subnets and subnetMappings is expected" });
    }
    if (inputs.subnets !== undefined && inputs.subnetMappings !== undefined) {
      failures.push({ property: "subnetMappings", reason: "conflicts with subnets" });
    }
    const name = textOf(inputs, "name");
    if (name !== undefined && !/^(?!-)(?!internal-)[A-Za-z0-9-]{1,32}(?<!-)$/.test(name)) {
      const reason = `expected at most 32 letters, digits and hyphens, no hyphen or "internal-" in front: got ${name}`;
      failures.push({ property: "name", reason });
    }
    return failures;
  },
  // A network load balancer keeps the subnets that it has.
  replaces(argument, inputs, oldInputs) {
    if (inputs.loadBalancerType !== "network" || argument !== "subnets") return false;
    const now = textsOf(inputs, "subnets");
    return textsOf(oldInputs, "subnets").some((id) => !now.includes(id));
  },
  async create(inputs, aws) {
    const groups = textsOf(inputs, "securityGroups");
    const mappings = blocksOf(inputs, "subnetMappings");
    const answer = await aws.elb.send(
      new CreateLoadBalancerCommand({
        Name: textOf(inputs, "name") ?? prefixedName(requiredText(inputs, "namePrefix")).slice(0, 32),
        Type: requiredText(inputs, "loadBalancerType") as LoadBalancerTypeEnum,
        Scheme: flagOf(inputs, "internal") ? "internal" : "internet-facing",
        IpAddressType: textOf(inputs, "ipAddressType") as IpAddressType,
        ...(groups.length > 0 ? { SecurityGroups: groups } : {}),
        ...(mappings.length > 0
          ? { SubnetMappings: mappings.map(mappingCall) }
          : { Subnets: textsOf(inputs, "subnets") }),
        ...(tagList(inputs).length > 0 ? { Tags: tagList(inputs) } : {}),
      }),
    );
    return given(answer.LoadBalancers?.[0]?.LoadBalancerArn, "LoadBalancerArn");
  },
  async finish(id, inputs, aws) {
    await waitFor(`${id} active`, async () => {
      const code = (await find(id, aws))?.State?.Code;
      if (code === "failed") throw new Error(`${id} failed`);
      return code === "active" ? true : undefined;
    });
    const names = (Object.keys(attributes) as Attribute[]).filter(
      // AWS has it this way already.
      (name) => name !== "enableDeletionProtection" || inputs[name] === true,
    );
    await setAttributes(id, inputs, names, aws);
  },
  async read(id, aws) {
    const found = await find(id, aws);
    if (found === undefined) return undefined;
    const { Attributes } = await aws.elb.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: id }));
    const { TagDescriptions } = await aws.elb.send(new DescribeTagsCommand({ ResourceArns: [id] }));
    const zones = found.AvailabilityZones ?? [];
    return {
      arn: id,
      arnSuffix: id.split(":loadbalancer/")[1] ?? "",
      dnsName: found.DNSName,
      zoneId: found.CanonicalHostedZoneId,
      vpcId: found.VpcId,
      name: found.LoadBalancerName,
      internal: found.Scheme === "internal",
      ipAddressType: found.IpAddressType ?? "ipv4",
      loadBalancerType: found.Type ?? "application",
      securityGroups: found.SecurityGroups ?? [],
      subnets: zones.flatMap(({ SubnetId }) => SubnetId ?? []),
      subnetMappings: zones.map((zone) => ({
        subnetId: zone.SubnetId ?? "",
        privateIpv4Address: zone.LoadBalancerAddresses?.[0]?.PrivateIPv4Address ?? "",
      })),
      ...attributeOutputs(found.Type ?? "application", Attributes),
      ...tagOutputs(TagDescriptions?.[0]?.Tags),
    };
  },
  async update(update, aws) {
    const { id, inputs, changed } = update;
    if (changed.has("securityGroups")) {
      const SecurityGroups = textsOf(inputs, "securityGroups");
      await aws.elb.send(new SetSecurityGroupsCommand({ LoadBalancerArn: id, SecurityGroups }));
    }
    if (changed.has("subnets") || changed.has("subnetMappings")) {
      const mappings = blocksOf(inputs, "subnetMappings").map(mappingCall);
      const subnets = mappings.length > 0 ? { SubnetMappings: mappings } : { Subnets: textsOf(inputs, "subnets") };
      await aws.elb.send(new SetSubnetsCommand({ LoadBalancerArn: id, ...subnets }));
    }
    if (changed.has("ipAddressType")) {
      const type = (textOf(inputs, "ipAddressType") ?? "ipv4") as IpAddressType;
      await aws.elb.send(new SetIpAddressTypeCommand({ LoadBalancerArn: id, IpAddressType: type }));
    }
    const names = (Object.keys(attributes) as Attribute[]).filter((name) => changed.has(name));
    await setAttributes(id, inputs, names, aws);
    const tags = tagChange(update);
    if (tags !== undefined && tags.remove.length > 0) {
      await aws.elb.send(new RemoveTagsCommand({ ResourceArns: [id], TagKeys: [...tags.remove] }));
    }
    if (tags !== undefined && tags.set.length > 0) {
      await aws.elb.send(new AddTagsCommand({ ResourceArns: [id], Tags: [...tags.set] }));
    }
  },
  async delete(id, aws) {
    await aws.elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: id }));
    await waitFor(`${id} deleted`, async () => ((await find(id, aws)) === undefined ? true : undefined));
  },
};

async function find(id: string, aws: AwsConnection) {
  try {
    const answer = await aws.elb.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [id] }));
    return answer.LoadBalancers?.[0];
  } catch (error) {
    if (isCode(error, "LoadBalancerNotFoundException", "LoadBalancerNotFound")) return undefined;
    throw error;
  }
}

function mappingCall(mapping: Properties) {
  return {
    SubnetId: requiredText(mapping, "subnetId"),
    AllocationId: textOf(mapping, "allocationId"),
    IPv6Address: textOf(mapping, "ipv6Address"),
    PrivateIPv4Address: textOf(mapping, "privateIpv4Address"),
  };
}

async function setAttributes(id: string, inputs: Properties, names: readonly Attribute[], aws: AwsConnection) {
  const type = textOf(inputs, "loadBalancerType") ?? "application";
  const Attributes = names.flatMap((name) => {
    const { key, ...attribute } = attributes[name];
    const value = inputs[name];
    if (value === undefined) return [];
    return "kind" in attribute && attribute.kind !== type ? [] : [{ Key: key, Value: String(value) }];
  });
  if (Attributes.length === 0) return;
  await aws.elb.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn: id, Attributes }));
}

function attributeOutputs(
  type: string,
  found: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined,
): Properties {
  const outputs: { [name: string]: boolean | number } = {};
  for (const [name, attribute] of Object.entries(attributes)) {
    if ("kind" in attribute && attribute.kind !== type) continue;
    const value = found?.find(({ Key }) => Key === attribute.key)?.Value;
    if (value !== undefined) outputs[name] = name === "idleTimeout" ? Number(value) : value === "true";
  }
  return outputs;
}
