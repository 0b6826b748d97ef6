import { canonicalText, comparable } from "./comparison";
import { containsUnknown, type Properties, type PropertyValue, unknownValue } from "./property-values";
import type { Argument, ResourceType } from "./resource-type";
import { allArguments, allOutputs } from "./tags";

/** Inputs without what the provider itself noted in them. */
export function withoutNotes(inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !name.startsWith("__")));
}

/** What is known of a resource before it is made: given values, and everything that AWS decides as unknown. */
export function previewCreated(type: ResourceType, inputs: Properties, region: string): Properties {
  const outputs: { [name: string]: PropertyValue | undefined } = { ...withoutNotes(inputs) };
  for (const name of allOutputs(type)) outputs[name] = unknownValue;
  for (const [name, argument] of Object.entries(allArguments(type))) {
    if (argument.computed && outputs[name] === undefined) outputs[name] = name === "region" ? region : unknownValue;
  }
  return withTags(type, outputs);
}

/** What is known of a resource before it is changed: what AWS decided before stays. */
export function previewUpdated(type: ResourceType, inputs: Properties, oldOutputs: Properties): Properties {
  const outputs: { [name: string]: PropertyValue | undefined } = { ...oldOutputs };
  for (const [name, argument] of Object.entries(allArguments(type))) {
    if (inputs[name] !== undefined) outputs[name] = inputs[name];
    else if (!argument.computed) delete outputs[name];
  }
  return withTags(type, outputs);
}

function withTags(type: ResourceType, outputs: { [name: string]: PropertyValue | undefined }): Properties {
  if (type.tagged) outputs.tagsAll = containsUnknown(outputs.tags) ? unknownValue : (outputs.tags ?? {});
  return outputs;
}

/** The state after a call: what was given, overlaid by what AWS says; what was given wins where both mean the same. */
export function stateOf(type: ResourceType, inputs: Properties, read: Properties): Properties {
  const state: { [name: string]: PropertyValue | undefined } = { ...withoutNotes(inputs), ...read };
  for (const [name, argument] of Object.entries(allArguments(type))) {
    const given = inputs[name];
    if (given === undefined || argument.change === "kept") continue;
    // What AWS adds to a block is an output; what was given of it stays as it was written.
    if (meansTheSame(given, read[name], argument) && argument.members === undefined) state[name] = given;
  }
  return state;
}

/**
 * Inputs after a refresh or an import.
 *
 * A given value stays as it was written where it still means the same; else it is what AWS has now. What `read` does
 * not tell stays. An import takes everything that is not AWS's own choice.
 */
export function refreshedInputs(type: ResourceType, oldInputs: Properties, read: Properties): Properties {
  const isImport = Object.keys(withoutNotes(oldInputs)).length === 0;
  const inputs: { [name: string]: PropertyValue | undefined } = { ...oldInputs };
  for (const [name, argument] of Object.entries(allArguments(type))) {
    const old = oldInputs[name];
    const now = read[name];
    if (isImport) {
      const isAwsChoice = argument.computed && name !== (type.nameArgument ?? "name");
      const taken = argument.change === "kept" ? argument.default : isAwsChoice ? undefined : now;
      if (taken !== undefined && !isEmpty(taken)) inputs[name] = taken;
    } else if (argument.change !== "kept" && name in read && (old !== undefined || name === "tags")) {
      const nothing = old === undefined && (now === undefined || isEmpty(now));
      if (!nothing && !meansTheSame(old, now, argument)) inputs[name] = now;
    }
  }
  if (isImport) inputs.__defaults = [];
  return inputs;
}

/** Whether AWS has what was given; members that AWS adds to a block do not count. */
function meansTheSame(given: PropertyValue | undefined, read: PropertyValue | undefined, argument: Argument): boolean {
  if (given === undefined || read === undefined) return given === read;
  const seen = argument.members === undefined ? read : givenMembers(given, read);
  return canonicalText(comparable(given, argument)) === canonicalText(comparable(seen, argument));
}

function givenMembers(given: PropertyValue, read: PropertyValue): PropertyValue {
  if (typeof given !== "object" || typeof read !== "object") return read;
  if (Array.isArray(given) !== Array.isArray(read)) return read;
  if (Array.isArray(given) && Array.isArray(read)) {
    if (given.length !== read.length) return read;
    return read.map((element, index) => givenMembers(given[index] as PropertyValue, element as PropertyValue));
  }
  const names = Object.keys(given);
  return Object.fromEntries(Object.entries(read).filter(([name]) => names.includes(name)));
}

function isEmpty(value: PropertyValue): boolean {
  return value === "" || (typeof value === "object" && Object.keys(value).length === 0);
}
