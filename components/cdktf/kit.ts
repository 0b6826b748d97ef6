import type { Construct } from "constructs";
import type {
  AutoscalingGroupArguments,
  BucketArguments,
  BucketEncryptionArguments,
  BucketLifecycleArguments,
  BucketPublicAccessArguments,
  BucketVersioningArguments,
  DashboardArguments,
  DataArguments,
  DhcpOptionsArguments,
  DhcpOptionsAssociationArguments,
  DhcpOptionsRestoreArguments,
  EventRuleArguments,
  EventSourceMappingArguments,
  EventTargetArguments,
  FunctionArguments,
  GroupTag,
  ImageArguments,
  ImageComponentArguments,
  ImageDistributionArguments,
  ImageInfrastructureArguments,
  ImagePipelineArguments,
  ImageRecipeArguments,
  InstanceProfileArguments,
  LaunchTemplateArguments,
  LogGroupArguments,
  MetricAlarmArguments,
  NetworkInterfaceArguments,
  ObjectArguments,
  PtrRecordsArguments,
  PtrRecordsResults,
  QueueArguments,
  RecordArguments,
  RoleArguments,
  RolePolicyArguments,
  RolePolicyAttachmentArguments,
  RuleArguments,
  SecurityGroupArguments,
  TextMap,
  ZoneArguments,
  ZoneAssociationArguments,
} from "./kit-arguments";

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
