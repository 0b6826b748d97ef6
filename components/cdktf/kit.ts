import type { Construct } from "constructs";

/**
 * The classes of one Terraform CDK: CDKTF's, or those of its fork CDKTN.
 *
 * The constructs are written once, over this; each entry point brings its own. A build step that rewrites imports would
 * have made a second copy of every construct, which tests and compiler see only after the build; a base class of one CDK
 * in an app of the other is not known there. Arguments are listed here by hand, so that the compiler holds both CDKs
 * against what is used of them.
 *
 * @typeParam Provider - the CDK's `TerraformProvider`
 */
export interface Kit<Provider> {
  readonly functions: TokenFunctions;
  /** Shows a text with a construct when it is synthesised; stops nothing. */
  warn(construct: Construct, text: string): void;
  /** What other resources depend on by name; `undefined` for what is no resource. */
  resourceOf(construct: unknown): DependingResource | undefined;
  /** Whether a stack has the provider `hybriddns`. */
  hasHybridDnsProvider(construct: Construct): boolean;

  readonly DataAwsAmiIds: Declared<Provider, ImageIdsArguments, { readonly ids: string[] }>;
  readonly IamInstanceProfile: Declared<Provider, InstanceProfileArguments, { readonly name: string }>;
  readonly IamRole: Declared<Provider, RoleArguments, { readonly name: string }>;
  readonly IamRolePolicyAttachment: Declared<Provider, RolePolicyAttachmentArguments, DependingResource>;
  readonly ImagebuilderComponent: Declared<Provider, ImageComponentArguments, { readonly arn: string }>;
  readonly ImagebuilderDistributionConfiguration: Declared<
    Provider,
    ImageDistributionArguments,
    { readonly arn: string }
  >;
  readonly ImagebuilderImage: Declared<Provider, ImageArguments, DependingResource>;
  readonly ImagebuilderImagePipeline: Declared<Provider, ImagePipelineArguments>;
  readonly ImagebuilderImageRecipe: Declared<Provider, ImageRecipeArguments, { readonly arn: string }>;
  readonly ImagebuilderInfrastructureConfiguration: Declared<
    Provider,
    ImageInfrastructureArguments,
    { readonly arn: string }
  >;
  readonly Instance: Declared<Provider, InstanceArguments, DependingResource>;
  readonly NetworkInterface: Declared<Provider, NetworkInterfaceArguments, { readonly privateIp: string }>;
  readonly DhcpOptionsRestoreResource: Declared<Provider, DhcpOptionsRestoreArguments, DependingResource>;
  readonly PtrRecordsResource: Declared<Provider, PtrRecordsArguments, PtrRecordsResults>;
  readonly Route53Record: Declared<Provider, RecordArguments>;
  readonly Route53Zone: Declared<Provider, ZoneArguments, { readonly zoneId: string }>;
  readonly Route53VpcAssociationAuthorization: Declared<Provider, ZoneAssociationArguments, DependingResource>;
  readonly Route53ZoneAssociation: Declared<Provider, ZoneAssociationArguments>;
  readonly SecurityGroup: Declared<Provider, SecurityGroupArguments>;
  /** Terraform's own `terraform_data`. */
  readonly DataResource: Declared<Provider, DataArguments, DependingResource>;
  readonly VpcDhcpOptions: Declared<Provider, DhcpOptionsArguments>;
  readonly VpcDhcpOptionsAssociation: Declared<Provider, DhcpOptionsAssociationArguments>;
  readonly VpcSecurityGroupEgressRule: Declared<Provider, RuleArguments, DependingResource>;
  readonly VpcSecurityGroupIngressRule: Declared<Provider, RuleArguments>;
}

/** What makes tokens of tokens. */
export interface TokenFunctions {
  first(texts: string[]): string;
  join(separator: string, texts: string[]): string;
  merge(maps: readonly TextMap[]): TextMap;
  lookup(map: TextMap, key: string): string;
  /** A resource where a bare reference is wanted: in `dependsOn` of an element, in `replaceTriggeredBy`. */
  dependency(resource: DependingResource): string;
  /** What an expression makes of each text, which it calls `val`. */
  each(texts: string[], expression: string): string[];
}

/** A class of resources or data sources: what it is given here, and what is used of it. */
export type Declared<Provider, Arguments, Results = unknown> = new (
  scope: Construct,
  id: string,
  config: Arguments & MetaArguments<Provider>,
) => Construct & { readonly id: string } & Results;

export interface MetaArguments<Provider> {
  provider?: Provider;
  dependsOn?: DependingResource[];
  lifecycle?: Lifecycle;
}

/** A resource that others can depend on, and that can be told to depend on others. */
export interface DependingResource {
  readonly fqn: string;
  dependsOn?: string[];
}

export interface Lifecycle {
  createBeforeDestroy?: boolean;
  preventDestroy?: boolean;
  ignoreChanges?: string[];
  replaceTriggeredBy?: string[];
  postcondition?: { condition: string; errorMessage: string }[];
}

