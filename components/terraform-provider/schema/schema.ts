/** The type of a value, in the words of Terraform's own. */
export type ValueType =
  | "string"
  | "number"
  | "bool"
  /** Whatever a value's own type is; in functions only. */
  | "dynamic"
  | { readonly list: ValueType }
  | { readonly map: ValueType }
  /** Objects in types know no optional attributes; where there are any, attributes are nested. */
  | { readonly object: { readonly [name: string]: ValueType } };

/** An object whose attributes may be optional: one, or a list or map of them. */
export interface NestedAttributes {
  readonly nesting: "single" | "list" | "map";
  readonly attributes: AttributeSchemas;
}

/** One argument or result. What is neither required nor optional is computed by the provider. */
export interface AttributeSchema {
  readonly type: ValueType | NestedAttributes;
  readonly description: string;
  readonly required?: true;
  readonly optional?: true;
  readonly computed?: true;
}

export interface AttributeSchemas {
  readonly [name: string]: AttributeSchema;
}

/** A repeated block, as the AWS provider's configuration has them; in resources there are none. */
export interface BlockSchema {
  readonly attributes: AttributeSchemas;
  readonly description: string;
  readonly mostItems?: number;
}

/** What a resource, a data source or the provider itself takes and gives. */
export interface ObjectSchema {
  readonly description: string;
  readonly attributes: AttributeSchemas;
  readonly blocks?: { readonly [name: string]: BlockSchema };
  /** Of the state's form; raised when it changes. Absent counts as 0. */
  readonly version?: number;
}

export interface ParameterSchema {
  readonly name: string;
  readonly type: ValueType;
  readonly description: string;
  /** Whether the function is called while something of the value is known only after apply. */
  readonly allowUnknownValues?: true;
}

export interface FunctionSchema {
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly ParameterSchema[];
  readonly result: ValueType;
}

export function isNested(type: AttributeSchema["type"]): type is NestedAttributes {
  return typeof type === "object" && "nesting" in type;
}
