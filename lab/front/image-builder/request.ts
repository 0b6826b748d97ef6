import { AwsError } from "../aws-error";

/** A call as it came, with what every action needs of it. */
export interface Call {
  readonly account: string;
  readonly region: string;
  readonly body: Members;
  readonly query: URLSearchParams;
  /** What the path names, e.g. the ARN of `/tags/ARN`. */
  readonly inPath: string | undefined;
}

export type Members = { readonly [name: string]: unknown };

const NAME = /^[-_A-Za-z0-9][-_A-Za-z0-9 ]{1,126}[-_A-Za-z0-9]$/;
const VERSION = /^[0-9]+\.[0-9]+\.[0-9]+$/;
/** The colon after the prefix of a key is what is refused. */
const RESERVED_TAG = /^aws:/i;

/** Reads a request's JSON. @throws {AwsError} InvalidRequestException */
export function readMembers(body: string): Members {
  if (body === "") return {};
  try {
    const value: unknown = JSON.parse(body);
    if (isMap(value)) return value;
  } catch {}
  throw new AwsError("InvalidRequestException", "The request body is no JSON object.");
}

export function isMap(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function invalid(name: string, why: string): AwsError {
  const message = `The value supplied for parameter '${name}' is not valid. ${why}`;
  return new AwsError("InvalidParameterValueException", message);
}

/** Refuses members that the action does not have, so that none is passed over in silence. */
export function onlyMembers(body: Members, ...known: readonly string[]): void {
  const unknown = Object.keys(body).find((name) => !known.includes(name));
  if (unknown !== undefined) throw invalid(unknown, "The emulator does not know it.");
}

export function optionalText(body: Members, name: string, most = 1024): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string" || value.length < 1 || value.length > most) {
    throw invalid(name, `${name} must be a text of 1 to ${most} characters.`);
  }
  return value;
}

export function requiredText(body: Members, name: string, most?: number): string {
  const value = optionalText(body, name, most);
  if (value === undefined) throw invalid(name, `${name} must not be empty.`);
  return value;
}

export function oneOf(body: Members, name: string, words: readonly string[]): string | undefined {
  const value = optionalText(body, name);
  if (value !== undefined && !words.includes(value)) throw invalid(name, `${name} must be one of ${words.join(", ")}.`);
  return value;
}

export function flag(body: Members, name: string): boolean | undefined {
  const value = body[name];
  if (value === undefined || typeof value === "boolean") return value;
  throw invalid(name, `${name} must be true or false.`);
}

export function number(body: Members, name: string, from: number, to: number): number | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isInteger(value) && value >= from && value <= to) return value;
  throw invalid(name, `${name} must be a whole number from ${from} to ${to}.`);
}

export function texts(body: Members, name: string): string[] | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((each) => typeof each === "string" && each !== "")) return value;
  throw invalid(name, `${name} must be a list of texts.`);
}

export function block(body: Members, name: string, ...known: readonly string[]): Members | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  if (!isMap(value)) throw invalid(name, `${name} must be a structure.`);
  onlyMembers(value, ...known);
  return value;
}

export function blocks(body: Members, name: string, ...known: readonly string[]): Members[] | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every(isMap)) throw invalid(name, `${name} must be a list of structures.`);
  for (const each of value) onlyMembers(each, ...known);
  return value;
}

export function tags(body: Members, name = "tags"): Record<string, string> {
  const value = body[name] ?? {};
  if (!isMap(value)) throw invalid(name, `${name} must be a map.`);
  for (const [key, text] of Object.entries(value)) {
    if (key.length < 1 || key.length > 128 || RESERVED_TAG.test(key)) throw invalid(name, `${key} is no key of a tag.`);
    if (typeof text !== "string" || text.length > 256) throw invalid(name, `${key} must be a text of 256 characters.`);
  }
  if (Object.keys(value).length > 50) throw invalid(name, "There may be 50 tags.");
  return { ...value } as Record<string, string>;
}

export function thingName(body: Members): string {
  const name = requiredText(body, "name", 128);
  if (!NAME.test(name)) throw invalid("name", `name must match pattern ${NAME.source}`);
  return name;
}

export function semanticVersion(body: Members): string {
  const version = requiredText(body, "semanticVersion");
  if (!VERSION.test(version)) throw invalid("semanticVersion", `semanticVersion must match pattern ${VERSION.source}`);
  return version;
}

/** An ARN of a kind; with `versions` it ends in that many numbers, e.g. 2 for `1.0.0/1`. */
export function arnOf(value: string | undefined | null, name: string, kind: string, versions: 0 | 1 | 2): string {
  const ends = ["", "/\\d+\\.\\d+\\.\\d+", "/\\d+\\.\\d+\\.\\d+/\\d+"][versions];
  const pattern = new RegExp(`^arn:aws[^:]*:imagebuilder:[^:]+:(?:\\d{12}|aws):${kind}/[a-z0-9-_]+${ends}$`);
  if (typeof value !== "string" || !pattern.test(value)) {
    throw invalid(name, `${name} must match pattern ${pattern.source}`);
  }
  return value;
}

export function newArn({ account, region }: Call, kind: string, name: string, ...versions: readonly string[]): string {
  const partition = region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  const path = [kind, name.toLowerCase().replaceAll(" ", "-"), ...versions].join("/");
  return `arn:${partition}:imagebuilder:${region}:${account}:${path}`;
}
