import type { ValueType } from "../../schema/schema";

/**
 * What a module of Terraform's can declare: which blocks it has, and what may stand where in them.
 *
 * Blocks of Terraform are fixed text, while the constructs decide what there is. So the module says what it has, and what it
 * has not is refused: a provider that is newer than its module never has something left out in silence.
 */
export interface ModuleForm {
  readonly blocks: readonly BlockForm[];
  /** What the constructs give, by their own names. */
  readonly outputs: { readonly [name: string]: Entry };
}

/** Resources, data sources or named texts of one type and one lifecycle. */
export interface BlockForm {
  /** e.g. `aws_route53_zone`, `data.aws_ami_ids`, `local.user_data` */
  readonly type: string;
  /** e.g. `this` */
  readonly name: string;
  /** As text, by which a resource finds its block. */
  readonly lifecycle: string;
  /** Whether the levels of a path that only say what a resource is are needed to tell keys apart. */
  readonly wholePaths: boolean;
  /** Blocks of which every resource stands first. */
  readonly after: readonly string[];
  /** Arguments, by the constructs' names. */
  readonly arguments: Entries;
}

export interface Entries {
  readonly [name: string]: Entry;
}

export interface Entry {
  /** Terraform's name for it. */
  readonly name: string;
  /** Of what is there; everything may be absent. */
  readonly shape: Shape;
}

export type Shape =
  /** A text, or the name of what it refers to, e.g. `aws_route53_zone[cloud.acmecorp.com].zone_id`. */
  | { readonly kind: "text"; readonly references: readonly Target[] }
  /** A text that may have references within: its pieces, each a text of the kind above. */
  | { readonly kind: "pieces"; readonly references: readonly Target[] }
  /** A list or a map that is an attribute of something as a whole; none where there is none. */
  | { readonly kind: "whole"; readonly references: readonly Target[] }
  | { readonly kind: "number" | "flag" }
  | { readonly kind: "list" | "map"; readonly of: Shape }
  /** `isBlock`: whether Terraform writes it as a block. */
  | { readonly kind: "object"; readonly entries: Entries; readonly isBlock: boolean };

/** What is referred to: what an expression makes of each resource of a type. */
export interface Target {
  readonly type: string;
  /** In which `made` is the resource, e.g. `made.zone_id`. */
  readonly expression: string;
}

/** The text that stands for what an expression makes of one resource, e.g. `aws_route53_zone[cloud.acmecorp.com].zone_id`. */
export function referenceText({ type, expression }: Target, key: string): string {
  return expression.replace(/\bmade\b/g, () => `${type}[${key}]`);
}

/** e.g. `aws_route53_zone.this` */
export function addressOf({ type, name }: Pick<BlockForm, "type" | "name">): string {
  return `${type}.${name}`;
}

/** The type of a value of some shape. */
export function typeOfShape(shape: Shape): ValueType {
  switch (shape.kind) {
    case "text":
    case "whole":
      return "string";
    case "pieces":
      return { list: "string" };
    case "number":
      return "number";
    case "flag":
      return "bool";
    case "list":
      return { list: typeOfShape(shape.of) };
    case "map":
      return { map: typeOfShape(shape.of) };
    case "object":
      return typeOfEntries(shape.entries);
  }
}

export function typeOfEntries(entries: Entries): ValueType {
  return {
    object: Object.fromEntries(Object.values(entries).map(({ name, shape }) => [name, typeOfShape(shape)])),
  };
}
