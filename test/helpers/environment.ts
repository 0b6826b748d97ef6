/** Sets variables of the environment for the tests of a block, and gives back what was there. */
export function withEnvironment(variables: { readonly [name: string]: string | undefined }): void {
  const before = new Map<string, string | undefined>();
  const set = (name: string, value: string | undefined) => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  };
  beforeEach(() => {
    for (const [name, value] of Object.entries(variables)) {
      before.set(name, process.env[name]);
      set(name, value);
    }
  });
  afterEach(() => {
    for (const [name, value] of before) set(name, value);
  });
}

/** Keys that no cloud knows, and nothing of the machine's own configuration. */
export const TEST_CREDENTIALS = {
  AWS_ACCESS_KEY_ID: "AKIDTEST",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
  AWS_REGION: undefined,
  AWS_ENDPOINT_URL: undefined,
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
};
