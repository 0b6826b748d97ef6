import type { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { EC2Client } from "@aws-sdk/client-ec2";
import type { EFSClient } from "@aws-sdk/client-efs";
import type { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { ImagebuilderClient } from "@aws-sdk/client-imagebuilder";
import type { Route53Client } from "@aws-sdk/client-route-53";
import type { S3Client } from "@aws-sdk/client-s3";
import type { Properties } from "../../../lab/aws-provider/property-values";
import type { ProviderClient, Resource } from "./provider-client";

/** An emulator with a few resources in it for others to stand on. */
export interface World {
  readonly provider: ProviderClient;
  readonly autoScaling: AutoScalingClient;
  readonly cloudWatch: CloudWatchClient;
  readonly cloudWatchLogs: CloudWatchLogsClient;
  readonly ec2: EC2Client;
  readonly efs: EFSClient;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly iam: IAMClient;
  readonly imageBuilder: ImagebuilderClient;
  readonly imageParts: ImageParts;
  readonly route53: Route53Client;
  readonly s3: S3Client;
  readonly vpcId: string;
  readonly otherVpcId: string;
  readonly subnetA: string;
  readonly subnetB: string;
  readonly groupId: string;
  readonly otherGroupId: string;
  readonly routeTableId: string;
  readonly otherRouteTableId: string;
  readonly internetGatewayId: string;
  readonly vpnGatewayId: string;
  readonly roleName: string;
  readonly profileName: string;
  readonly otherProfileName: string;
  readonly zoneId: string;
  readonly imageId: string;
  readonly fileSystemId: string;
  readonly dhcpOptionsId: string;
  readonly otherDhcpOptionsId: string;
  readonly interfaceId: string;
  /** Of subnet A's zone. */
  readonly slotInterfaceId: string;
  readonly templateId: string;
  readonly bucketName: string;
  readonly otherBucketName: string;
}

/** What an image is built of. */
export interface ImageParts {
  readonly componentArn: string;
  readonly otherComponentArn: string;
  readonly recipeArn: string;
  readonly otherRecipeArn: string;
  readonly infrastructureArn: string;
  readonly distributionArn: string;
}

/** One resource type through its life. */
export interface ResourceCase {
  readonly type: string;
  /** Beside the type's name, where a type has several cases. */
  readonly what?: string;
  given(world: World): Properties;
  /** What AWS itself says of it, as far as it was given. */
  described(resource: Resource, world: World): Promise<unknown>;
  expected(world: World): unknown;
  /** Outputs that programs use: all must be texts or numbers that say something. */
  readonly outputs?: readonly string[];
  /** A setting that goes back to AWS's default when it is deleted, and is never absent. */
  readonly neverAbsent?: true;
  readonly inPlace?: {
    change(world: World): Properties;
    readonly changed: readonly string[];
    expected(world: World): unknown;
  };
  readonly replacing?: {
    change(world: World): Properties;
    readonly names: readonly string[];
    readonly deleteBeforeReplace?: boolean;
  };
}

/** Tags as AWS lists them, as a map. */
export function tagsOf(tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined) {
  return Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key, Value]));
}
