/** What a VPC's `accountId` needs beside it in a file, where no provider can be written. */
export interface AccountConfig {
  /** Assumed with the credentials of whoever runs Pulumi, e.g. `arn:aws:iam::222222222222:role/network`. */
  readonly roleArn: string;
  /** Region of the account's VPCs. @default - `aws:region` */
  readonly region?: string | undefined;
}

/** By account id. */
export type AccountsConfig = { readonly [accountId: string]: AccountConfig };
