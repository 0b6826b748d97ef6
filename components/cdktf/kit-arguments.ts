// What the classes of a kit are given, as far as it is used here; the compiler holds both CDKs against it.

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
