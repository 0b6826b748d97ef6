import type {
  Recorded,
  RecordedPlace,
  RecordedReference,
  RecordedResource,
  Recording,
} from "../../../cdktf/recording-kit";
import { type ObjectValue, UNKNOWN, type Value } from "../../codec/value";
import { withBraces } from "./description-of-value";
import {
  addressOf,
  type BlockForm,
  type Entries,
  type ModuleForm,
  referenceText,
  type Shape,
  type Target,
} from "./module-form";

/** What a module declares and gives, with values in the form that it has for them. */
export interface DeclaredValues {
  /** Arguments by key, for each block of the form. */
  readonly blocks: ReadonlyMap<BlockForm, { readonly [key: string]: ObjectValue }>;
  readonly outputs: ObjectValue;
}

/**
 * What was recorded, in the form of a module.
 *
 * @throws an Error when the module has no place for something
 */
export function declaredValues(
  recording: Recording,
  outputs: { readonly [name: string]: unknown },
  form: ModuleForm,
): DeclaredValues {
  const blocks = new Map(form.blocks.map((block) => [block, {} as { [key: string]: ObjectValue }]));
  const resources = recording.resources();
  const blockOf = new Map(resources.map((resource) => [resource.path, blockFor(resource, resources, form)]));
  const write = writer(recording, ({ resource }) => keyOf(resource, blockOf.get(resource.path)!));
  for (const resource of resources) {
    const block = blockOf.get(resource.path)!;
    const key = keyOf(resource, block);
    const others = blocks.get(block)!;
    if (Object.hasOwn(others, key)) throw outdated(`two resources ${resource.type} with the key ${key}`);
    for (const path of resource.dependsOn) {
      const before = blockOf.get(path)!;
      if (before !== block && !block.after.includes(addressOf(before))) {
        throw outdated(`${addressOf(block)} after ${addressOf(before)}`);
      }
    }
    others[key] = write.entries(resource.arguments, block.arguments, resource.type);
  }
  const given = Object.fromEntries(Object.keys(form.outputs).map((name) => [name, outputs[name]]));
  return { blocks, outputs: write.entries(given, form.outputs, "outputs") };
}

/** Under which key a resource stands in its block. */
export function keyOf({ levels, isUnkeyed }: RecordedPlace, { wholePaths }: Pick<BlockForm, "wholePaths">): string {
  const told = isUnkeyed && !wholePaths && levels.length > 1 ? levels.slice(0, -1) : levels;
  // A dot ends ids that every object has, e.g. `constructor`.
  return told.map((level) => level.replace(/\.$/, "")).join("/");
}

/** A lifecycle as text: equal ones are written alike, and those whose resources are replaced with others name their type. */
export function lifecycleText({ lifecycle }: RecordedResource, resources: readonly RecordedResource[]): string {
  const { replaceTriggeredBy, ...rest } = lifecycle;
  const types = replaceTriggeredBy?.map((path) => resources.find((each) => each.path === path)!.type);
  return JSON.stringify({ ...rest, ...(types && { replaceTriggeredBy: types }) });
}

function blockFor(resource: RecordedResource, resources: readonly RecordedResource[], form: ModuleForm): BlockForm {
  const lifecycle = lifecycleText(resource, resources);
  const block = form.blocks.find((each) => each.type === resource.type && each.lifecycle === lifecycle);
  if (!block) throw outdated(`${resource.type} with the lifecycle ${lifecycle}`);
  return block;
}

function outdated(what: string): Error {
  return new Error(
    `the module has no place for ${what}: provider and module are of different versions; ` +
      "take both from the same release, or run `npm run build:terraform-module`",
  );
}

function writer(recording: Recording, keyOfReference: (reference: RecordedReference) => string) {
  const entries = (given: { readonly [name: string]: unknown }, places: Entries, path: string): ObjectValue => {
    for (const [name, value] of Object.entries(given)) {
      if (value !== undefined && !Object.hasOwn(places, name)) throw outdated(`${path}.${name}`);
    }
    return Object.fromEntries(
      Object.entries(places).map(([name, place]) => [place.name, written(given[name], place.shape, `${path}.${name}`)]),
    );
  };
  const piece = (part: string | Recorded, references: readonly Target[], path: string) => {
    if (typeof part === "string") return withBraces(part);
    const { resource, expression } = part as RecordedReference;
    const target = references.find((each) => each.type === resource.type && each.expression === expression);
    if (!target) throw outdated(`${referenceText({ type: resource.type, expression }, "…")} in ${path}`);
    return referenceText(target, keyOfReference(part as RecordedReference));
  };
  const written = (value: unknown, shape: Shape, path: string): Value => {
    if (value === undefined) return null;
    if (isUnknownValue(value, recording)) return UNKNOWN;
    switch (shape.kind) {
      case "number":
      case "flag":
        return value as Value;
      case "whole": {
        const whole = typeof value === "string" ? recording.piecesOf(value)[0] : recording.wholeOf(value as object);
        if (whole !== undefined) return piece(whole, shape.references, path);
        if (Object.keys(value as object).length > 0) throw outdated(`${path} as a map of its own`);
        return null;
      }
      case "text": {
        const pieces = recording.piecesOf(value as string);
        if (pieces.length > 1) throw outdated(`references within the text ${path}`);
        return pieces.map((each) => piece(each, shape.references, path))[0] ?? "";
      }
      case "pieces":
        return recording.piecesOf(value as string).map((each) => piece(each, shape.references, path));
      case "list":
        return (value as readonly unknown[]).map((each) => written(each, shape.of, path));
      case "map":
        return Object.fromEntries(
          Object.entries(value as object).map(([key, each]) => [withBraces(key), written(each, shape.of, path)]),
        );
      case "object":
        return entries(value as { [name: string]: unknown }, shape.entries, path);
    }
  };
  return { entries };
}

/** Whether a value as a whole is known only after apply. */
function isUnknownValue(value: unknown, recording: Recording): boolean {
  if (typeof value === "string") return recording.piecesOf(value).includes("unknown");
  if (typeof value !== "object" || value === null) return false;
  return recording.wholeOf(value) === "unknown" || recording.isUnknown(value);
}
