import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { ImagebuilderComponent } from "@cdktf/provider-aws/lib/imagebuilder-component";
import { ImagebuilderDistributionConfiguration } from "@cdktf/provider-aws/lib/imagebuilder-distribution-configuration";
import { ImagebuilderImage } from "@cdktf/provider-aws/lib/imagebuilder-image";
import { ImagebuilderImagePipeline } from "@cdktf/provider-aws/lib/imagebuilder-image-pipeline";
import { ImagebuilderImageRecipe } from "@cdktf/provider-aws/lib/imagebuilder-image-recipe";
import { ImagebuilderInfrastructureConfiguration } from "@cdktf/provider-aws/lib/imagebuilder-infrastructure-configuration";
import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { NetworkInterface } from "@cdktf/provider-aws/lib/network-interface";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Route53VpcAssociationAuthorization } from "@cdktf/provider-aws/lib/route53-vpc-association-authorization";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Route53ZoneAssociation } from "@cdktf/provider-aws/lib/route53-zone-association";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { VpcDhcpOptions } from "@cdktf/provider-aws/lib/vpc-dhcp-options";
import { VpcDhcpOptionsAssociation } from "@cdktf/provider-aws/lib/vpc-dhcp-options-association";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import {
  Annotations,
  AssetType,
  DataResource,
  dependable,
  Fn,
  TerraformAsset,
  TerraformIterator,
  TerraformLocal,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
  Token,
} from "cdktf";
import type { Construct } from "constructs";
import { PROVIDER_SOURCE } from "../terraform-provider/schema";
import {
  dhcpOptionsRestoreAttributes,
  type HybridDnsProviderProps,
  hclAttributes,
  jsonAttributes,
  PROVIDER_NAME,
  providerAttributes,
  ptrRecordsAttributes,
  type TerraformAttributes,
} from "./hybriddns-provider";
import type { Kit, MetaArguments } from "./kit";
import type { DhcpOptionsRestoreArguments, GroupTag, PtrRecordsArguments } from "./kit-arguments";

/** The provider `hybriddns`, configured as the AWS provider is. */
export class HybridDnsProvider extends TerraformProvider {
  private readonly attributes: TerraformAttributes;
  private readonly ownAlias: string | undefined;

  constructor(scope: Construct, id: string, props: HybridDnsProviderProps = {}) {
    super(scope, id, { terraformResourceType: PROVIDER_NAME, terraformProviderSource: PROVIDER_SOURCE });
    this.attributes = providerAttributes(props);
    this.ownAlias = props.alias;
  }

  override get alias(): string | undefined {
    return this.ownAlias;
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return jsonAttributes(this.attributes);
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return hclAttributes(this.attributes);
  }
}

/** A resource of the provider `hybriddns`. */
class OwnResource extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    terraformResourceType: string,
    { provider, dependsOn, lifecycle }: MetaArguments<TerraformProvider>,
    private readonly attributes: TerraformAttributes,
  ) {
    super(scope, id, {
      terraformResourceType,
      ...(provider && { provider }),
      ...(dependsOn && { dependsOn }),
      ...(lifecycle && { lifecycle }),
    });
  }

  get id(): string {
    return this.fqn;
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return jsonAttributes(this.attributes);
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return hclAttributes(this.attributes);
  }
}

/** `hybriddns_ptr_records`: PTR records of any number of zones in one resource. */
export class PtrRecordsResource extends OwnResource {
  static readonly tfResourceType = "hybriddns_ptr_records";

  constructor(scope: Construct, id: string, config: PtrRecordsArguments & MetaArguments<TerraformProvider>) {
    super(scope, id, PtrRecordsResource.tfResourceType, config, ptrRecordsAttributes(config));
  }

  get ptrRecords(): { [reverseName: string]: string[] } {
    return this.getAnyMapAttribute("ptr_records");
  }

  get skipped(): { [name: string]: string } {
    return this.getStringMapAttribute("skipped");
  }
}

/** `hybriddns_dhcp_options_restore`: gives a VPC back the option set that it had, when it is destroyed. */
export class DhcpOptionsRestoreResource extends OwnResource {
  static readonly tfResourceType = "hybriddns_dhcp_options_restore";

  constructor(scope: Construct, id: string, config: DhcpOptionsRestoreArguments & MetaArguments<TerraformProvider>) {
    super(scope, id, DhcpOptionsRestoreResource.tfResourceType, config, dhcpOptionsRestoreAttributes(config));
  }
}

/** What the constructs are made of in this CDK. */
export const kit: Kit<TerraformProvider> = {
  functions: {
    join: (separator, texts) => Fn.join(separator, texts),
    merge: (maps) => Fn.merge([...maps]),
    lookup: (map, key) => Fn.lookup(map, key),
    dependency: (resource) => dependable(resource),
    local: (scope, id, text) => new TerraformLocal(scope, id, text).asString,
    groupTags: (tags) => {
      const each = TerraformIterator.fromMap(Token.asStringMap(tags));
      const tag = { key: each.key, value: each.value, propagate_at_launch: false };
      return each.dynamic(tag) as unknown as GroupTag[];
    },
    file: (scope, id, path) => new TerraformAsset(scope, id, { path, type: AssetType.FILE }).path,
    each: (texts, expression) => Token.asList(TerraformIterator.fromList(texts).forExpressionForList(expression)),
  },
  warn: (construct, text) => Annotations.of(construct).addWarning(text),
  resourceOf: (construct) => (TerraformResource.isTerraformResource(construct) ? construct : undefined),
  hasHybridDnsProvider: (construct) =>
    TerraformStack.of(construct)
      .node.findAll()
      .some((each) => TerraformProvider.isTerraformProvider(each) && each.terraformResourceType === PROVIDER_NAME),
  AutoscalingGroup,
  CloudwatchDashboard,
  CloudwatchEventRule,
  CloudwatchEventTarget,
  CloudwatchLogGroup,
  CloudwatchMetricAlarm,
  DataAwsSubnet,
  DataResource,
  DhcpOptionsRestoreResource,
  IamInstanceProfile,
  IamRole,
  IamRolePolicy,
  IamRolePolicyAttachment,
  ImagebuilderComponent,
  ImagebuilderDistributionConfiguration,
  ImagebuilderImage,
  ImagebuilderImagePipeline,
  ImagebuilderImageRecipe,
  ImagebuilderInfrastructureConfiguration,
  LambdaEventSourceMapping,
  LambdaFunction,
  LaunchTemplate,
  NetworkInterface,
  PtrRecordsResource,
  Route53Record,
  Route53Zone,
  Route53VpcAssociationAuthorization,
  Route53ZoneAssociation,
  S3Bucket,
  S3BucketLifecycleConfiguration,
  S3BucketPolicy,
  S3BucketPublicAccessBlock,
  S3BucketServerSideEncryptionConfiguration: S3BucketServerSideEncryptionConfigurationA,
  S3BucketVersioning: S3BucketVersioningA,
  S3Object,
  SecurityGroup,
  SqsQueue,
  SqsQueuePolicy,
  VpcDhcpOptions,
  VpcDhcpOptionsAssociation,
  VpcSecurityGroupEgressRule,
  VpcSecurityGroupIngressRule,
};
