import { AttachRolePolicyCommand, DetachRolePolicyCommand, ListAttachedRolePoliciesCommand } from "@aws-sdk/client-iam";
import { requiredText } from "../property-values";
import type { ResourceType } from "../resource-type";

export const rolePolicyAttachment: ResourceType = {
  token: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  tagged: false,
  global: true,
  arguments: {
    policyArn: { change: "replace", required: true },
    role: { change: "replace", required: true },
  },
  outputs: [],
  async create(inputs, aws) {
    const place = { RoleName: requiredText(inputs, "role"), PolicyArn: requiredText(inputs, "policyArn") };
    await aws.iam.send(new AttachRolePolicyCommand(place));
    return `${place.RoleName}/${place.PolicyArn}`;
  },
  async read(id, aws) {
    const { RoleName, PolicyArn } = placeOf(id);
    const { AttachedPolicies } = await aws.iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    const attached = AttachedPolicies?.some((policy) => policy.PolicyArn === PolicyArn);
    return attached ? { role: RoleName, policyArn: PolicyArn } : undefined;
  },
  async delete(id, aws) {
    await aws.iam.send(new DetachRolePolicyCommand(placeOf(id)));
  },
};

/** `ROLE/ARN` */
function placeOf(id: string): { RoleName: string; PolicyArn: string } {
  const at = id.indexOf("/");
  if (at < 1) throw new Error(`expected an id ROLE/ARN, got ${id}`);
  return { RoleName: id.slice(0, at), PolicyArn: id.slice(at + 1) };
}
