import type { Construct } from "constructs";
import type { PlannedForwarders } from "../core";
import type { RenderedBootstrap } from "../core/forwarder-bootstrap";
import { configurationKey, DESIRED_STATE_KEY } from "../core/forwarder-contract";
import { bucketStatements, renderPolicy } from "../core/forwarder-policies";
import { level } from "./component";
import type { DependingResource, Kit } from "./kit";
import { type AddressedContent, desiredState, literalText, type TokenValues, tagsWith } from "./tokens";

type Plan = PlannedForwarders<TokenValues>;

/** Where a part of a construct is declared. */
export interface Place<Provider> {
  readonly kit: Kit<Provider>;
  readonly scope: Construct;
  readonly meta: { provider?: Provider };
}

/** A bucket of forwarders, and what must be there before anything is put into it. */
export interface ConfigurationBucket {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly settings: DependingResource[];
}

/** Private, encrypted at rest and on the way, with what was replaced kept for a while. */
export function declareBucket<Provider>({ kit, scope, meta }: Place<Provider>, plan: Plan): ConfigurationBucket {
  const { id, arn, region } = new kit.S3Bucket(scope, "Bucket", {
    bucketPrefix: plan.bucketPrefix,
    forceDestroy: true,
    tags: tagsWith(plan.tags, { Name: plan.logicalName }, kit.functions),
    ...meta,
  });
  const publicAccess = new kit.S3BucketPublicAccessBlock(scope, "PublicAccessBlock", {
    bucket: id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
    ...meta,
  });
  const policy = new kit.S3BucketPolicy(scope, "BucketPolicy", {
    bucket: id,
    policy: renderPolicy(bucketStatements(arn)),
    // S3 takes one change of who may do what at a time.
    dependsOn: [publicAccess],
    ...meta,
  });
  const encryption = new kit.S3BucketServerSideEncryptionConfiguration(scope, "Encryption", {
    bucket: id,
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    ...meta,
  });
  const versioning = new kit.S3BucketVersioning(scope, "Versioning", {
    bucket: id,
    versioningConfiguration: { status: "Enabled" },
    ...meta,
  });
  new kit.S3BucketLifecycleConfiguration(scope, "Lifecycle", {
    bucket: id,
    rule: [
      {
        id: "replaced",
        status: "Enabled",
        filter: [{}],
        noncurrentVersionExpiration: [{ noncurrentDays: plan.noncurrentDays }],
      },
    ],
    dependsOn: [versioning],
    ...meta,
  });
  return { id, arn, region, settings: [policy, encryption, versioning] };
}

/** The script that makes forwarders of plain systems, under its hash. */
export function declareBootstrap<Provider>(
  { kit, scope, meta }: Place<Provider>,
  { id, settings }: ConfigurationBucket,
  { objectKey, script }: RenderedBootstrap,
): DependingResource {
  return new kit.S3Object(level(scope, "Object"), "bootstrap", {
    bucket: id,
    key: objectKey,
    content: literalText(script),
    contentType: "text/plain; charset=utf-8",
    lifecycle: { createBeforeDestroy: true },
    dependsOn: settings,
    ...meta,
  });
}

/**
 * The configuration, under its hash, and after it the object that names it: whoever reads the one finds the other. The one
 * before goes at the end. No tags: S3 takes no more than ten on an object.
 */
export function declareObjects<Provider>(
  { kit, scope, meta }: Place<Provider>,
  plan: Plan,
  { id, settings }: ConfigurationBucket,
  known: { readonly configuration: AddressedContent; readonly imageId: string; readonly addresses: readonly string[] },
): DependingResource {
  const objects = level(scope, "Object");
  const configuration = new kit.S3Object(objects, "configuration", {
    bucket: id,
    key: configurationKey(known.configuration.sha256),
    content: known.configuration.text,
    contentType: "text/plain; charset=utf-8",
    lifecycle: { createBeforeDestroy: true },
    dependsOn: settings,
    ...meta,
  });
  return new kit.S3Object(objects, "desired", {
    bucket: id,
    key: DESIRED_STATE_KEY,
    content: desiredState(plan, known.configuration, known.imageId, known.addresses),
    contentType: "application/json",
    dependsOn: [configuration],
    ...meta,
  });
}
