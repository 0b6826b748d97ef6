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

  readonly AutoscalingGroup: Declared<Provider, AutoscalingGroupArguments, DependingResource>;
  readonly CloudwatchEventRule: Declared<Provider, EventRuleArguments, { readonly name: string; readonly arn: string }>;
  readonly CloudwatchEventTarget: Declared<Provider, EventTargetArguments>;
  readonly CloudwatchLogGroup: Declared<Provider, LogGroupArguments, { readonly name: string; readonly arn: string }>;
  readonly CloudwatchDashboard: Declared<Provider, DashboardArguments>;
  readonly CloudwatchMetricAlarm: Declared<Provider, MetricAlarmArguments>;
  readonly DataAwsSubnet: Declared<Provider, { id: string }, { readonly availabilityZone: string }>;
  readonly IamInstanceProfile: Declared<Provider, InstanceProfileArguments, { readonly name: string }>;
  readonly IamRole: Declared<Provider, RoleArguments, { readonly name: string; readonly arn: string }>;
  readonly IamRolePolicy: Declared<Provider, RolePolicyArguments, DependingResource>;
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
  readonly LambdaEventSourceMapping: Declared<Provider, EventSourceMappingArguments>;
  readonly LambdaFunction: Declared<
    Provider,
    FunctionArguments,
    { readonly arn: string; readonly functionName: string }
  >;
  readonly LaunchTemplate: Declared<Provider, LaunchTemplateArguments>;
  readonly NetworkInterface: Declared<Provider, NetworkInterfaceArguments, { readonly privateIp: string }>;
  readonly PtrRecordsResource: Declared<Provider, PtrRecordsArguments, PtrRecordsResults>;
  readonly Route53Record: Declared<Provider, RecordArguments>;
  readonly Route53Zone: Declared<Provider, ZoneArguments, { readonly zoneId: string }>;
  readonly Route53VpcAssociationAuthorization: Declared<Provider, ZoneAssociationArguments, DependingResource>;
  readonly Route53ZoneAssociation: Declared<Provider, ZoneAssociationArguments>;
  readonly S3Bucket: Declared<Provider, BucketArguments, { readonly arn: string; readonly region: string }>;
  readonly S3BucketLifecycleConfiguration: Declared<Provider, BucketLifecycleArguments>;
  readonly S3BucketPolicy: Declared<Provider, { bucket: string; policy: string }, DependingResource>;
  readonly S3BucketPublicAccessBlock: Declared<Provider, BucketPublicAccessArguments, DependingResource>;
  readonly S3BucketServerSideEncryptionConfiguration: Declared<Provider, BucketEncryptionArguments, DependingResource>;
  readonly S3BucketVersioning: Declared<Provider, BucketVersioningArguments, DependingResource>;
  readonly S3Object: Declared<Provider, ObjectArguments, DependingResource>;
  readonly SqsQueue: Declared<Provider, QueueArguments, { readonly arn: string; readonly url: string }>;
  readonly SqsQueuePolicy: Declared<Provider, { queueUrl: string; policy: string }>;
  readonly SecurityGroup: Declared<Provider, SecurityGroupArguments>;
  /** Terraform's own `terraform_data`. */
  readonly DataResource: Declared<Provider, DataArguments, DependingResource>;
  readonly DhcpOptionsRestoreResource: Declared<Provider, DhcpOptionsRestoreArguments, DependingResource>;
  readonly VpcDhcpOptions: Declared<Provider, DhcpOptionsArguments>;
  readonly VpcDhcpOptionsAssociation: Declared<Provider, DhcpOptionsAssociationArguments>;
  readonly VpcSecurityGroupEgressRule: Declared<Provider, RuleArguments, DependingResource>;
  readonly VpcSecurityGroupIngressRule: Declared<Provider, RuleArguments>;
}

