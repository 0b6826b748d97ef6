import {
  CreateRouteCommand,
  DeleteRouteCommand,
  DescribeRouteTablesCommand,
  ReplaceRouteCommand,
} from "@aws-sdk/client-ec2";
import { type Properties, requiredText } from "../property-values";
import { type ResourceType, replacing, updating } from "../resource-type";
import {
  destinationOf,
  routeCall,
  routeDestination,
  routeDestinations,
  routeProperties,
  routeTargets,
} from "../routes";
import { retryWhile } from "../waiting";

export const route: ResourceType = {
  token: "aws:ec2/route:Route",
  tagged: false,
  // The old route has the same destination: AWS has room for one.
  deleteBeforeReplace: true,
  arguments: {
    ...replacing(...routeDestinations),
    ...updating(...routeTargets),
    routeTableId: { change: "replace", required: true },
  },
  outputs: ["instanceId", "instanceOwnerId", "origin", "state"],
  check: (inputs) => [
    ...exactlyOne(inputs, routeDestinations, "destination"),
    ...exactlyOne(inputs, routeTargets, "target"),
  ],
  async create(inputs, aws) {
    const RouteTableId = requiredText(inputs, "routeTableId");
    // A gateway or peering that was made a moment ago may not be there yet for the route table.
    await retryWhile(["InvalidTransitGatewayID.NotFound", "InvalidGatewayID.NotFound"], () =>
      aws.ec2.send(new CreateRouteCommand({ RouteTableId, ...routeCall(inputs) })),
    );
    return `r-${RouteTableId}${hash(destinationOf(inputs))}`;
  },
  async read(id, aws, state) {
    const { RouteTableId, destination } = placeOf(id, state);
    const answer = await aws.ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId] }));
    const routes = answer.RouteTables?.[0]?.Routes ?? [];
    const found = routes.find((candidate) => destinationOf(routeProperties(candidate)) === destination);
    if (found === undefined) return undefined;
    return {
      ...routeProperties(found),
      routeTableId: RouteTableId,
      origin: found.Origin ?? "CreateRoute",
      state: found.State ?? "active",
      instanceId: found.InstanceId ?? "",
      instanceOwnerId: found.InstanceOwnerId ?? "",
    };
  },
  async update({ inputs }, aws) {
    const RouteTableId = requiredText(inputs, "routeTableId");
    await aws.ec2.send(new ReplaceRouteCommand({ RouteTableId, ...routeCall(inputs) }));
  },
  async delete(_id, aws, state) {
    const RouteTableId = requiredText(state, "routeTableId");
    await aws.ec2.send(new DeleteRouteCommand({ RouteTableId, ...routeDestination(state) }));
  },
};

function exactlyOne(inputs: Properties, names: readonly string[], what: string) {
  const given = names.filter((name) => inputs[name] !== undefined);
  if (given.length === 1) return [];
  const got = given.length === 0 ? "none" : given.join(" and ");
  return [
    {
      property: given[1] ?? names[0] ?? what,
      reason: `a route has one ${what}: got ${got}; expected one of ${names.join(", ")}`,
    },
  ];
}

/** An import names it `ROUTETABLEID_DESTINATION`. */
function placeOf(id: string, state: Properties): { RouteTableId: string; destination: string } {
  const [table, destination] = id.split("_");
  if (table?.startsWith("rtb-") && destination !== undefined) return { RouteTableId: table, destination };
  return { RouteTableId: requiredText(state, "routeTableId"), destination: destinationOf(state) };
}

/** The number that the real provider puts behind the table's id, of the destination's characters. */
function hash(destination: string): string {
  let remainder = 0xffffffff;
  for (const byte of Buffer.from(destination)) {
    remainder ^= byte;
    for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  }
  return String((remainder ^ 0xffffffff) >>> 0);
}
