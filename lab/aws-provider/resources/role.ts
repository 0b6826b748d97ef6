import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from "@aws-sdk/client-iam";
import { given } from "../arn";
import type { AwsConnection } from "../aws-connection";
import { prefixedName } from "../names";
import { normalPolicy, policyProblem, policyText } from "../policy-text";
import {
  blocksOf,
  flagOf,
  numberOf,
  type Properties,
  type PropertyValue,
  requiredText,
  textOf,
  textsOf,
} from "../property-values";
import type { ResourceType } from "../resource-type";
import { tagChange, tagList, tagOutputs } from "../tags";

export const role: ResourceType = {
  token: "aws:iam/role:Role",
  tagged: true,
  global: true,
  nameLength: 64,
  arguments: {
    assumeRolePolicy: { change: "update", required: true, transform: policyText, normalise: normalPolicy },
    description: { change: "update" },
    forceDetachPolicies: { change: "kept", default: false },
    inlinePolicies: {
      change: "update",
      computed: true,
      members: ["name", "policy"],
      set: true,
      transform: (value) => inlineBlocks(value, policyText),
      normalise: (value) => inlineBlocks(value, normalPolicy),
    },
    managedPolicyArns: { change: "update", computed: true, set: true },
    maxSessionDuration: { change: "update", default: 3600 },
    name: { change: "replace", computed: true },
    namePrefix: { change: "replace" },
    path: { change: "replace", default: "/" },
    permissionsBoundary: { change: "update" },
  },
  outputs: ["arn", "createDate", "uniqueId"],
  check(inputs) {
    const reason = policyProblem(textOf(inputs, "assumeRolePolicy"));
    return reason === undefined ? [] : [{ property: "assumeRolePolicy", reason }];
  },
  async create(inputs, aws) {
    const answer = await aws.iam.send(
      new CreateRoleCommand({
        RoleName: textOf(inputs, "name") ?? prefixedName(requiredText(inputs, "namePrefix")),
        AssumeRolePolicyDocument: requiredText(inputs, "assumeRolePolicy"),
        Description: textOf(inputs, "description"),
        MaxSessionDuration: numberOf(inputs, "maxSessionDuration"),
        Path: textOf(inputs, "path"),
        PermissionsBoundary: textOf(inputs, "permissionsBoundary"),
        Tags: tagList(inputs),
      }),
    );
    return given(answer.Role?.RoleName, "RoleName");
  },
  async finish(id, inputs, aws) {
    await setInlinePolicies(id, [], blocksOf(inputs, "inlinePolicies"), aws);
    await setManagedPolicies(id, [], textsOf(inputs, "managedPolicyArns"), aws);
  },
  async read(id, aws) {
    const { Role: found } = await aws.iam.send(new GetRoleCommand({ RoleName: id }));
    if (found === undefined) return undefined;
    const attached = await aws.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: id }));
    const { PolicyNames } = await aws.iam.send(new ListRolePoliciesCommand({ RoleName: id }));
    const inline = (PolicyNames ?? []).map((name) =>
      aws.iam.send(new GetRolePolicyCommand({ RoleName: id, PolicyName: name })),
    );
    return {
      arn: found.Arn,
      assumeRolePolicy: decodeURIComponent(found.AssumeRolePolicyDocument ?? ""),
      createDate: found.CreateDate?.toISOString() ?? "",
      description: found.Description ?? "",
      inlinePolicies: (await Promise.all(inline)).map((policy) => ({
        name: policy.PolicyName ?? "",
        policy: decodeURIComponent(policy.PolicyDocument ?? ""),
      })),
      managedPolicyArns: (attached.AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []),
      maxSessionDuration: found.MaxSessionDuration ?? 3600,
      name: found.RoleName,
      path: found.Path ?? "/",
      permissionsBoundary: found.PermissionsBoundary?.PermissionsBoundaryArn ?? "",
      uniqueId: found.RoleId ?? "",
      ...tagOutputs(found.Tags),
    };
  },
  async update(update, aws) {
    const { id: RoleName, inputs, oldInputs, changed } = update;
    if (changed.has("assumeRolePolicy")) {
      const PolicyDocument = requiredText(inputs, "assumeRolePolicy");
      await aws.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
    }
    if (changed.has("description") || changed.has("maxSessionDuration")) {
      const Description = textOf(inputs, "description") ?? "";
      const MaxSessionDuration = numberOf(inputs, "maxSessionDuration");
      await aws.iam.send(new UpdateRoleCommand({ RoleName, Description, MaxSessionDuration }));
    }
    if (changed.has("permissionsBoundary")) {
      const PermissionsBoundary = textOf(inputs, "permissionsBoundary");
      if (PermissionsBoundary === undefined) await aws.iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
      else await aws.iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
    }
    if (changed.has("inlinePolicies")) {
      await setInlinePolicies(RoleName, blocksOf(oldInputs, "inlinePolicies"), blocksOf(inputs, "inlinePolicies"), aws);
    }
    if (changed.has("managedPolicyArns")) {
      await setManagedPolicies(
        RoleName,
        textsOf(oldInputs, "managedPolicyArns"),
        textsOf(inputs, "managedPolicyArns"),
        aws,
      );
    }
    const tags = tagChange(update);
    if (tags !== undefined && tags.remove.length > 0) {
      await aws.iam.send(new UntagRoleCommand({ RoleName, TagKeys: [...tags.remove] }));
    }
    if (tags !== undefined && tags.set.length > 0) {
      await aws.iam.send(new TagRoleCommand({ RoleName, Tags: [...tags.set] }));
    }
  },
  async delete(id, aws, state) {
    const profiles = await aws.iam.send(new ListInstanceProfilesForRoleCommand({ RoleName: id }));
    for (const { InstanceProfileName } of profiles.InstanceProfiles ?? []) {
      await aws.iam.send(new RemoveRoleFromInstanceProfileCommand({ RoleName: id, InstanceProfileName }));
    }
    const force = flagOf(state, "forceDetachPolicies") ?? false;
    if (force || textsOf(state, "managedPolicyArns").length > 0) {
      const attached = await aws.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: id }));
      const arns = (attached.AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []);
      await setManagedPolicies(id, arns, [], aws);
    }
    if (force || blocksOf(state, "inlinePolicies").length > 0) {
      const { PolicyNames } = await aws.iam.send(new ListRolePoliciesCommand({ RoleName: id }));
      await setInlinePolicies(
        id,
        (PolicyNames ?? []).map((name) => ({ name })),
        [],
        aws,
      );
    }
    await aws.iam.send(new DeleteRoleCommand({ RoleName: id }));
  },
};

function inlineBlocks(value: PropertyValue, change: (policy: PropertyValue) => PropertyValue): PropertyValue {
  if (!Array.isArray(value)) return value;
  return value.map((element) => {
    const block = element as Properties;
    return block.policy === undefined ? block : ({ ...block, policy: change(block.policy) } as PropertyValue);
  });
}

async function setInlinePolicies(RoleName: string, old: Properties[], now: Properties[], aws: AwsConnection) {
  const names = now.map((block) => requiredText(block, "name"));
  for (const block of old) {
    const PolicyName = requiredText(block, "name");
    if (!names.includes(PolicyName)) await aws.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  }
  for (const block of now) {
    const PolicyName = requiredText(block, "name");
    const PolicyDocument = requiredText(block, "policy");
    await aws.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
  }
}

async function setManagedPolicies(RoleName: string, old: string[], now: string[], aws: AwsConnection) {
  for (const PolicyArn of old.filter((arn) => !now.includes(arn))) {
    await aws.iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  }
  for (const PolicyArn of now.filter((arn) => !old.includes(arn))) {
    await aws.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  }
}
