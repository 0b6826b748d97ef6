import { BucketObjectv2 } from "@pulumi/aws/s3/bucketObjectv2";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock";
import type * as pulumi from "@pulumi/pulumi";
import type { RenderedBootstrap } from "../core/forwarder-bootstrap";
import { configurationKey, DESIRED_STATE_KEY } from "../core/forwarder-contract";
import { bucketStatements } from "../core/forwarder-policies";
import type { PlannedForwarders } from "../core/part-plan";
import type { InputValues } from "./hybrid-dns-args";
import { contentAddress, desiredState, policyAbout, tagsWith } from "./inputs";
import {
  Bucket,
  BucketLifecycleConfiguration,
  BucketServerSideEncryptionConfiguration,
  BucketVersioning,
} from "./renamed-s3";

type Plan = PlannedForwarders<InputValues>;

/** A bucket of a Forwarders component, and what must be there before anything is put into it. */
export interface ConfigurationBucket {
  readonly bucket: InstanceType<typeof Bucket>;
  readonly settings: readonly pulumi.Resource[];
}

/** Private, encrypted at rest and on the way, with what was replaced kept for a while. */
export function declareBucket(component: pulumi.ComponentResource, plan: Plan): ConfigurationBucket {
  const { logicalName, bucketPrefix, noncurrentDays } = plan;
  const parent = { parent: component };
  const tags = tagsWith(plan.tags, { Name: logicalName });
  const bucket = new Bucket(logicalName, { bucketPrefix, forceDestroy: true, tags }, parent);
  const publicAccess = new BucketPublicAccessBlock(
    logicalName,
    {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    parent,
  );
  // S3 takes one change of who may do what at a time.
  const policy = new BucketPolicy(
    logicalName,
    { bucket: bucket.id, policy: policyAbout(bucket.arn, bucketStatements) },
    { ...parent, dependsOn: [publicAccess] },
  );
  const encryption = new BucketServerSideEncryptionConfiguration(
    logicalName,
    { bucket: bucket.id, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    parent,
  );
  const versioning = new BucketVersioning(
    logicalName,
    { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
    parent,
  );
  new BucketLifecycleConfiguration(
    logicalName,
    {
      bucket: bucket.id,
      rules: [
        {
          id: "replaced",
          status: "Enabled",
          filter: {},
          noncurrentVersionExpiration: { noncurrentDays },
        },
      ],
    },
    { ...parent, dependsOn: [versioning] },
  );
  return { bucket, settings: [policy, encryption, versioning] };
}

/** The script that makes forwarders of plain systems, under its hash. */
export function declareBootstrap(
  component: pulumi.ComponentResource,
  plan: Plan,
  { bucket, settings }: ConfigurationBucket,
  { objectKey, script }: RenderedBootstrap,
): BucketObjectv2 {
  return new BucketObjectv2(
    `${plan.logicalName}-bootstrap`,
    { bucket: bucket.id, key: objectKey, content: script, contentType: "text/plain; charset=utf-8" },
    { parent: component, dependsOn: [...settings] },
  );
}

/**
 * The configuration, under its hash, and after it the object that names it: whoever reads the one finds the other. The one
 * before goes at the end. No tags: S3 takes no more than ten on an object.
 */
export function declareObjects(
  component: pulumi.ComponentResource,
  plan: Plan,
  { bucket, settings }: ConfigurationBucket,
  known: {
    readonly configuration: pulumi.Output<string>;
    readonly imageId: pulumi.Input<string>;
    readonly addresses: readonly pulumi.Input<string>[];
  },
): BucketObjectv2 {
  const address = contentAddress(known.configuration);
  const configuration = new BucketObjectv2(
    `${plan.logicalName}-configuration`,
    {
      bucket: bucket.id,
      key: address.apply(({ sha256 }) => configurationKey(sha256)),
      content: known.configuration,
      contentType: "text/plain; charset=utf-8",
    },
    { parent: component, dependsOn: [...settings] },
  );
  return new BucketObjectv2(
    `${plan.logicalName}-desired`,
    {
      bucket: bucket.id,
      key: DESIRED_STATE_KEY,
      content: desiredState(plan, address, known.imageId, known.addresses),
      contentType: "application/json",
    },
    { parent: component, dependsOn: [configuration] },
  );
}
