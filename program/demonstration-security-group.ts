import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import * as pulumi from "@pulumi/pulumi";
import type { InputValues } from "../components/index";

/** Who may come in: a range with a protocol, and its port where the protocol has ports. */
export interface Allowed {
  readonly cidrBlock: string;
  readonly protocol: string;
  readonly port: number;
}

/** The port of a protocol without ports: any kind of message. */
export const ANY_MESSAGE = -1;

/** A security group that lets some in and everything out. */
export function allow(
  name: string,
  vpcId: pulumi.Input<string>,
  allowed: readonly Allowed[],
  description: string,
  tags: InputValues["textMap"] | undefined,
  opts: pulumi.CustomResourceOptions,
): SecurityGroup {
  const named = pulumi.output(tags ?? {}).apply((all) => ({ ...all, Name: name }));
  const group = new SecurityGroup(name, { vpcId, description, tags: named }, opts);
  const securityGroupId = group.id;
  for (const { cidrBlock, protocol, port } of allowed) {
    const family = cidrBlock.includes(":") ? { cidrIpv6: cidrBlock } : { cidrIpv4: cidrBlock };
    new SecurityGroupIngressRule(
      `${name}-${cidrBlock.replace("/", "-")}-${protocol}`,
      { securityGroupId, ipProtocol: protocol, fromPort: port, toPort: port, ...family },
      opts,
    );
  }
  new SecurityGroupEgressRule(`${name}-out`, { securityGroupId, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" }, opts);
  return group;
}
