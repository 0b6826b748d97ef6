import type { Entries, Shape, Target } from "../components/terraform-provider/functions/topology/module-form";
import { assignments, block, indented } from "./hcl";
import { tableOf, targetsOf } from "./references";

/** Arguments of a block of Terraform's, of which `value` is an object with all of them. */
export function argumentLines(entries: Entries, value: string): string[] {
  const all = Object.values(entries);
  const plain = all.filter(({ shape }) => !isBlock(shape));
  const blocks = all.filter(({ shape }) => isBlock(shape));
  return [
    ...assignments(plain.map(({ name, shape }) => [name, expression(shape, `${value}.${name}`)])),
    ...blocks.flatMap(({ name, shape }) => ["", ...nestedBlock(name, shape, `${value}.${name}`)]),
  ];
}

function isBlock(shape: Shape): boolean {
  return shape.kind === "list" ? isBlock(shape.of) : shape.kind === "object" && shape.isBlock;
}

/** One block for each of a list, or one where there is an object. */
function nestedBlock(name: string, shape: Shape, value: string): string[] {
  const object = (shape.kind === "list" ? shape.of : shape) as Extract<Shape, { kind: "object" }>;
  const each = shape.kind === "list" ? `${value} == null ? [] : ${value}` : `${value}[*]`;
  return block(`dynamic "${name}"`, [
    `for_each = ${each}`,
    "",
    ...block("content", argumentLines(object.entries, `${name}.value`)),
  ]);
}

/** A value with what its references stand for. */
export function expression(shape: Shape, value: string, depth = 0): string {
  const item = depth === 0 ? "item" : `item${depth}`;
  if (isPlain(shape)) return value;
  const present = (there: string) => `${value} == null ? null : ${there}`;
  switch (shape.kind) {
    case "text":
      return present(`lookup(${tables(shape.references)}, ${value}, ${value})`);
    case "pieces": {
      const piece = `lookup(${tables(shape.references)}, ${item}, ${item})`;
      return present(`join("", [for ${item} in ${value} : ${piece}])`);
    }
    case "whole":
      return `${value} == null ? {} : ${tables(shape.references)}[${value}]`;
    case "list":
      return present(`[for ${item} in ${value} : ${expression(shape.of, item, depth + 1)}]`);
    case "map":
      return present(
        `{ for key${depth || ""}, ${item} in ${value} : key${depth || ""} => ${expression(shape.of, item, depth + 1)} }`,
      );
    case "object": {
      const entries = Object.values(shape.entries).map(
        (entry) => [entry.name, expression(entry.shape, `${value}.${entry.name}`, depth + 1)] as const,
      );
      return ["{", ...indented(assignments(entries)), "}"].join("\n");
    }
    default:
      return value;
  }
}

/** Whether nothing in a value refers to anything. */
function isPlain(shape: Shape): boolean {
  const hasPieces = shape.kind === "pieces" || shape.kind === "whole";
  return !hasPieces && targetsOf({ value: { name: "value", shape } }).length === 0;
}

function tables(references: readonly Target[]): string {
  const names = references.map(tableOf);
  return names.length === 1 ? names[0]! : `merge(${names.join(", ")})`;
}
