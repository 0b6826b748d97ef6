import { comparable, differences, type PropertyDifference } from "./comparison";
import type { Properties } from "./property-values";
import type { Argument, ResourceType } from "./resource-type";
import { allArguments } from "./tags";

export interface ResourceDiff {
  /** Names of the arguments that differ. */
  readonly changed: readonly string[];
  /** Those of them that replace. */
  readonly replacing: readonly string[];
  /** By path. */
  readonly detailed: ReadonlyMap<string, PropertyDifference>;
  readonly deleteBeforeReplace: boolean;
}

/** What differs between old inputs and new, and what it takes. */
export function diffInputs(type: ResourceType, old: Properties, now: Properties): ResourceDiff {
  const changed: string[] = [];
  const replacing: string[] = [];
  const detailed = new Map<string, PropertyDifference>();
  for (const [name, argument] of Object.entries(allArguments(type))) {
    const paths = argumentDifferences(name, argument, old, now);
    if (paths.size === 0) continue;
    changed.push(name);
    for (const [path, difference] of paths) detailed.set(path, difference);
    if (argument.change === "replace" || type.update === undefined || type.replaces?.(name, now, old)) {
      replacing.push(name);
    }
  }
  return { changed, replacing, detailed, deleteBeforeReplace: replacing.length > 0 && namesCollide(type, old, now) };
}

function argumentDifferences(
  name: string,
  argument: Argument,
  old: Properties,
  now: Properties,
): ReadonlyMap<string, PropertyDifference> {
  // What AWS picked stays when it is no longer given.
  if (argument.computed && now[name] === undefined) return new Map();
  return differences(name, comparable(old[name], argument), comparable(now[name], argument));
}

/** A name that was given cannot be had twice; an automatic one differs each time. */
function namesCollide(type: ResourceType, old: Properties, now: Properties): boolean {
  if (type.deleteBeforeReplace) return true;
  const argument = type.nameArgument ?? "name";
  if (type.nameLength === undefined || now[argument] === undefined || old[argument] !== now[argument]) return false;
  return !isDefault(old, argument) && !isDefault(now, argument);
}

function isDefault(inputs: Properties, name: string): boolean {
  const defaults = inputs.__defaults;
  return Array.isArray(defaults) && defaults.includes(name);
}
