import {
  AssociateIamInstanceProfileCommand,
  type AttributeBooleanValue,
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeInstancesCommand,
  DisassociateIamInstanceProfileCommand,
  ModifyInstanceAttributeCommand,
  type ModifyInstanceAttributeCommandInput,
  ModifyInstanceMetadataOptionsCommand,
  ModifyVolumeCommand,
  MonitorInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  UnmonitorInstancesCommand,
  type VolumeType,
} from "@aws-sdk/client-ec2";
import type { AwsConnection } from "./aws-connection";
import { isCode } from "./aws-error";
import { metadataCall, userDataBase64 } from "./instance-call";
import { rootVolumeId } from "./instance-volume";
import { blockOf, flagOf, numberOf, requiredText, textOf, textsOf } from "./property-values";
import type { Update } from "./resource-type";
import { updateEc2Tags } from "./tags";
import { waitFor } from "./waiting";

/** Changes of an instance in place; type and user data want it stopped meanwhile. */
export async function updateInstance(update: Update, aws: AwsConnection): Promise<void> {
  const { id, inputs, changed } = update;
  if (changed.has("vpcSecurityGroupIds")) await modify(id, { Groups: textsOf(inputs, "vpcSecurityGroupIds") }, aws);
  if (changed.has("sourceDestCheck"))
    await modify(id, { SourceDestCheck: flag(inputs.sourceDestCheck !== false) }, aws);
  if (changed.has("disableApiTermination")) {
    await modify(id, { DisableApiTermination: flag(inputs.disableApiTermination === true) }, aws);
  }
  if (changed.has("instanceInitiatedShutdownBehavior")) {
    const Value = textOf(inputs, "instanceInitiatedShutdownBehavior") ?? "stop";
    await modify(id, { InstanceInitiatedShutdownBehavior: { Value } }, aws);
  }
  if (changed.has("monitoring")) {
    const call = { InstanceIds: [id] };
    if (flagOf(inputs, "monitoring")) await aws.ec2.send(new MonitorInstancesCommand(call));
    else await aws.ec2.send(new UnmonitorInstancesCommand(call));
  }
  if (changed.has("metadataOptions")) {
    await aws.ec2.send(new ModifyInstanceMetadataOptionsCommand({ InstanceId: id, ...metadataCall(inputs) }));
  }
  if (changed.has("iamInstanceProfile")) await changeProfile(update, aws);
  if (changed.has("rootBlockDevice")) await changeRootVolume(update, aws);
  if (["instanceType", "userData", "userDataBase64"].some((name) => changed.has(name))) {
    await changeStopped(update, aws);
  }
  await updateEc2Tags(update, aws);
}

function flag(Value: boolean): AttributeBooleanValue {
  return { Value };
}

async function modify(
  id: string,
  change: Omit<ModifyInstanceAttributeCommandInput, "InstanceId">,
  aws: AwsConnection,
): Promise<void> {
  await aws.ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: id, ...change }));
}

async function changeStopped({ id, inputs, changed }: Update, aws: AwsConnection): Promise<void> {
  await aws.ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
  await waitForState(id, "stopped", aws);
  if (changed.has("instanceType")) {
    await modify(id, { InstanceType: { Value: requiredText(inputs, "instanceType") } }, aws);
  }
  if (changed.has("userData") || changed.has("userDataBase64")) {
    await changeUserData(id, userDataBase64(inputs) ?? "", aws);
  }
  await aws.ec2.send(new StartInstancesCommand({ InstanceIds: [id] }));
  await waitForState(id, "running", aws);
}

async function changeUserData(id: string, base64: string, aws: AwsConnection): Promise<void> {
  try {
    await modify(id, { UserData: { Value: Buffer.from(base64, "base64") } }, aws);
  } catch (error) {
    // The emulator takes this call's user data only encoded twice.
    if (!isCode(error, "InvalidUserData.Malformed")) throw error;
    await modify(id, { UserData: { Value: Buffer.from(base64) } }, aws);
  }
}

async function waitForState(id: string, state: string, aws: AwsConnection): Promise<void> {
  await waitFor(`${id} ${state}`, async () => {
    const answer = await aws.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    return answer.Reservations?.[0]?.Instances?.[0]?.State?.Name === state ? true : undefined;
  });
}

async function changeProfile({ id, inputs }: Update, aws: AwsConnection): Promise<void> {
  const Filters = [{ Name: "instance-id", Values: [id] }];
  const answer = await aws.ec2.send(new DescribeIamInstanceProfileAssociationsCommand({ Filters }));
  for (const { AssociationId } of answer.IamInstanceProfileAssociations ?? []) {
    await aws.ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId }));
  }
  const Name = textOf(inputs, "iamInstanceProfile");
  if (Name === undefined) return;
  await aws.ec2.send(new AssociateIamInstanceProfileCommand({ InstanceId: id, IamInstanceProfile: { Name } }));
}

async function changeRootVolume({ id, inputs }: Update, aws: AwsConnection): Promise<void> {
  const answer = await aws.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  const instance = answer.Reservations?.[0]?.Instances?.[0];
  const VolumeId = instance === undefined ? undefined : rootVolumeId(instance);
  const root = blockOf(inputs, "rootBlockDevice");
  if (VolumeId === undefined || root === undefined) return;
  await aws.ec2.send(
    new ModifyVolumeCommand({
      VolumeId,
      Size: numberOf(root, "volumeSize"),
      VolumeType: textOf(root, "volumeType") as VolumeType,
      Iops: numberOf(root, "iops"),
      Throughput: numberOf(root, "throughput"),
    }),
  );
}
