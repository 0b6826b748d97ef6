import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  DeleteInstanceProfileCommand,
  GetInstanceProfileCommand,
  RemoveRoleFromInstanceProfileCommand,
  TagInstanceProfileCommand,
  UntagInstanceProfileCommand,
} from "@aws-sdk/client-iam";
import { given } from "../arn";
import type { AwsConnection } from "../aws-connection";
import { prefixedName } from "../names";
import { requiredText, textOf } from "../property-values";
import type { ResourceType } from "../resource-type";
import { tagChange, tagList, tagOutputs } from "../tags";

export const instanceProfile: ResourceType = {
  token: "aws:iam/instanceProfile:InstanceProfile",
  tagged: true,
  global: true,
  nameLength: 128,
  arguments: {
    name: { change: "replace", computed: true },
    namePrefix: { change: "replace" },
    path: { change: "replace", default: "/" },
    role: { change: "update" },
  },
  outputs: ["arn", "createDate", "uniqueId"],
  async create(inputs, aws) {
    const answer = await aws.iam.send(
      new CreateInstanceProfileCommand({
        InstanceProfileName: textOf(inputs, "name") ?? prefixedName(requiredText(inputs, "namePrefix")),
        Path: textOf(inputs, "path"),
        Tags: tagList(inputs),
      }),
    );
    return given(answer.InstanceProfile?.InstanceProfileName, "InstanceProfileName");
  },
  async finish(id, inputs, aws) {
    await setRole(id, undefined, textOf(inputs, "role"), aws);
  },
  async read(id, aws) {
    const found = await find(id, aws);
    if (found === undefined) return undefined;
    return {
      arn: found.Arn,
      createDate: found.CreateDate?.toISOString() ?? "",
      name: found.InstanceProfileName,
      path: found.Path ?? "/",
      role: found.Roles?.[0]?.RoleName ?? "",
      uniqueId: found.InstanceProfileId ?? "",
      ...tagOutputs(found.Tags),
    };
  },
  async update(update, aws) {
    const { id, inputs, oldInputs, changed } = update;
    if (changed.has("role")) await setRole(id, textOf(oldInputs, "role"), textOf(inputs, "role"), aws);
    const tags = tagChange(update);
    const InstanceProfileName = id;
    if (tags !== undefined && tags.remove.length > 0) {
      await aws.iam.send(new UntagInstanceProfileCommand({ InstanceProfileName, TagKeys: [...tags.remove] }));
    }
    if (tags !== undefined && tags.set.length > 0) {
      await aws.iam.send(new TagInstanceProfileCommand({ InstanceProfileName, Tags: [...tags.set] }));
    }
  },
  async delete(id, aws) {
    await setRole(id, (await find(id, aws))?.Roles?.[0]?.RoleName, undefined, aws);
    await aws.iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName: id }));
  },
};

async function find(id: string, aws: AwsConnection) {
  const answer = await aws.iam.send(new GetInstanceProfileCommand({ InstanceProfileName: id }));
  return answer.InstanceProfile;
}

async function setRole(id: string, old: string | undefined, now: string | undefined, aws: AwsConnection) {
  const InstanceProfileName = id;
  if (old !== undefined) {
    await aws.iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName: old }));
  }
  if (now !== undefined) {
    await aws.iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: now }));
  }
}
