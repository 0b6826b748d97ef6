import {
  AssociateRouteTableCommand,
  DescribeRouteTablesCommand,
  DisassociateRouteTableCommand,
  ReplaceRouteTableAssociationCommand,
} from "@aws-sdk/client-ec2";
import { given } from "../arn";
import type { AwsConnection } from "../aws-connection";
import { type Properties, requiredText, textOf } from "../property-values";
import { type ResourceType, replacing } from "../resource-type";

export const routeTableAssociation: ResourceType = {
  token: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  tagged: false,
  // A subnet has one association.
  deleteBeforeReplace: true,
  arguments: {
    ...replacing("gatewayId", "subnetId"),
    routeTableId: { change: "update", required: true },
  },
  outputs: [],
  check(inputs) {
    if ((inputs.subnetId === undefined) !== (inputs.gatewayId === undefined)) return [];
    return [{ property: "subnetId", reason: "one of subnetId and gatewayId is expected" }];
  },
  async create(inputs, aws) {
    const answer = await aws.ec2.send(
      new AssociateRouteTableCommand({
        RouteTableId: requiredText(inputs, "routeTableId"),
        SubnetId: textOf(inputs, "subnetId"),
        GatewayId: textOf(inputs, "gatewayId"),
      }),
    );
    return given(answer.AssociationId, "AssociationId");
  },
  async read(id, aws, state) {
    const found = await find(id, state, aws);
    if (found === undefined) return undefined;
    return {
      routeTableId: found.RouteTableId,
      subnetId: found.SubnetId ?? "",
      gatewayId: found.GatewayId ?? "",
    };
  },
  async update({ id, inputs, oldOutputs }, aws) {
    const found = await find(id, oldOutputs, aws);
    await aws.ec2.send(
      new ReplaceRouteTableAssociationCommand({
        AssociationId: found?.RouteTableAssociationId ?? id,
        RouteTableId: requiredText(inputs, "routeTableId"),
      }),
    );
  },
  async delete(id, aws, state) {
    const found = await find(id, state, aws);
    if (found === undefined) return;
    await aws.ec2.send(new DisassociateRouteTableCommand({ AssociationId: found.RouteTableAssociationId }));
  },
};

/** By what it associates: another table gives it another id, while the engine keeps the first. */
async function find(id: string, state: Properties, aws: AwsConnection) {
  const subnetId = textOf(state, "subnetId");
  const gatewayId = textOf(state, "gatewayId");
  const filter =
    subnetId !== undefined
      ? { Name: "association.subnet-id", Values: [subnetId] }
      : gatewayId !== undefined
        ? { Name: "association.gateway-id", Values: [gatewayId] }
        : { Name: "association.route-table-association-id", Values: [id] };
  const answer = await aws.ec2.send(new DescribeRouteTablesCommand({ Filters: [filter] }));
  const associations = (answer.RouteTables ?? []).flatMap((table) => table.Associations ?? []);
  return associations.find((association) =>
    subnetId !== undefined
      ? association.SubnetId === subnetId
      : gatewayId !== undefined
        ? association.GatewayId === gatewayId
        : association.RouteTableAssociationId === id,
  );
}
