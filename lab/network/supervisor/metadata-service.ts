import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { InstancePlan } from "../plan";
import type { RoleCredentials } from "./front-client";

/** An answer of the metadata service. */
export interface MetadataAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers?: { readonly [name: string]: string };
}

const longestToken = 21_600;
const ttlHeader = "x-aws-ec2-metadata-token-ttl-seconds";
const mostTokens = 10_000;

interface Token {
  readonly instanceId: string;
  readonly expires: number;
}

/** What a role of an account may sign with. */
export type CredentialsOf = (role: string, account: string) => Promise<RoleCredentials>;

/** The instance metadata of one VPC; who asks is known by the address. */
export function metadataService(credentialsOf: CredentialsOf, now: () => number = Date.now) {
  const tokens = new Map<string, Token>();
  return async (
    request: Pick<IncomingMessage, "method" | "url" | "headers">,
    asker: InstancePlan | undefined,
  ): Promise<MetadataAnswer> => {
    if (asker === undefined || !asker.instance.metadata.enabled) return { status: 404, body: "" };
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    if (path === "/latest/api/token") {
      if (request.method !== "PUT") return { status: 405, body: "" };
      // a token asked for through a proxy is not for the instance itself
      if (request.headers["x-forwarded-for"] !== undefined) return { status: 403, body: "" };
      const seconds = Number(request.headers[ttlHeader]);
      if (!Number.isInteger(seconds) || seconds < 1 || seconds > longestToken) return { status: 400, body: "" };
      if (tokens.size >= mostTokens) tokens.clear();
      const token = randomBytes(40).toString("base64");
      tokens.set(token, { instanceId: asker.instance.instanceId, expires: now() + seconds * 1000 });
      return { status: 200, body: token, headers: { [ttlHeader]: String(seconds) } };
    }
    if (request.method !== "GET" && request.method !== "HEAD") return { status: 405, body: "" };
    const given = request.headers["x-aws-ec2-metadata-token"];
    const token = typeof given === "string" ? tokens.get(given) : undefined;
    const valid = token?.instanceId === asker.instance.instanceId && token.expires > now();
    if (!valid && (given !== undefined || asker.instance.metadata.tokensRequired)) return { status: 401, body: "" };
    const item = path.replace(/^\/(latest|\d{4}-\d{2}-\d{2})\//, "").replace(/\/$/, "");
    const { profile } = asker.instance;
    if (profile?.role !== undefined && item === `${credentialsPath}/${profile.role}`)
      return credentials(() => credentialsOf(profile.role!, accountOf(profile.arn)));
    const body = metadataAt(asker, item);
    return body === undefined ? { status: 404, body: "" } : { status: 200, body };
  };
}

const credentialsPath = "meta-data/iam/security-credentials";

/** Fifth part of `arn:aws:iam::123456789012:instance-profile/NAME`. */
const accountOf = (arn: string): string => arn.split(":")[4] ?? "";

async function credentials(get: () => Promise<RoleCredentials>): Promise<MetadataAnswer> {
  try {
    const { AccessKeyId, SecretAccessKey, Token, Expiration } = await get();
    const LastUpdated = `${new Date().toISOString().slice(0, 19)}Z`;
    const fields = { Code: "Success", LastUpdated, Type: "AWS-HMAC", AccessKeyId, SecretAccessKey, Token, Expiration };
    return { status: 200, body: JSON.stringify(fields, undefined, 2) };
  } catch (error) {
    return { status: 500, body: error instanceof Error ? error.message : String(error) };
  }
}

/** The text at a path, or the list of what is below it. */
function metadataAt(asker: InstancePlan, path: string): string | undefined {
  const all = metadataOf(asker);
  if (all.has(path)) return all.get(path);
  const prefix = path === "" ? "" : `${path}/`;
  const below = [...all.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  const names = new Set(below.map((key) => (key.includes("/") ? `${key.split("/")[0]}/` : key)));
  return names.size === 0 ? undefined : [...names].toSorted().join("\n");
}

function metadataOf(asker: InstancePlan): ReadonlyMap<string, string> {
  const { instance, region, address, macAddress, availabilityZone } = asker;
  const domain = region === "us-east-1" ? "ec2.internal" : `${region}.compute.internal`;
  const hostname = `ip-${address.replaceAll(".", "-")}.${domain}`;
  const identity = {
    instanceId: instance.instanceId,
    imageId: instance.imageId,
    privateIp: address,
    region,
    availabilityZone,
    instanceType: instance.instanceType,
    version: "2017-09-30",
  };
  const card = `meta-data/network/interfaces/macs/${macAddress}`;
  const { profile } = instance;
  const tags = Object.entries(instance.metadata.tagsEnabled ? instance.tags : {});
  return new Map([
    ["meta-data/ami-id", instance.imageId],
    ["meta-data/autoscaling/target-lifecycle-state", "InService"],
    ["meta-data/hostname", hostname],
    ...(profile === undefined ? [] : profileEntries(profile)),
    ["meta-data/instance-id", instance.instanceId],
    ["meta-data/instance-type", instance.instanceType],
    ["meta-data/local-hostname", hostname],
    ["meta-data/local-ipv4", address],
    ["meta-data/mac", macAddress],
    [`${card}/local-ipv4s`, address],
    [`${card}/mac`, macAddress],
    [`${card}/subnet-id`, asker.subnetId],
    [`${card}/vpc-id`, asker.vpcId],
    ["meta-data/placement/availability-zone", availabilityZone],
    ["meta-data/placement/region", region],
    ["meta-data/security-groups", asker.securityGroupNames.join("\n")],
    ...tags.map(([key, value]): [string, string] => [`meta-data/tags/instance/${key}`, value]),
    ["dynamic/instance-identity/document", JSON.stringify(identity, undefined, 2)],
    ...(instance.userData === undefined ? [] : [["user-data", instance.userData] as [string, string]]),
  ]);
}

function profileEntries({ arn, id, role }: NonNullable<InstancePlan["instance"]["profile"]>): [string, string][] {
  const info = { Code: "Success", LastUpdated: "2026-01-01T00:00:00Z", InstanceProfileArn: arn, InstanceProfileId: id };
  return [
    ["meta-data/iam/info", JSON.stringify(info, undefined, 2)],
    ...(role === undefined ? [] : [[`${credentialsPath}/${role}`, ""] as [string, string]]),
  ];
}
