import {
  CreateRouteCommand,
  CreateRouteTableCommand,
  DeleteRouteCommand,
  DeleteRouteTableCommand,
  DescribeRouteTablesCommand,
  DisableVgwRoutePropagationCommand,
  EnableVgwRoutePropagationCommand,
  ReplaceRouteCommand,
} from "@aws-sdk/client-ec2";
import { arn, given } from "../arn";
import type { AwsConnection } from "../aws-connection";
import { canonicalText } from "../comparison";
import { blocksOf, type Properties, requiredText, textsOf } from "../property-values";
import type { ResourceType } from "../resource-type";
import {
  destinationOf,
  fromInlineRoute,
  inlineRouteMembers,
  routeCall,
  routeDestination,
  routeProperties,
  toInlineRoute,
} from "../routes";
import { ec2Tags, tagOutputs, updateEc2Tags } from "../tags";
import { retryWhile } from "../waiting";

export const routeTable: ResourceType = {
  token: "aws:ec2/routeTable:RouteTable",
  tagged: true,
  arguments: {
    vpcId: { change: "replace", required: true },
    routes: { change: "update", computed: true, set: true, members: inlineRouteMembers },
    propagatingVgws: { change: "update", computed: true, set: true },
  },
  outputs: ["arn", "ownerId"],
  async create(inputs, aws) {
    const answer = await aws.ec2.send(
      new CreateRouteTableCommand({ VpcId: requiredText(inputs, "vpcId"), ...ec2Tags("route-table", inputs) }),
    );
    return given(answer.RouteTable?.RouteTableId, "RouteTableId");
  },
  async finish(id, inputs, aws) {
    await setRoutes(id, [], blocksOf(inputs, "routes"), aws);
    await setPropagation(id, [], textsOf(inputs, "propagatingVgws"), aws);
  },
  async read(id, aws) {
    const answer = await aws.ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [id] }));
    const found = answer.RouteTables?.[0];
    if (found === undefined) return undefined;
    const own = (found.Routes ?? []).filter(
      (route) => route.GatewayId !== "local" && route.Origin !== "EnableVgwRoutePropagation",
    );
    return {
      arn: await arn(aws, "ec2", `route-table/${id}`, found.OwnerId),
      ownerId: found.OwnerId,
      vpcId: found.VpcId,
      routes: own.map((route) => toInlineRoute(routeProperties(route))),
      propagatingVgws: (found.PropagatingVgws ?? []).flatMap(({ GatewayId }) => GatewayId ?? []),
      ...tagOutputs(found.Tags),
    };
  },
  async update(update, aws) {
    const { id, inputs, oldInputs, changed } = update;
    if (changed.has("routes")) await setRoutes(id, blocksOf(oldInputs, "routes"), blocksOf(inputs, "routes"), aws);
    if (changed.has("propagatingVgws")) {
      await setPropagation(id, textsOf(oldInputs, "propagatingVgws"), textsOf(inputs, "propagatingVgws"), aws);
    }
    await updateEc2Tags(update, aws);
  },
  async delete(id, aws) {
    await retryWhile(["DependencyViolation"], () => aws.ec2.send(new DeleteRouteTableCommand({ RouteTableId: id })));
  },
};

async function setRoutes(RouteTableId: string, old: Properties[], now: Properties[], aws: AwsConnection) {
  const before = new Map(old.map(fromInlineRoute).map((route) => [destinationOf(route), route]));
  const after = new Map(now.map(fromInlineRoute).map((route) => [destinationOf(route), route]));
  for (const [destination, route] of before) {
    if (!after.has(destination)) {
      await aws.ec2.send(new DeleteRouteCommand({ RouteTableId, ...routeDestination(route) }));
    }
  }
  for (const [destination, route] of after) {
    const was = before.get(destination);
    if (was === undefined) await aws.ec2.send(new CreateRouteCommand({ RouteTableId, ...routeCall(route) }));
    else if (canonicalText(was) !== canonicalText(route)) {
      await aws.ec2.send(new ReplaceRouteCommand({ RouteTableId, ...routeCall(route) }));
    }
  }
}

async function setPropagation(RouteTableId: string, old: string[], now: string[], aws: AwsConnection) {
  for (const GatewayId of old.filter((id) => !now.includes(id))) {
    await aws.ec2.send(new DisableVgwRoutePropagationCommand({ RouteTableId, GatewayId }));
  }
  for (const GatewayId of now.filter((id) => !old.includes(id))) {
    await aws.ec2.send(new EnableVgwRoutePropagationCommand({ RouteTableId, GatewayId }));
  }
}
