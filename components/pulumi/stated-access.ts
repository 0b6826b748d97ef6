import type { Problem } from "../core/problem";
import { argument, item } from "../core/reading/argument-path";
import { nearestName } from "../core/reading/nearest-name";
import { shownKind } from "../core/shown-text";
import { isKnownNow } from "./inputs";

// What is wrong with `access` can be said from its names alone: its values may be unknown yet.

/** What is taken, in the provider's words and in ours. */
const TAKEN = ["region", "profile", "assumeRoles", "assumeRole", "endpoints", "endpoint"];

/** Static keys. */
const SECRETS = ["accessKey", "secretKey", "token"];

/** Ways to say who one is, with the environment's that does the same. */
const FROM_THE_ENVIRONMENT: { readonly [name: string]: string } = {
  assumeRoleWithWebIdentity: "AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE",
  sharedConfigFiles: "AWS_CONFIG_FILE",
  sharedCredentialsFiles: "AWS_SHARED_CREDENTIALS_FILE",
};

/** What else a provider takes: it says nothing about who one is or where AWS is. */
const PASSED_OVER = [
  ...["allowedAccountIds", "forbiddenAccountIds", "defaultTags", "ignoreTags", "tagPolicyCompliance", "userAgents"],
  ...["customCaBundle", "httpProxy", "httpsProxy", "noProxy", "insecure", "useDualstackEndpoint", "useFipsEndpoint"],
  ...["ec2MetadataServiceEndpoint", "ec2MetadataServiceEndpointMode", "s3UsEast1RegionalEndpoint", "s3UsePathStyle"],
  ...["skipCredentialsValidation", "skipMetadataApiCheck", "skipRegionValidation", "skipRequestingAccountId"],
  ...["maxRetries", "retryMode", "stsRegion", "tokenBucketRateLimiterCapacity"],
];

/** What of `access` is not taken, and would change who writes, or where. */
export function statedAccessProblems(stated: unknown): readonly Problem[] {
  if (typeof stated !== "object" || stated === null || Array.isArray(stated) || !isKnownNow(stated)) {
    const got =
      typeof stated === "object" && stated !== null && !Array.isArray(stated) ? "an Output" : shownKind(stated);
    return [
      { code: "WRONG_TYPE", path: "access", message: `got ${got}, expected a map, e.g. { region: "eu-west-1" }` },
    ];
  }
  const access = stated as { readonly [name: string]: unknown };
  const given = Object.keys(access).filter((name) => access[name] !== undefined);
  return [
    ...identityProblems((name) => given.includes(name), "access."),
    ...given.filter((name) => !ALL.includes(name)).map(unknownArgument),
    ...roleProblems(access["assumeRoles"], "access.assumeRoles"),
    ...roleProblems(access["assumeRole"], "access.assumeRole"),
  ];
}

/** Ways to say who one is that are not taken from a program, or the stack's configuration. */
export function identityProblems(isGiven: (name: string) => boolean, prefix: string): readonly Problem[] {
  const secrets = SECRETS.filter(isGiven).map((name): Problem => {
    const message =
      "static keys would end in the state; use a profile or a role, or leave the keys to the environment, and say so in `access`";
    return { code: "ACCESS_SECRET", path: `${prefix}${name}`, message };
  });
  const others = Object.entries(FROM_THE_ENVIRONMENT).filter(([name]) => isGiven(name));
  return [
    ...secrets,
    ...others.map(([name, variables]): Problem => {
      const message = `PTR records and the DHCP options to give back cannot use it, and would be written as somebody else; say it in the environment by ${variables}, and give \`access\` without it`;
      return { code: "ACCESS_NOT_TAKEN", path: `${prefix}${name}`, message };
    }),
  ];
}

const ALL = [...TAKEN, ...SECRETS, ...Object.keys(FROM_THE_ENVIRONMENT), ...PASSED_OVER];

function unknownArgument(name: string): Problem {
  const meant = nearestName(name, ALL);
  const hint = meant === undefined ? `there are ${TAKEN.join(", ")}` : `did you mean \`${meant}\`?`;
  const path = argument("access", name.slice(0, 80));
  return { code: "UNKNOWN_ARGUMENT", path, message: `there is no such argument; ${hint}` };
}

/** Roles without ARN, which would be no role at all. */
function roleProblems(roles: unknown, path: string): readonly Problem[] {
  if (roles === undefined || !isKnownNow(roles)) return [];
  const listed = Array.isArray(roles);
  return [roles].flat().flatMap((role: unknown, index): Problem[] => {
    const rolePath = listed ? item(path, index) : path;
    if (!isKnownNow(role)) return [];
    if (typeof role !== "object" || role === null) {
      const message = `got ${typeof role === "string" ? "a text" : shownKind(role)}, expected a map: { roleArn: "arn:aws:iam::111111111111:role/dns" }`;
      return [{ code: "WRONG_TYPE", path: rolePath, message }];
    }
    const { roleArn } = role as { roleArn?: unknown };
    if (roleArn !== undefined && roleArn !== "") return [];
    return [{ code: "ARGUMENT_MISSING", path: `${rolePath}.roleArn`, message: "is missing; give the role's ARN" }];
  });
}
