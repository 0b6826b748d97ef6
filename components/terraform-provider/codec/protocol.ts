import { type Fields, list, type Message, one } from "./message";

/**
 * The messages that several calls of Terraform's plugin protocol 6 share.
 *
 * @see https://github.com/hashicorp/terraform/tree/main/docs/plugin-protocol
 */

export const dynamicValue = { msgpack: one(1, "bytes"), json: one(2, "bytes") };
export type DynamicValue = Message<typeof dynamicValue>;

export const attributePath = {
  steps: list(1, {
    attributeName: one(1, "string"),
    elementKeyString: one(2, "string"),
    elementKeyInt: one(3, "int"),
  }),
};
export type AttributePath = Message<typeof attributePath>;

export const SEVERITY = { error: 1, warning: 2 } as const;

export const diagnostic = {
  severity: one(1, "int"),
  summary: one(2, "string"),
  detail: one(3, "string"),
  attribute: one(4, attributePath),
};
export type Diagnostic = Message<typeof diagnostic>;

/** Descriptions are Markdown. */
export const MARKDOWN = 1;

const attribute: Fields = {
  name: one(1, "string"),
  type: one(2, "bytes"),
  nestedType: one(10, () => nestedAttributes),
  description: one(3, "string"),
  required: one(4, "bool"),
  optional: one(5, "bool"),
  computed: one(6, "bool"),
  sensitive: one(7, "bool"),
  descriptionKind: one(8, "int"),
};

const nestedAttributes: Fields = { attributes: list(1, attribute), nesting: one(3, "int") };

export const NESTING = { single: 1, list: 2, set: 3, map: 4 } as const;

const block: Fields = {
  version: one(1, "int"),
  attributes: list(2, attribute),
  blockTypes: list(3, () => nestedBlock),
  description: one(4, "string"),
  descriptionKind: one(5, "int"),
};

const nestedBlock: Fields = {
  typeName: one(1, "string"),
  block: one(2, block),
  nesting: one(3, "int"),
  minItems: one(4, "int"),
  maxItems: one(5, "int"),
};

export const schema = { version: one(1, "int"), block: one(2, () => block) };

const parameter = {
  name: one(1, "string"),
  type: one(2, "bytes"),
  allowNullValue: one(3, "bool"),
  allowUnknownValues: one(4, "bool"),
  description: one(5, "string"),
  descriptionKind: one(6, "int"),
};

export const functionDefinition = {
  parameters: list(1, parameter),
  variadicParameter: one(2, parameter),
  return: one(3, { type: one(1, "bytes") }),
  summary: one(4, "string"),
  description: one(5, "string"),
  descriptionKind: one(6, "int"),
};

export const serverCapabilities = {
  planDestroy: one(1, "bool"),
  getProviderSchemaOptional: one(2, "bool"),
  moveResourceState: one(3, "bool"),
};
