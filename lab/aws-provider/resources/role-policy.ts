import { DeleteRolePolicyCommand, GetRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import type { AwsConnection } from "../aws-connection";
import { prefixedName } from "../names";
import { normalPolicy, policyProblem, policyText } from "../policy-text";
import { requiredText, textOf } from "../property-values";
import type { ResourceType } from "../resource-type";

export const rolePolicy: ResourceType = {
  token: "aws:iam/rolePolicy:RolePolicy",
  tagged: false,
  global: true,
  nameLength: 128,
  arguments: {
    name: { change: "replace", computed: true },
    namePrefix: { change: "replace" },
    policy: { change: "update", required: true, transform: policyText, normalise: normalPolicy },
    role: { change: "replace", required: true },
  },
  outputs: [],
  check(inputs) {
    const reason = policyProblem(textOf(inputs, "policy"));
    return reason === undefined ? [] : [{ property: "policy", reason }];
  },
  async create(inputs, aws) {
    const name = textOf(inputs, "name") ?? prefixedName(requiredText(inputs, "namePrefix"));
    await put(requiredText(inputs, "role"), name, requiredText(inputs, "policy"), aws);
    return `${requiredText(inputs, "role")}:${name}`;
  },
  async read(id, aws) {
    const { RoleName, PolicyName } = parts(id);
    const found = await aws.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    return {
      name: found.PolicyName,
      role: found.RoleName,
      policy: decodeURIComponent(found.PolicyDocument ?? ""),
    };
  },
  async update({ id, inputs }, aws) {
    const { RoleName, PolicyName } = parts(id);
    await put(RoleName, PolicyName, requiredText(inputs, "policy"), aws);
  },
  async delete(id, aws) {
    await aws.iam.send(new DeleteRolePolicyCommand(parts(id)));
  },
};

async function put(RoleName: string, PolicyName: string, PolicyDocument: string, aws: AwsConnection): Promise<void> {
  await aws.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
}

/** `ROLE:NAME` */
function parts(id: string): { RoleName: string; PolicyName: string } {
  const at = id.indexOf(":");
  if (at < 1) throw new Error(`expected an id ROLE:NAME, got ${id}`);
  return { RoleName: id.slice(0, at), PolicyName: id.slice(at + 1) };
}
