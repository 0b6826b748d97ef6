import { basename } from "node:path";
import { archiveHash, reverseMonitorArchive } from "../../components/io/reverse-monitor-archive";

type Arguments = { readonly [name: string]: unknown };

/** How a type is called in Terraform, and what Pulumi's arguments are there. */
export interface ResourceType {
  readonly terraform: string;
  arguments(inputs: Arguments): { readonly [name: string]: unknown };
}

/** Pulumi's names are Terraform's in camel case; lists get a plural. */
const translated =
  (renamed: { readonly [argument: string]: string } = {}) =>
  (inputs: Arguments) =>
    snakeCase(Object.fromEntries(Object.entries(inputs).map(([name, value]) => [renamed[name] ?? name, value]))) as {
      [name: string]: unknown;
    };

/** Every type that the components declare, by Pulumi's name. */
export const typesByPulumi: { readonly [type: string]: ResourceType } = {
  "aws:autoscaling/group:Group": { terraform: "aws_autoscaling_group", arguments: translated({ tags: "tag" }) },
  "aws:cloudwatch/eventRule:EventRule": { terraform: "aws_cloudwatch_event_rule", arguments: translated() },
  "aws:cloudwatch/eventTarget:EventTarget": { terraform: "aws_cloudwatch_event_target", arguments: translated() },
  "aws:cloudwatch/logGroup:LogGroup": { terraform: "aws_cloudwatch_log_group", arguments: translated() },
  "aws:cloudwatch/dashboard:Dashboard": { terraform: "aws_cloudwatch_dashboard", arguments: translated() },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    terraform: "aws_cloudwatch_metric_alarm",
    arguments: translated({ name: "alarmName", metricQueries: "metricQuery" }),
  },
  "aws:ec2/launchTemplate:LaunchTemplate": { terraform: "aws_launch_template", arguments: translated() },
  "aws:ec2/networkInterface:NetworkInterface": { terraform: "aws_network_interface", arguments: translated() },
  "aws:ec2/securityGroup:SecurityGroup": { terraform: "aws_security_group", arguments: translated() },
  "aws:ec2/vpcDhcpOptions:VpcDhcpOptions": { terraform: "aws_vpc_dhcp_options", arguments: translated() },
  "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation": {
    terraform: "aws_vpc_dhcp_options_association",
    arguments: translated(),
  },
  "aws:iam/instanceProfile:InstanceProfile": { terraform: "aws_iam_instance_profile", arguments: translated() },
  "aws:iam/role:Role": { terraform: "aws_iam_role", arguments: translated() },
  "aws:iam/rolePolicy:RolePolicy": { terraform: "aws_iam_role_policy", arguments: translated() },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    terraform: "aws_iam_role_policy_attachment",
    arguments: translated(),
  },
  "aws:imagebuilder/component:Component": { terraform: "aws_imagebuilder_component", arguments: translated() },
  "aws:imagebuilder/distributionConfiguration:DistributionConfiguration": {
    terraform: "aws_imagebuilder_distribution_configuration",
    arguments: translated({ distributions: "distribution" }),
  },
  "aws:imagebuilder/image:Image": { terraform: "aws_imagebuilder_image", arguments: translated() },
  "aws:imagebuilder/imagePipeline:ImagePipeline": {
    terraform: "aws_imagebuilder_image_pipeline",
    arguments: translated(),
  },
  "aws:imagebuilder/imageRecipe:ImageRecipe": {
    terraform: "aws_imagebuilder_image_recipe",
    arguments: translated({ components: "component", blockDeviceMappings: "blockDeviceMapping" }),
  },
  "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration": {
    terraform: "aws_imagebuilder_infrastructure_configuration",
    arguments: translated(),
  },
  "aws:lambda/eventSourceMapping:EventSourceMapping": {
    terraform: "aws_lambda_event_source_mapping",
    arguments: translated(),
  },
  "aws:lambda/function:Function": {
    terraform: "aws_lambda_function",
    // The path in an archive of Pulumi's is a promise; its spec looks at that.
    arguments: ({ code: _, ...inputs }) => ({
      ...translated({ name: "functionName" })(inputs),
      filename: basename(reverseMonitorArchive()),
      source_code_hash: archiveHash(reverseMonitorArchive()),
    }),
  },
  "aws:route53/record:Record": {
    terraform: "aws_route53_record",
    arguments: ({ aliases, ...inputs }) => ({
      ...translated()(inputs),
      alias: aliases && snakeCase((aliases as unknown[])[0]),
    }),
  },
  "aws:route53/zone:Zone": { terraform: "aws_route53_zone", arguments: translated({ vpcs: "vpc" }) },
  "aws:route53/vpcAssociationAuthorization:VpcAssociationAuthorization": {
    terraform: "aws_route53_vpc_association_authorization",
    arguments: translated(),
  },
  "aws:route53/zoneAssociation:ZoneAssociation": {
    terraform: "aws_route53_zone_association",
    arguments: translated(),
  },
  "aws:s3/bucket:Bucket": { terraform: "aws_s3_bucket", arguments: translated() },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
    terraform: "aws_s3_bucket_lifecycle_configuration",
    arguments: ({ bucket, rules }) => ({
      bucket,
      rule: (rules as Arguments[]).map(({ filter, noncurrentVersionExpiration, ...rule }) => ({
        ...rule,
        filter: [filter],
        noncurrent_version_expiration: [snakeCase(noncurrentVersionExpiration)],
      })),
    }),
  },
  "aws:s3/bucketObjectv2:BucketObjectv2": { terraform: "aws_s3_object", arguments: translated() },
  "aws:s3/bucketPolicy:BucketPolicy": { terraform: "aws_s3_bucket_policy", arguments: translated() },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    terraform: "aws_s3_bucket_public_access_block",
    arguments: translated(),
  },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    terraform: "aws_s3_bucket_server_side_encryption_configuration",
    arguments: translated({ rules: "rule" }),
  },
  "aws:s3/bucketVersioning:BucketVersioning": { terraform: "aws_s3_bucket_versioning", arguments: translated() },
  "aws:sqs/queue:Queue": { terraform: "aws_sqs_queue", arguments: translated() },
  "aws:sqs/queuePolicy:QueuePolicy": { terraform: "aws_sqs_queue_policy", arguments: translated() },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
    terraform: "aws_vpc_security_group_egress_rule",
    arguments: translated(),
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    terraform: "aws_vpc_security_group_ingress_rule",
    arguments: translated(),
  },
  "pulumi-nodejs:dynamic/hybriddns:DhcpOptionsRestore": {
    terraform: "hybriddns_dhcp_options_restore",
    arguments: ({ vpcId, dhcpOptionsId }) => ({ vpc_id: vpcId, dhcp_options_id: dhcpOptionsId }),
  },
  "pulumi-nodejs:dynamic/hybriddns:PtrRecords": {
    terraform: "hybriddns_ptr_records",
    arguments: ({ addressRecords, zoneIds, policy }) => ({
      address_records: snakeCase(addressRecords),
      zone_ids: zoneIds,
      ...(snakeCase(policy) as object),
    }),
  },
};

/** Keys of these are the user's own. */
const MAPS = new Set(["amiTags", "dimensions", "resourceTags", "tags", "variables", "zoneIds"]);

function snakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCase);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([name, each]) => [snake(name), MAPS.has(name) ? each : snakeCase(each)]),
  );
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