/** What makes tokens of tokens. */
export interface TokenFunctions {
  join(separator: string, texts: string[]): string;
  merge(maps: readonly TextMap[]): TextMap;
  lookup(map: TextMap, key: string): string;
  /** A resource where a bare reference is wanted: in `dependsOn` of an element, in `replaceTriggeredBy`. */
  dependency(resource: DependingResource): string;
  /** A text that is named, so that expressions can refer to it. */
  local(scope: Construct, id: string, text: string): string;
  /** Tags as an Auto Scaling group takes them, of a map whose keys only Terraform knows. */
  groupTags(tags: TextMap): GroupTag[];
  /** A file that is handed over with what is synthesised: its path there. */
  file(scope: Construct, id: string, path: string): string;
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

export interface GroupTag {
  key: string;
  value: string;
  propagateAtLaunch: boolean;
}
export interface AutoscalingGroupArguments {
  name: string;
  minSize: number;
  maxSize: number;
  desiredCapacity: number;
  availabilityZones: string[];
  launchTemplate: { id: string; version: string };
  healthCheckType: string;
  healthCheckGracePeriod: number;
  instanceMaintenancePolicy: { minHealthyPercentage: number; maxHealthyPercentage: number };
  tag: GroupTag[];
}
export interface DashboardArguments {
  dashboardName: string;
  dashboardBody: string;
}
export interface LogGroupArguments {
  name: string;
  retentionInDays: number;
  tags: TextMap;
}
export interface MetricAlarmArguments {
  alarmName: string;
  alarmDescription: string;
  comparisonOperator: string;
  threshold: number;
  evaluationPeriods: number;
  treatMissingData: string;
  metricQuery: MetricQuery[];
  alarmActions: string[];
  okActions: string[];
  tags: TextMap;
}
export interface MetricQuery {
  id: string;
  label: string;
  returnData: boolean;
  expression?: string;
  metric?: { namespace: string; metricName: string; period: number; stat: string; dimensions: TextMap };
}
export interface EventRuleArguments {
  description: string;
  eventPattern?: string;
  scheduleExpression?: string;
  tags: TextMap;
}
export interface EventTargetArguments {
  rule: string;
  arn: string;
  roleArn?: string;
  sqsTarget?: { messageGroupId: string };
}
export interface FunctionArguments {
  functionName: string;
  description: string;
  filename: string;
  sourceCodeHash: string;
  role: string;
  handler: string;
  runtime: string;
  architectures: string[];
  memorySize: number;
  timeout: number;
  environment: { variables: TextMap };
  loggingConfig: { logFormat: string; logGroup: string };
  tags: TextMap;
}
export interface EventSourceMappingArguments {
  functionName: string;
  eventSourceArn: string;
  batchSize: number;
  functionResponseTypes: string[];
}
export interface QueueArguments {
  name: string;
  fifoQueue: boolean;
  contentBasedDeduplication: boolean;
  delaySeconds?: number;
  visibilityTimeoutSeconds?: number;
  messageRetentionSeconds: number;
  sqsManagedSseEnabled: boolean;
  redrivePolicy?: string;
  tags: TextMap;
}
export interface InstanceProfileArguments {
  role: string;
  tags: TextMap;
}
export interface RoleArguments {
  assumeRolePolicy: string;
  tags: TextMap;
}
export interface RolePolicyArguments {
  role: string;
  policy: string;
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
export interface LaunchTemplateArguments {
  description: string;
  imageId: string;
  instanceType: string;
  networkInterfaces: { deviceIndex: number; networkInterfaceId: string; deleteOnTermination: string }[];
  iamInstanceProfile: { name: string };
  metadataOptions: { httpEndpoint: string; httpTokens: string; httpPutResponseHopLimit: number };
  instanceInitiatedShutdownBehavior: string;
  userData: string;
  updateDefaultVersion: boolean;
  tagSpecifications: { resourceType: string; tags: TextMap }[];
  tags: TextMap;
}
export interface BucketArguments {
  bucketPrefix: string;
  forceDestroy: boolean;
  tags: TextMap;
}
export interface BucketPublicAccessArguments {
  bucket: string;
  blockPublicAcls: boolean;
  blockPublicPolicy: boolean;
  ignorePublicAcls: boolean;
  restrictPublicBuckets: boolean;
}
export interface BucketEncryptionArguments {
  bucket: string;
  rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: string } }[];
}
export interface BucketVersioningArguments {
  bucket: string;
  versioningConfiguration: { status: string };
}
export interface BucketLifecycleArguments {
  bucket: string;
  rule: {
    id: string;
    status: string;
    filter: Record<string, never>[];
    noncurrentVersionExpiration: { noncurrentDays: number }[];
  }[];
}
export interface ObjectArguments {
  bucket: string;
  key: string;
  content: string;
  contentType: string;
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
  referencedSecurityGroupId?: string;
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
  monitored?: boolean | undefined;
}
export interface PtrRecordsResults {
  /** Names by reverse name. */
  readonly ptrRecords: { [reverseName: string]: string[] };
  /** Reasons, by name, for addresses without PTR record. */
  readonly skipped: TextMap;
}
