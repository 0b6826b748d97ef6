import { AutoscalingGroup } from "@cdktn/provider-aws/lib/autoscaling-group";
import { CloudwatchDashboard } from "@cdktn/provider-aws/lib/cloudwatch-dashboard";
import { CloudwatchEventRule } from "@cdktn/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktn/provider-aws/lib/cloudwatch-event-target";
import { CloudwatchLogGroup } from "@cdktn/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchMetricAlarm } from "@cdktn/provider-aws/lib/cloudwatch-metric-alarm";
import { DataAwsSubnet } from "@cdktn/provider-aws/lib/data-aws-subnet";
import { IamInstanceProfile } from "@cdktn/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktn/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktn/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktn/provider-aws/lib/iam-role-policy-attachment";
import { ImagebuilderComponent } from "@cdktn/provider-aws/lib/imagebuilder-component";
import { ImagebuilderDistributionConfiguration } from "@cdktn/provider-aws/lib/imagebuilder-distribution-configuration";
import { ImagebuilderImage } from "@cdktn/provider-aws/lib/imagebuilder-image";
import { ImagebuilderImagePipeline } from "@cdktn/provider-aws/lib/imagebuilder-image-pipeline";
import { ImagebuilderImageRecipe } from "@cdktn/provider-aws/lib/imagebuilder-image-recipe";
import { ImagebuilderInfrastructureConfiguration } from "@cdktn/provider-aws/lib/imagebuilder-infrastructure-configuration";
import { LambdaEventSourceMapping } from "@cdktn/provider-aws/lib/lambda-event-source-mapping";
import { LambdaFunction } from "@cdktn/provider-aws/lib/lambda-function";
import { LaunchTemplate } from "@cdktn/provider-aws/lib/launch-template";
import { NetworkInterface } from "@cdktn/provider-aws/lib/network-interface";
import { Route53Record } from "@cdktn/provider-aws/lib/route53-record";
import { Route53VpcAssociationAuthorization } from "@cdktn/provider-aws/lib/route53-vpc-association-authorization";
import { Route53Zone } from "@cdktn/provider-aws/lib/route53-zone";
import { Route53ZoneAssociation } from "@cdktn/provider-aws/lib/route53-zone-association";
import { S3Bucket } from "@cdktn/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktn/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktn/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktn/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktn/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktn/provider-aws/lib/s3-bucket-versioning";
import { S3Object } from "@cdktn/provider-aws/lib/s3-object";
import { SecurityGroup } from "@cdktn/provider-aws/lib/security-group";
import { SqsQueue } from "@cdktn/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktn/provider-aws/lib/sqs-queue-policy";
import { VpcDhcpOptions } from "@cdktn/provider-aws/lib/vpc-dhcp-options";
import { VpcDhcpOptionsAssociation } from "@cdktn/provider-aws/lib/vpc-dhcp-options-association";
import { VpcSecurityGroupEgressRule } from "@cdktn/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktn/provider-aws/lib/vpc-security-group-ingress-rule";
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
} from "cdktn";
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
