import { createHash } from "node:crypto";
import { isUnknown, type Properties, type PropertyValue } from "./property-values";
import type { Argument, CheckFailure, ResourceType } from "./resource-type";
import { allArguments } from "./tags";

export interface Checked {
  readonly inputs: Properties;
  readonly failures: readonly CheckFailure[];
}

/**
 * The inputs with the defaults that the real provider adds (`__defaults` names them), and what is wrong with them.
 *
 * @param randomSeed - the engine's, so that a preview and the update that follows it name a resource alike
 */
export function checkInputs(
  type: ResourceType,
  logicalName: string,
  given: Properties,
  old: Properties,
  defaultTags: { readonly [key: string]: string },
  randomSeed: Uint8Array,
): Checked {
  const failures: CheckFailure[] = [];
  const known = allArguments(type);
  const inputs: { [name: string]: PropertyValue } = {};
  const defaults: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith("__") || value === undefined) continue;
    const argument = known[name];
    if (argument === undefined) {
      failures.push({
        property: name,
        reason: `the lab's provider does not honour ${name} of ${type.token}; it knows ${Object.keys(known).sort().join(", ")}`,
      });
      continue;
    }
    failures.push(...unknownMembers(type, name, argument, value));
    inputs[name] = argument.transform === undefined || isUnknown(value) ? value : argument.transform(value);
  }
  for (const [name, argument] of Object.entries(known)) {
    if (inputs[name] !== undefined) continue;
    if (argument.required) failures.push({ property: name, reason: `Missing required argument ${name}` });
    else if (argument.default !== undefined) {
      inputs[name] = argument.default;
      defaults.push(name);
    }
  }
  const nameArgument = type.nameArgument ?? "name";
  if (
    type.nameLength !== undefined &&
    inputs[nameArgument] === undefined &&
    inputs[`${nameArgument}Prefix`] === undefined
  ) {
    inputs[nameArgument] = automaticName(type, nameArgument, logicalName, old, randomSeed);
    defaults.push(nameArgument);
  }
  if (type.tagged && Object.keys(defaultTags).length > 0) {
    inputs.tags = isUnknown(inputs.tags)
      ? inputs.tags!
      : { ...defaultTags, ...(inputs.tags as Properties | undefined) };
  }
  if (failures.length === 0) {
    for (const failure of type.check?.(inputs) ?? []) failures.push(failure);
  }
  inputs.__defaults = defaults.sort();
  return { inputs, failures };
}

function unknownMembers(
  type: ResourceType,
  name: string,
  argument: Argument,
  value: PropertyValue,
): readonly CheckFailure[] {
  const members = argument.members;
  if (members === undefined || typeof value !== "object") return [];
  const blocks = Array.isArray(value) ? value : [value];
  return blocks.flatMap((block) => {
    if (typeof block !== "object") return [];
    return Object.entries(block)
      .filter(([member, held]) => held !== undefined && !member.startsWith("__") && !members.includes(member))
      .filter(([, held]) => held !== "" && held !== false && !(Array.isArray(held) && held.length === 0))
      .map(([member]) => ({
        property: `${name}.${member}`,
        reason: `the lab's provider does not honour ${name}.${member} of ${type.token}; it knows ${members.join(", ")}`,
      }));
  });
}

/** The name that it has already, where that was automatic too; else `LOGICAL-1a2b3c4`. */
function automaticName(
  { nameLength = 0, nameForm = (name) => name }: ResourceType,
  argument: string,
  logicalName: string,
  old: Properties,
  randomSeed: Uint8Array,
): PropertyValue {
  const oldDefaults = old.__defaults;
  const oldName = old[argument];
  if (Array.isArray(oldDefaults) && oldDefaults.includes(argument) && oldName !== undefined) return oldName;
  const end = createHash("sha256").update(randomSeed).update(logicalName).digest("hex").slice(0, 7);
  const start = logicalName.replace(/[^A-Za-z0-9_.-]/g, "-").slice(0, nameLength - end.length - 1);
  return nameForm(`${start}-${end}`);
}
