/** How the emulated AWS is reached. */
export interface CloudAccess {
  /** e.g. `http://127.0.0.1:4577` */
  readonly endpoint: string;
  /** The same front as a socket in the file system. */
  readonly socket?: string | undefined;
  readonly region: string;
}

/** What every SDK client of the lab is made with. */
export function clientSettings({ endpoint, region }: CloudAccess) {
  return { endpoint, region, credentials: { accessKeyId: "test", secretAccessKey: "test" }, maxAttempts: 2 };
}
