import {
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  DeleteInternetGatewayCommand,
  DescribeInternetGatewaysCommand,
  DetachInternetGatewayCommand,
} from "@aws-sdk/client-ec2";
import { arn, given } from "../arn";
import type { AwsConnection } from "../aws-connection";
import { textOf } from "../property-values";
import type { ResourceType } from "../resource-type";
import { ec2Tags, tagOutputs, updateEc2Tags } from "../tags";
import { retryWhile } from "../waiting";

export const internetGateway: ResourceType = {
  token: "aws:ec2/internetGateway:InternetGateway",
  tagged: true,
  arguments: { vpcId: { change: "update", computed: true } },
  outputs: ["arn", "ownerId"],
  async create(inputs, aws) {
    const answer = await aws.ec2.send(new CreateInternetGatewayCommand(ec2Tags("internet-gateway", inputs)));
    return given(answer.InternetGateway?.InternetGatewayId, "InternetGatewayId");
  },
  async finish(id, inputs, aws) {
    const VpcId = textOf(inputs, "vpcId");
    if (VpcId !== undefined) await aws.ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: id, VpcId }));
  },
  async read(id, aws) {
    const answer = await aws.ec2.send(new DescribeInternetGatewaysCommand({ InternetGatewayIds: [id] }));
    const found = answer.InternetGateways?.[0];
    if (found === undefined) return undefined;
    return {
      arn: await arn(aws, "ec2", `internet-gateway/${id}`, found.OwnerId),
      ownerId: found.OwnerId,
      vpcId: found.Attachments?.[0]?.VpcId ?? "",
      ...tagOutputs(found.Tags),
    };
  },
  async update(update, aws) {
    const { id, inputs, oldOutputs, changed } = update;
    if (changed.has("vpcId")) {
      await detach(id, textOf(oldOutputs, "vpcId"), aws);
      const VpcId = textOf(inputs, "vpcId");
      if (VpcId !== undefined) await aws.ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: id, VpcId }));
    }
    await updateEc2Tags(update, aws);
  },
  async delete(id, aws, state) {
    await detach(id, textOf(state, "vpcId"), aws);
    await aws.ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId: id }));
  },
};

async function detach(id: string, VpcId: string | undefined, aws: AwsConnection): Promise<void> {
  if (VpcId === undefined) return;
  await retryWhile(["DependencyViolation"], () =>
    aws.ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId: id, VpcId })),
  );
}
