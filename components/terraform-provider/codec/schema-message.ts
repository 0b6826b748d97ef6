import type {
  AttributeSchema,
  AttributeSchemas,
  FunctionSchema,
  ObjectSchema,
  ParameterSchema,
  ValueType,
} from "../schema/schema";
import { isNested } from "../schema/schema";
import type { Message } from "./message";
import { type functionDefinition, MARKDOWN, NESTING, type schema } from "./protocol";

/** A schema, the way Terraform reads it. */
export function schemaMessage({
  version = 0,
  description,
  attributes,
  blocks = {},
}: ObjectSchema): Message<typeof schema> {
  const blockTypes = Object.entries(blocks).map(([typeName, block]) => ({
    typeName,
    nesting: NESTING.list,
    ...(block.mostItems !== undefined && { maxItems: block.mostItems }),
    block: { attributes: attributeMessages(block.attributes), ...described(block.description) },
  }));
  return {
    version,
    block: { version, attributes: attributeMessages(attributes), blockTypes, ...described(description) },
  };
}

export function functionMessage({
  parameters,
  result,
  summary,
  description,
}: FunctionSchema): Message<typeof functionDefinition> {
  return {
    parameters: parameters.map(parameterMessage),
    return: { type: typeText(result) },
    summary,
    ...described(description),
  };
}

function parameterMessage({ name, type, description, allowUnknownValues }: ParameterSchema) {
  return { name, type: typeText(type), allowUnknownValues, ...described(description) };
}

function attributeMessages(attributes: AttributeSchemas) {
  return Object.entries(attributes).map(([name, attribute]) => attributeMessage(name, attribute));
}

function attributeMessage(name: string, { type, description, required, optional, computed }: AttributeSchema): object {
  return {
    name,
    ...(isNested(type)
      ? { nestedType: { attributes: attributeMessages(type.attributes), nesting: NESTING[type.nesting] } }
      : { type: typeText(type) }),
    ...described(description),
    required,
    optional,
    computed,
  };
}

function described(description: string) {
  return { description, descriptionKind: MARKDOWN };
}

/** The type as Terraform writes it, e.g. `["map",["list","string"]]`. */
export function typeText(type: ValueType): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(typeForm(type)));
}

function typeForm(type: ValueType): unknown {
  if (typeof type === "string") return type;
  if ("list" in type) return ["list", typeForm(type.list)];
  if ("map" in type) return ["map", typeForm(type.map)];
  return ["object", Object.fromEntries(Object.entries(type.object).map(([name, each]) => [name, typeForm(each)]))];
}