export interface TextMap {
  [key: string]: string;
}

export interface ImageIdsArguments {
  owners: string[];
  filter: { name: string; values: string[] }[];
}
export interface InstanceProfileArguments {
  role: string;
  tags: TextMap;
}
export interface RoleArguments {
  assumeRolePolicy: string;
  tags: TextMap;
}
export interface RolePolicyAttachmentArguments {
  role: string;
  policyArn: string;
}
export interface ImageComponentArguments {
  name: string;
  version: string;
  description: string;
  platform: string;
  data: string;
  tags: TextMap;
}
export interface ImageRecipeArguments {
  name: string;
  version: string;
  description: string;
  parentImage: string;
  component: { componentArn: string }[];
  blockDeviceMapping: {
    deviceName: string;
    ebs: { encrypted: string; deleteOnTermination: string; volumeType: string; volumeSize: number };
  }[];
  systemsManagerAgent: { uninstallAfterBuild: boolean };
  userDataBase64?: string;
  tags: TextMap;
}
export interface ImageInfrastructureArguments {
  name: string;
  description: string;
  instanceProfileName: string;
  instanceTypes: string[];
  instanceMetadataOptions: { httpTokens: string; httpPutResponseHopLimit: number };
  terminateInstanceOnFailure: boolean;
  subnetId?: string;
  securityGroupIds?: string[];
  resourceTags: TextMap;
  tags: TextMap;
}
export interface ImageDistributionArguments {
  name: string;
  description: string;
  distribution: {
    region: string;
    amiDistributionConfiguration: { name: string; description: string; amiTags: TextMap };
  }[];
  tags: TextMap;
}
export interface ImageArguments {
  imageRecipeArn: string;
  infrastructureConfigurationArn: string;
  distributionConfigurationArn: string;
  imageTestsConfiguration: { imageTestsEnabled: boolean; timeoutMinutes: number };
  tags: TextMap;
}
export interface ImagePipelineArguments extends ImageArguments {
  name: string;
  schedule: { scheduleExpression: string; pipelineExecutionStartCondition: string };
}
export interface InstanceArguments {
  ami: string;
  instanceType: string;
  networkInterface: { deviceIndex: number; networkInterfaceId: string }[];
  iamInstanceProfile: string;
  metadataOptions: { httpEndpoint: string; httpTokens: string; httpPutResponseHopLimit: number };
  rootBlockDevice: { encrypted: boolean; volumeType: string; tags: TextMap };
  monitoring: boolean;
  userData: string;
  userDataReplaceOnChange: boolean;
  tags: TextMap;
}
export interface NetworkInterfaceArguments {
  subnetId: string;
  securityGroups: string[];
  description: string;
  privateIps?: string[];
  ipv6AddressCount?: number;
  tags: TextMap;
}
export interface RecordArguments {
  zoneId: string;
  name: string;
  type: string;
  ttl?: number;
  records?: string[];
  alias?: { name: string; zoneId: string; evaluateTargetHealth: boolean };
}
export interface ZoneArguments {
  name: string;
  vpc: { vpcId: string; vpcRegion?: string }[];
  forceDestroy: boolean;
  tags: TextMap;
}
export interface ZoneAssociationArguments {
  zoneId: string;
  vpcId: string;
  vpcRegion?: string;
}
export interface SecurityGroupArguments {
  vpcId: string;
  description: string;
  tags: TextMap;
}
export interface RuleArguments {
  securityGroupId: string;
  ipProtocol: string;
  fromPort: number;
  toPort: number;
  description: string;
  cidrIpv4?: string;
  cidrIpv6?: string;
  tags: TextMap;
}
export interface DataArguments {
  triggersReplace: { [key: string]: string };
}
export interface DhcpOptionsArguments {
  domainNameServers: string[];
  domainName?: string;
  ntpServers?: string[];
  tags: TextMap;
}
export interface DhcpOptionsAssociationArguments {
  vpcId: string;
  dhcpOptionsId: string;
}

/** Arguments of our own resource `hybriddns_dhcp_options_restore`. */
export interface DhcpOptionsRestoreArguments {
  vpcId: string;
  /** The set that the VPC gets back. */
  dhcpOptionsId: string;
}

/** Arguments of our own resource `hybriddns_ptr_records`. */
export interface PtrRecordsArguments {
  addressRecords: { name: string; addresses: string[]; ttlSeconds?: number | undefined }[];
  zoneIds: TextMap;
  enabled?: boolean | undefined;
  ttlSeconds?: number | undefined;
  exclude?: string[] | undefined;
  prefer?: string[] | undefined;
  maximumNames?: number | undefined;
  adopt?: string[] | undefined;
}
export interface PtrRecordsResults {
  /** Names by reverse name. */
  readonly ptrRecords: { [reverseName: string]: string[] };
  /** Reasons, by name, for addresses without PTR record. */
  readonly skipped: TextMap;
}
