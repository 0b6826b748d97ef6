import { XMLBuilder, XMLParser, XMLValidator } from "fast-xml-parser";
import { AwsError } from "../aws-error";

/** The namespace that every document of this API carries. */
export const namespace = "https://route53.amazonaws.com/doc/2013-04-01/";

/** What a document is built of; undefined members are left out, an empty list is an empty element. */
export type XmlValue =
  | string
  | number
  | boolean
  | undefined
  | readonly XmlValue[]
  | { readonly [name: string]: XmlValue };

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
});
const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: "@" });

/** An element of a request, read step by step; what is not there is undefined, what is wrong is InvalidInput. */
export interface XmlElement {
  text(name: string): string | undefined;
  child(name: string): XmlElement | undefined;
  children(name: string): readonly XmlElement[];
  texts(name: string): readonly string[];
}

/** Reads a request body whose root element has the given name. @throws {AwsError} InvalidInput, MalformedXML */
export function readDocument(body: string, root: string): XmlElement {
  // A document type can define entities that grow without bound; no client sends one.
  if (body.includes("<!DOCTYPE")) throw new AwsError("InvalidInput", "A document type declaration is not permitted");
  const valid = XMLValidator.validate(body);
  if (valid !== true) throw new AwsError("InvalidInput", `Invalid XML ; ${valid.err.msg} (line ${valid.err.line})`);
  const parsed: unknown = parser.parse(body);
  const content = isObject(parsed) ? parsed[root] : undefined;
  if (content === undefined) throw new AwsError("InvalidInput", `Invalid XML ; cannot find the element '${root}'`);
  return elementOf(content);
}

function elementOf(content: unknown): XmlElement {
  const members = isObject(content) ? content : {};
  const listOf = (name: string): readonly unknown[] => {
    const value = Object.hasOwn(members, name) ? members[name] : undefined;
    return value === undefined ? [] : Array.isArray(value) ? value : [value];
  };
  const only = (name: string): unknown => {
    const values = listOf(name);
    if (values.length > 1)
      throw new AwsError("InvalidInput", `Invalid XML ; the element '${name}' stands more than once`);
    return values[0];
  };
  const textOf = (name: string, value: unknown): string => {
    if (typeof value !== "string") throw new AwsError("InvalidInput", `Invalid XML ; '${name}' must hold text only`);
    return value;
  };
  return {
    text: (name) => {
      const value = only(name);
      return value === undefined ? undefined : textOf(name, value);
    },
    child: (name) => {
      const value = only(name);
      return value === undefined ? undefined : elementOf(value);
    },
    children: (name) => listOf(name).map(elementOf),
    texts: (name) => listOf(name).map((value) => textOf(name, value)),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Writes a response document. */
export function writeDocument(root: string, content: { readonly [name: string]: XmlValue }): string {
  const document = { [root]: { "@xmlns": namespace, ...present(content) } };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(document)}`;
}

function present(content: { readonly [name: string]: XmlValue }): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(content)) {
    if (value !== undefined) members[name] = presentValue(value);
  }
  return members;
}

function presentValue(value: Exclude<XmlValue, undefined>): unknown {
  if (Array.isArray(value)) return value.map((each) => presentValue(each));
  if (typeof value === "object") {
    const members = present(value as { readonly [name: string]: XmlValue });
    // An element that holds nothing (an empty list) must still be there: SDKs then give an empty list.
    return Object.values(members).every((each) => Array.isArray(each) && each.length === 0) ? "" : members;
  }
  return String(value);
}
