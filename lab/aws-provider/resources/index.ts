import type { ResourceType } from "../resource-type";
import { securityGroupRule } from "../security-group-rule";
import { autoScalingGroup } from "./auto-scaling-group";
import { bucket } from "./bucket";
import { bucketLifecycle } from "./bucket-lifecycle";
import { bucketObject } from "./bucket-object";
import { bucketEncryption, bucketPolicy, bucketPublicAccessBlock, bucketVersioning } from "./bucket-parts";
import { dashboard } from "./dashboard";
import { dhcpOptions } from "./dhcp-options";
import { dhcpOptionsAssociation } from "./dhcp-options-association";
import { eventRule, eventTarget } from "./event-rule";
import { fileSystem } from "./file-system";
import { eventSourceMapping, lambdaFunction } from "./function";
import { image } from "./image";
import { imageComponent } from "./image-component";
import { imageDistribution } from "./image-distribution";
import { imageInfrastructure } from "./image-infrastructure";
import { imagePipeline } from "./image-pipeline";
import { imageRecipe } from "./image-recipe";
import { instance } from "./instance";
import { instanceProfile } from "./instance-profile";
import { internetGateway } from "./internet-gateway";
import { launchTemplate } from "./launch-template";
import { loadBalancer } from "./load-balancer";
import { logGroup } from "./log-group";
import { metricAlarm } from "./metric-alarm";
import { mountTarget } from "./mount-target";
import { networkInterface } from "./network-interface";
import { queue, queuePolicy } from "./queue";
import { record } from "./record";
import { role } from "./role";
import { rolePolicy } from "./role-policy";
import { rolePolicyAttachment } from "./role-policy-attachment";
import { route } from "./route";
import { routeTable } from "./route-table";
import { routeTableAssociation } from "./route-table-association";
import { securityGroup } from "./security-group";
import { subnet } from "./subnet";
import { vpc } from "./vpc";
import { vpcAssociationAuthorization } from "./vpc-association-authorization";
import { vpcEndpoint } from "./vpc-endpoint";
import { vpcPeeringConnection } from "./vpc-peering-connection";
import { vpnGateway } from "./vpn-gateway";
import { vpnGatewayAttachment } from "./vpn-gateway-attachment";
import { zone } from "./zone";
import { zoneAssociation } from "./zone-association";

const types: readonly ResourceType[] = [
  autoScalingGroup,
  bucket,
  bucketEncryption,
  bucketLifecycle,
  bucketObject,
  bucketPolicy,
  bucketPublicAccessBlock,
  bucketVersioning,
  dashboard,
  dhcpOptions,
  dhcpOptionsAssociation,
  eventRule,
  eventSourceMapping,
  eventTarget,
  fileSystem,
  image,
  imageComponent,
  imageDistribution,
  imageInfrastructure,
  imagePipeline,
  imageRecipe,
  instance,
  instanceProfile,
  internetGateway,
  lambdaFunction,
  launchTemplate,
  loadBalancer,
  logGroup,
  metricAlarm,
  mountTarget,
  networkInterface,
  queue,
  queuePolicy,
  record,
  role,
  rolePolicy,
  rolePolicyAttachment,
  route,
  routeTable,
  routeTableAssociation,
  securityGroup,
  securityGroupRule("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "egress"),
  securityGroupRule("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "ingress"),
  subnet,
  vpc,
  vpcAssociationAuthorization,
  vpcEndpoint,
  vpcPeeringConnection,
  vpnGateway,
  vpnGatewayAttachment,
  zone,
  zoneAssociation,
];

/** By token. What is not here is refused by name. */
export const knownTypes: ReadonlyMap<string, ResourceType> = new Map(types.map((type) => [type.token, type]));
