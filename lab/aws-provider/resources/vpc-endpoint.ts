import {
  CreateVpcEndpointCommand,
  DeleteVpcEndpointsCommand,
  DescribeVpcEndpointsCommand,
  ModifyVpcEndpointCommand,
} from "@aws-sdk/client-ec2";
import { arn, given } from "../arn";
import type { AwsConnection } from "../aws-connection";
import { normalPolicy, policyText } from "../policy-text";
import { requiredText, textOf, textsOf } from "../property-values";
import type { ResourceType } from "../resource-type";
import { ec2Tags, tagOutputs, updateEc2Tags } from "../tags";
import { waitFor } from "../waiting";

/** Of the kind that routes to S3 and DynamoDB; those with interfaces are refused. */
export const vpcEndpoint: ResourceType = {
  token: "aws:ec2/vpcEndpoint:VpcEndpoint",
  tagged: true,
  arguments: {
    policy: { change: "update", computed: true, transform: policyText, normalise: normalPolicy },
    routeTableIds: { change: "update", computed: true, set: true },
    serviceName: { change: "replace", required: true },
    vpcEndpointType: { change: "replace", default: "Gateway" },
    vpcId: { change: "replace", required: true },
  },
  outputs: ["arn", "ownerId", "state"],
  check(inputs) {
    const type = textOf(inputs, "vpcEndpointType") ?? "Gateway";
    const reason = `the lab's provider makes endpoints of the type Gateway only, got ${type}`;
    return type === "Gateway" ? [] : [{ property: "vpcEndpointType", reason }];
  },
  async create(inputs, aws) {
    const answer = await aws.ec2.send(
      new CreateVpcEndpointCommand({
        VpcId: requiredText(inputs, "vpcId"),
        ServiceName: requiredText(inputs, "serviceName"),
        VpcEndpointType: "Gateway",
        PolicyDocument: textOf(inputs, "policy"),
        RouteTableIds: textsOf(inputs, "routeTableIds"),
        ...ec2Tags("vpc-endpoint", inputs),
      }),
    );
    return given(answer.VpcEndpoint?.VpcEndpointId, "VpcEndpointId");
  },
  async read(id, aws) {
    const found = await find(id, aws);
    if (found === undefined) return undefined;
    return {
      arn: await arn(aws, "ec2", `vpc-endpoint/${id}`),
      ownerId: found.OwnerId || (await aws.accountId()),
      policy: found.PolicyDocument ?? "",
      routeTableIds: found.RouteTableIds ?? [],
      serviceName: found.ServiceName,
      state: found.State ?? "available",
      vpcEndpointType: found.VpcEndpointType ?? "Gateway",
      vpcId: found.VpcId,
      ...tagOutputs(found.Tags),
    };
  },
  async update(update, aws) {
    const { id, inputs, oldOutputs, changed } = update;
    const now = textsOf(inputs, "routeTableIds");
    const old = textsOf(oldOutputs, "routeTableIds");
    if (changed.has("policy") || changed.has("routeTableIds")) {
      await aws.ec2.send(
        new ModifyVpcEndpointCommand({
          VpcEndpointId: id,
          AddRouteTableIds: now.filter((table) => !old.includes(table)),
          RemoveRouteTableIds: old.filter((table) => !now.includes(table)),
          ...(changed.has("policy") && { PolicyDocument: textOf(inputs, "policy"), ResetPolicy: !inputs.policy }),
        }),
      );
    }
    await updateEc2Tags(update, aws);
  },
  async delete(id, aws) {
    await aws.ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [id] }));
    await waitFor(`${id} deleted`, async () => {
      const state = (await find(id, aws).catch(() => undefined))?.State;
      return state === undefined || /^deleted$/i.test(state) ? true : undefined;
    });
  },
};

async function find(id: string, aws: AwsConnection) {
  const answer = await aws.ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [id] }));
  const [found] = answer.VpcEndpoints ?? [];
  return /^delet/i.test(found?.State ?? "") ? undefined : found;
}
