import type { RecordedReference, Recording } from "../components/cdktf/recording-kit";
import { snakeCase } from "../components/cdktf/recording-kit";
import {
  type Entries,
  type Entry,
  referenceText,
  type Shape,
  type Target,
} from "../components/terraform-provider/functions/topology/module-form";

/** What is known of a value's type besides the value. */
export interface Hint {
  /** Given where a map is an object of Terraform's, with names of ours; else its keys are the user's. */
  readonly object?: { readonly isBlock: boolean; below(name: string): Hint };
  /** Whether it is a list or a map, which something else may give as a whole. */
  readonly isCollection?: boolean;
  /** Of what is in a list or map. @default - that of the list itself */
  readonly items?: Hint;
}

/** A shape as far as one value tells: of an empty list nothing tells what is in others. */
export type LearnedShape = Exclude<Shape, { kind: "list" | "map" | "object" }> | LearnedCollection | LearnedObject;
interface LearnedCollection {
  readonly kind: "list" | "map";
  readonly of: LearnedShape | undefined;
}
interface LearnedObject {
  readonly kind: "object";
  readonly entries: LearnedEntries;
  readonly isBlock: boolean;
}
export interface LearnedEntries {
  readonly [name: string]: LearnedShape;
}

/** The shape of one value that the constructs gave. */
export function learned(value: unknown, hint: Hint, recording: Recording): LearnedShape {
  if (typeof value === "number") return { kind: "number" };
  if (typeof value === "boolean") return { kind: "flag" };
  if (typeof value === "string") {
    const pieces = recording.piecesOf(value);
    const found = pieces.filter((piece): piece is RecordedReference => typeof piece === "object");
    const references = distinct(found.map(({ resource: { type }, expression }) => ({ type, expression })));
    const kind = hint.isCollection ? "whole" : found.length > 0 && pieces.length > 1 ? "pieces" : "text";
    return { kind, references };
  }
  // A list of objects is written as its objects are.
  const below = hint.items ?? (hint.object && Array.isArray(value) ? hint : {});
  if (Array.isArray(value)) return { kind: "list", of: merged(value.map((each) => learned(each, below, recording))) };
  const { object } = hint;
  const given = Object.entries(value as object).filter(([, each]) => each !== undefined);
  if (!object) return { kind: "map", of: merged(given.map(([, each]) => learned(each, below, recording))) };
  const entries = given.map(([name, each]) => {
    return [name, learned(each, object.below(name), recording)] as const;
  });
  return { kind: "object", entries: Object.fromEntries(entries), isBlock: object.isBlock };
}

/** One shape that all fit in. @throws an Error where there is none */
export function merged(shapes: readonly (LearnedShape | undefined)[]): LearnedShape | undefined {
  return shapes.reduce((left, right) => (left && right ? together(left, right) : (left ?? right)), undefined);
}

/** All that is in any of them. */
export function mergedEntries(all: readonly LearnedEntries[]): LearnedEntries {
  const names = new Set(all.flatMap((entries) => Object.keys(entries)));
  return Object.fromEntries([...names].map((name) => [name, merged(all.map((entries) => entries[name]))!]));
}

function together(left: LearnedShape, right: LearnedShape): LearnedShape {
  if (isText(left) && isText(right)) {
    const kind = left.kind === "pieces" || right.kind === "pieces" ? "pieces" : "text";
    return { kind, references: distinct([...left.references, ...right.references]) };
  }
  if (left.kind === "whole" && right.kind === "whole") {
    return { kind: "whole", references: distinct([...left.references, ...right.references]) };
  }
  if (left.kind === "whole" && isEmpty(right)) return left;
  if (right.kind === "whole" && isEmpty(left)) return right;
  if (left.kind === "object" && right.kind === "object") {
    return { ...left, entries: mergedEntries([left.entries, right.entries]) };
  }
  if ((left.kind === "list" || left.kind === "map") && right.kind === left.kind) {
    return { kind: left.kind, of: merged([left.of, right.of]) };
  }
  if (left.kind === right.kind) return left;
  throw new Error(`${left.kind} in one place, ${right.kind} in another`);
}

function distinct(targets: readonly Target[]): readonly Target[] {
  return [...new Map(targets.map((target) => [referenceText(target, ""), target])).values()];
}

function isText(shape: LearnedShape): shape is Extract<Shape, { kind: "text" | "pieces" }> {
  return shape.kind === "text" || shape.kind === "pieces";
}

function isEmpty(shape: LearnedShape): boolean {
  return (shape.kind === "list" || shape.kind === "map") && shape.of === undefined;
}

/** With the names of Terraform. What never had anything in it has texts. */
export function finishedEntries(entries: LearnedEntries): Entries {
  return Object.fromEntries(
    Object.entries(entries).map(([name, shape]): [string, Entry] => [
      name,
      { name: snakeCase(name), shape: finished(shape) },
    ]),
  );
}

function finished(shape: LearnedShape | undefined): Shape {
  if (shape === undefined) return { kind: "text", references: [] };
  if ("of" in shape) return { kind: shape.kind, of: finished(shape.of) };
  return shape.kind === "object" ? { ...shape, entries: finishedEntries(shape.entries) } : shape;
}
