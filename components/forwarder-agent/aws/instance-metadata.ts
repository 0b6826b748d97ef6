import { boundedFetch } from "./bounded-fetch";

/** Who this instance is. */
export interface InstanceIdentity {
  readonly instanceId: string;
  readonly imageId: string;
  readonly address: string;
}

export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export interface InstanceMetadata {
  identity(): Promise<InstanceIdentity>;
  /** Kept until shortly before they end. */
  credentials(): Promise<RoleCredentials>;
}

const TOKEN_SECONDS = 21_600;
/** AWS has new ones at least five minutes before the old ones end. */
const MARGIN_MILLISECONDS = 240_000;
const limits = { milliseconds: 2_000, mostBytes: 65_536 };

/**
 * The instance's metadata by IMDSv2.
 *
 * @param now - milliseconds of the time of day
 */
export function instanceMetadata(endpoint: string, now: () => number): InstanceMetadata {
  let token: { text: string; until: number } | undefined;
  let kept: { credentials: RoleCredentials; until: number } | undefined;

  async function ask(path: string, again = true): Promise<string> {
    if (token === undefined || token.until < now()) token = await newToken();
    const headers = { "X-aws-ec2-metadata-token": token.text };
    const { status, text } = await boundedFetch(`${endpoint}/latest/meta-data/${path}`, { headers, ...limits });
    if (status === 401 && again) {
      token = undefined;
      return ask(path, false);
    }
    if (status !== 200) throw new Error(`instance metadata ${path}: status ${status}`);
    return text.trim();
  }

  async function newToken() {
    const headers = { "X-aws-ec2-metadata-token-ttl-seconds": String(TOKEN_SECONDS) };
    const { status, text } = await boundedFetch(`${endpoint}/latest/api/token`, { method: "PUT", headers, ...limits });
    if (status !== 200) throw new Error(`instance metadata: no token, status ${status}`);
    return { text, until: now() + (TOKEN_SECONDS * 1_000) / 2 };
  }

  return {
    async identity() {
      const [instanceId, imageId, address] = await Promise.all(
        ["instance-id", "ami-id", "local-ipv4"].map((path) => ask(path)),
      );
      return { instanceId: instanceId!, imageId: imageId!, address: address! };
    },
    async credentials() {
      if (kept !== undefined && kept.until > now()) return kept.credentials;
      const role = (await ask("iam/security-credentials/")).split("\n")[0]!;
      const given = JSON.parse(await ask(`iam/security-credentials/${encodeURIComponent(role)}`)) as {
        readonly [name: string]: unknown;
      };
      const text = (name: string) => {
        const value = given[name];
        if (typeof value !== "string") throw new Error(`instance metadata: the role's credentials have no ${name}`);
        return value;
      };
      const credentials = {
        accessKeyId: text("AccessKeyId"),
        secretAccessKey: text("SecretAccessKey"),
        sessionToken: text("Token"),
      };
      kept = { credentials, until: Date.parse(text("Expiration")) - MARGIN_MILLISECONDS };
      return credentials;
    },
  };
}
