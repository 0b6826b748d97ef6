import type { CloudAccess } from "../cloud-access";
import { askFront } from "../front-socket";

/** What AWS notices of an instance: that it went off by itself, or that its status check fails. */
export type InstanceEvent = "powered-off" | "impaired";

/** Credentials as the metadata service hands them out. */
export interface RoleCredentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly Token: string;
  /** ISO 8601 in UTC */
  readonly Expiration: string;
}

/** What the network's holder asks of the front and tells it, beside AWS's own calls. */
export interface FrontClient {
  /** Differs when the cloud does; `undefined` where the front has no such number. */
  generation(): Promise<number | undefined>;
  tell(instanceId: string, state: InstanceEvent): Promise<void>;
  /** @param account - e.g. `123456789012` */
  credentials(role: string, account: string): Promise<RoleCredentials>;
}

/** Ends before its time, so that nobody is given what is about to expire. */
const marginMilliseconds = 300_000;

export function frontClient(access: CloudAccess): FrontClient {
  const kept = new Map<string, RoleCredentials>();
  const get = async (path: string, content?: object): Promise<unknown> => {
    const { status, text } = await askFront(access, path, content);
    if (status >= 300) throw new Error(`${path} of the front answered ${status}: ${text.slice(0, 200)}`);
    return text === "" ? undefined : JSON.parse(text);
  };
  return {
    async generation() {
      const { status, text } = await askFront(access, "/_lab/generation");
      if (status === 404) return undefined;
      const body = JSON.parse(text) as number | { generation: number };
      return typeof body === "number" ? body : body.generation;
    },
    async tell(instanceId, state) {
      await get(`/_lab/instances/${instanceId}`, { state });
    },
    async credentials(role, account) {
      const path = `/_lab/credentials/${encodeURIComponent(role)}?account=${encodeURIComponent(account)}`;
      const known = kept.get(path);
      if (known !== undefined && Date.parse(known.Expiration) - marginMilliseconds > Date.now()) return known;
      const fresh = (await get(path)) as RoleCredentials;
      kept.set(path, fresh);
      return fresh;
    },
  };
}
