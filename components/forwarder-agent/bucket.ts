/** The objects that the forwarders of one VPC share with the infrastructure. */
export interface Bucket {
  /**
   * @param tag - of the content that is known already
   * @throws {BucketUnreachable} also for content that is longer than `mostBytes`
   */
  get(key: string, mostBytes: number, tag?: string): Promise<Fetched>;
  put(key: string, text: string): Promise<void>;
}

export type Fetched =
  | { readonly kind: "content"; readonly text: string; readonly tag: string | undefined }
  | { readonly kind: "unchanged" }
  | { readonly kind: "missing" };

/** The bucket did not answer, or not with what was asked for: nothing to do but to ask again later. */
export class BucketUnreachable extends Error {}
