import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { Construct } from "constructs";

/** Who may come in: a range with a protocol, and its port where the protocol has ports. */
export interface Allowed {
  readonly cidrBlock: string;
  readonly protocol: string;
  readonly port: number;
}

/** The port of a protocol without ports: any kind of message. */
export const ANY_MESSAGE = -1;

export interface Tags {
  readonly [key: string]: string;
}

/** A security group that lets some in and everything out. */
export function allow(
  scope: Construct,
  name: string,
  vpcId: string,
  allowed: readonly Allowed[],
  description: string,
  tags: Tags | undefined,
): SecurityGroup {
  const group = new SecurityGroup(scope, `${name}-group`, { vpcId, description, tags: { ...tags, Name: name } });
  const securityGroupId = group.id;
  for (const { cidrBlock, protocol, port } of allowed) {
    const family = cidrBlock.includes(":") ? { cidrIpv6: cidrBlock } : { cidrIpv4: cidrBlock };
    new VpcSecurityGroupIngressRule(scope, `${name}-${cidrBlock.replace("/", "-")}-${protocol}`, {
      securityGroupId,
      ipProtocol: protocol,
      fromPort: port,
      toPort: port,
      ...family,
    });
  }
  const everywhere = { ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" };
  new VpcSecurityGroupEgressRule(scope, `${name}-out`, { securityGroupId, ...everywhere });
  return group;
}
