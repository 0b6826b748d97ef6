import type { ResourceType } from "../resource-type";
import { securityGroupRule } from "../security-group-rule";
import { dhcpOptions } from "./dhcp-options";
import { dhcpOptionsAssociation } from "./dhcp-options-association";
import { fileSystem } from "./file-system";
import { instance } from "./instance";
import { instanceProfile } from "./instance-profile";
import { internetGateway } from "./internet-gateway";
import { loadBalancer } from "./load-balancer";
import { mountTarget } from "./mount-target";
import { networkInterface } from "./network-interface";
import { record } from "./record";
import { role } from "./role";
import { rolePolicy } from "./role-policy";
import { route } from "./route";
import { routeTable } from "./route-table";
import { routeTableAssociation } from "./route-table-association";
import { securityGroup } from "./security-group";
import { subnet } from "./subnet";
import { vpc } from "./vpc";
import { vpcAssociationAuthorization } from "./vpc-association-authorization";
import { vpcPeeringConnection } from "./vpc-peering-connection";
import { vpnGateway } from "./vpn-gateway";
import { vpnGatewayAttachment } from "./vpn-gateway-attachment";
import { zone } from "./zone";
import { zoneAssociation } from "./zone-association";

const types: readonly ResourceType[] = [
  dhcpOptions,
  dhcpOptionsAssociation,
  fileSystem,
  instance,
  instanceProfile,
  internetGateway,
  loadBalancer,
  mountTarget,
  networkInterface,
  record,
  role,
  rolePolicy,
  route,
  routeTable,
  routeTableAssociation,
  securityGroup,
  securityGroupRule("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "egress"),
  securityGroupRule("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "ingress"),
  subnet,
  vpc,
  vpcAssociationAuthorization,
  vpcPeeringConnection,
  vpnGateway,
  vpnGatewayAttachment,
  zone,
  zoneAssociation,
];

/** By token. What is not here is refused by name. */
export const knownTypes: ReadonlyMap<string, ResourceType> = new Map(types.map((type) => [type.token, type]));
