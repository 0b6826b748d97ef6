import * as s3 from "@pulumi/aws/s3";

// Version 7 of @pulumi/aws gave these classes other names; it still has the old ones, but warns of them at every run. In 6
// `Bucket` is another resource. Resources that were made by the one are those of the other: 7 has aliases for them.

interface Renamed {
  readonly Bucket: typeof s3.BucketV2;
  readonly BucketLifecycleConfiguration: typeof s3.BucketLifecycleConfigurationV2;
  readonly BucketServerSideEncryptionConfiguration: typeof s3.BucketServerSideEncryptionConfigurationV2;
  readonly BucketVersioning: typeof s3.BucketVersioningV2;
}

const isRenamed = Object.hasOwn(s3, "BucketVersioning");

export const { Bucket, BucketLifecycleConfiguration, BucketServerSideEncryptionConfiguration, BucketVersioning } =
  isRenamed
    ? (s3 as unknown as Renamed)
    : {
        Bucket: s3.BucketV2,
        BucketLifecycleConfiguration: s3.BucketLifecycleConfigurationV2,
        BucketServerSideEncryptionConfiguration: s3.BucketServerSideEncryptionConfigurationV2,
        BucketVersioning: s3.BucketVersioningV2,
      };
