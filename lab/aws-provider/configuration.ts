import { flagOf, type Properties, textOf } from "./property-values";

/** The provider's configuration, as far as it means something without an AWS account. */
export interface Configuration {
  readonly region: string;
  /** By name of the service as `aws.Provider` has it, e.g. `ec2`, `route53`. */
  readonly endpoints: { readonly [service: string]: string };
  readonly defaultTags: { readonly [key: string]: string };
  readonly assumeRoles: readonly { readonly roleArn: string; readonly sessionName: string }[];
  readonly accessKey: string | undefined;
  readonly secretKey: string | undefined;
  readonly token: string | undefined;
  readonly maxRetries: number;
}

/** Arguments of `aws.Provider` that are honoured, and those that change nothing against an emulator. */
const honoured = ["region", "endpoints", "defaultTags", "assumeRoles", "accessKey", "secretKey", "token", "maxRetries"];
const withoutEffect = [
  "version",
  "profile",
  "sharedConfigFiles",
  "sharedCredentialsFiles",
  "skipCredentialsValidation",
  "skipMetadataApiCheck",
  "skipRegionValidation",
  "skipRequestingAccountId",
  "s3UsePathStyle",
  "stsRegion",
  "retryMode",
  "insecure",
  "pluginDownloadURL",
];

export interface ConfigurationProblem {
  readonly property: string;
  readonly reason: string;
}

/** Whatever is not text comes as JSON text: `{"tags":{"team":"network"}}`. */
function decoded(variables: Properties, name: string): unknown {
  const value = variables[name];
  if (typeof value !== "string" || value === "") return value === "" ? undefined : value;
  try {
    return JSON.parse(value);
  } catch {
    throw new TypeError(`${name}: expected JSON text, got ${JSON.stringify(value.slice(0, 80))}`);
  }
}

export function readConfiguration(
  variables: Properties,
  environment: { readonly [name: string]: string | undefined },
): Configuration {
  const region = textOf(variables, "region") ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION;
  if (region === undefined || region === "") {
    throw new TypeError("region: missing; set `aws:region` in the stack's configuration, or AWS_REGION");
  }
  return {
    region,
    endpoints: { ...endpointsOf(decoded(variables, "endpoints")) },
    defaultTags: defaultTagsOf(decoded(variables, "defaultTags")),
    assumeRoles: assumeRolesOf(decoded(variables, "assumeRoles")),
    accessKey: textOf(variables, "accessKey"),
    secretKey: textOf(variables, "secretKey"),
    token: textOf(variables, "token"),
    maxRetries: Number(textOf(variables, "maxRetries") ?? 25),
  };
}

/** What is wrong with the configuration; no region is no problem yet, the engine asks before it is known. */
export function checkConfiguration(variables: Properties): readonly ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  for (const name of Object.keys(variables)) {
    if (honoured.includes(name) || withoutEffect.includes(name) || name.startsWith("__")) continue;
    problems.push({
      property: name,
      reason: `the lab's provider does not honour ${name}; it knows ${[...honoured, ...withoutEffect].join(", ")}`,
    });
  }
  for (const name of ["skipCredentialsValidation", "skipMetadataApiCheck", "skipRequestingAccountId"]) {
    attempt(problems, name, () => flagOf(variables, name));
  }
  attempt(problems, "endpoints", () => endpointsOf(decoded(variables, "endpoints")));
  attempt(problems, "defaultTags", () => defaultTagsOf(decoded(variables, "defaultTags")));
  attempt(problems, "assumeRoles", () => assumeRolesOf(decoded(variables, "assumeRoles")));
  return problems;
}

function attempt(problems: ConfigurationProblem[], property: string, read: () => unknown): void {
  try {
    read();
  } catch (error) {
    problems.push({ property, reason: (error as Error).message });
  }
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function endpointsOf(value: unknown): { [service: string]: string } {
  const endpoints: { [service: string]: string } = {};
  for (const block of asList("endpoints", value)) {
    for (const [service, address] of Object.entries(block)) {
      if (typeof address !== "string" || address === "") continue;
      if (!/^https?:\/\//.test(address)) {
        throw new TypeError(`endpoints: ${service}: expected a URL such as http://127.0.0.1:5000, got ${address}`);
      }
      endpoints[service] = address;
    }
  }
  return endpoints;
}

function defaultTagsOf(value: unknown): { [key: string]: string } {
  if (value === undefined) return {};
  if (!isObject(value)) throw new TypeError(`defaultTags: expected {"tags":{…}}, got ${JSON.stringify(value)}`);
  const tags = isObject(value.tags) ? value.tags : {};
  return Object.fromEntries(Object.entries(tags).map(([key, text]) => [key, String(text)]));
}

function assumeRolesOf(value: unknown): { roleArn: string; sessionName: string }[] {
  return asList("assumeRoles", value).map((role) => {
    if (typeof role.roleArn !== "string") throw new TypeError("assumeRoles: a role without roleArn");
    return { roleArn: role.roleArn, sessionName: typeof role.sessionName === "string" ? role.sessionName : "pulumi" };
  });
}

function asList(name: string, value: unknown): { readonly [name: string]: unknown }[] {
  if (value === undefined) return [];
  const list = Array.isArray(value) ? value : [value];
  for (const block of list) {
    if (!isObject(block)) throw new TypeError(`${name}: expected a list of named values, got ${JSON.stringify(value)}`);
  }
  return list;
}
