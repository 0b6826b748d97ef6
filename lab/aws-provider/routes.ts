import type { CreateRouteCommandInput, Route } from "@aws-sdk/client-ec2";
import { type Properties, textOf } from "./property-values";

/** Targets of a route: the argument of `aws.ec2.Route`, and the call's. */
const targets = {
  carrierGatewayId: "CarrierGatewayId",
  coreNetworkArn: "CoreNetworkArn",
  egressOnlyGatewayId: "EgressOnlyInternetGatewayId",
  gatewayId: "GatewayId",
  localGatewayId: "LocalGatewayId",
  natGatewayId: "NatGatewayId",
  networkInterfaceId: "NetworkInterfaceId",
  transitGatewayId: "TransitGatewayId",
  vpcEndpointId: "VpcEndpointId",
  vpcPeeringConnectionId: "VpcPeeringConnectionId",
} as const;

const destinations = {
  destinationCidrBlock: "DestinationCidrBlock",
  destinationIpv6CidrBlock: "DestinationIpv6CidrBlock",
  destinationPrefixListId: "DestinationPrefixListId",
} as const;

/** The same three as members of a route table's inline route. */
const inlineDestinations = {
  cidrBlock: "destinationCidrBlock",
  ipv6CidrBlock: "destinationIpv6CidrBlock",
  destinationPrefixListId: "destinationPrefixListId",
} as const;

export const routeTargets = Object.keys(targets) as readonly (keyof typeof targets)[];
export const routeDestinations = Object.keys(destinations) as readonly (keyof typeof destinations)[];
export const inlineRouteMembers: readonly string[] = [...Object.keys(inlineDestinations), ...routeTargets];

/** The call's destination. */
export function routeDestination(properties: Properties): Pick<CreateRouteCommandInput, "DestinationCidrBlock"> {
  return named(destinations, properties);
}

/** The call's destination and target. */
export function routeCall(properties: Properties): Omit<CreateRouteCommandInput, "RouteTableId"> {
  return { ...named(destinations, properties), ...named(targets, properties) };
}

/** A route as AWS has it, in the words of `aws.ec2.Route`. */
export function routeProperties(route: Route): Properties {
  const result: { [name: string]: string } = {};
  for (const [name, member] of Object.entries({ ...destinations, ...targets })) {
    const value = (route as { [name: string]: unknown })[member];
    if (typeof value === "string" && value !== "") result[name] = value;
  }
  // A gateway endpoint's route names it as its gateway.
  if (result.gatewayId?.startsWith("vpce-")) {
    result.vpcEndpointId = result.gatewayId;
    delete result.gatewayId;
  }
  return result;
}

/** An inline route of a route table in the words of `aws.ec2.Route`. */
export function fromInlineRoute(inline: Properties): Properties {
  const result: { [name: string]: string } = {};
  for (const [name, destination] of Object.entries(inlineDestinations)) {
    const value = textOf(inline, name);
    if (value !== undefined) result[destination] = value;
  }
  for (const name of routeTargets) {
    const value = textOf(inline, name);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

export function toInlineRoute(route: Properties): Properties {
  const result: { [name: string]: string } = {};
  for (const [name, destination] of Object.entries(inlineDestinations)) {
    const value = textOf(route, destination);
    if (value !== undefined) result[name] = value;
  }
  for (const name of routeTargets) {
    const value = textOf(route, name);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

/** What tells one route of a table from another. */
export function destinationOf(route: Properties): string {
  return routeDestinations.map((name) => textOf(route, name)).find((value) => value !== undefined) ?? "";
}

function named(names: { readonly [name: string]: string }, properties: Properties): { [member: string]: string } {
  const result: { [member: string]: string } = {};
  for (const [name, member] of Object.entries(names)) {
    const value = textOf(properties, name);
    if (value !== undefined) result[member] = value;
  }
  return result;
}
