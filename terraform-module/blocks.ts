import type { Lifecycle } from "../components/cdktf/kit";
import {
  addressOf,
  type BlockForm,
  type ModuleForm,
} from "../components/terraform-provider/functions/topology/module-form";
import { argumentLines } from "./expressions";
import { assignments, block, indented, quoted } from "./hcl";
import { targetsOf } from "./references";

/** A block for each type and lifecycle, what others refer to before them, and the texts that have names. */
export function renderBlocks({ blocks }: ModuleForm): readonly string[] {
  const before = new Map(blocks.map((each) => [addressOf(each), addressesBefore(each, blocks)]));
  const order = inOrder(before);
  const sorted = blocks.toSorted((left, right) => order.indexOf(addressOf(left)) - order.indexOf(addressOf(right)));
  return sorted.flatMap((each) => [...renderBlock(each, blocks, before), ""]).slice(0, -1);
}

function renderBlock(form: BlockForm, blocks: readonly BlockForm[], before: Before): string[] {
  const [, keyword = "resource", type = form.type] = /^(\w+)\.(\w+)$/.exec(form.type) ?? [];
  const entries = `local.topology.${keyword}.${type}.${form.name}`;
  if (keyword === "local") return localBlock(type, form, entries);
  const after = nearest(form.after, before);
  const lifecycle = lifecycleLines(JSON.parse(form.lifecycle), blocks);
  return block(`${keyword} "${type}" "${form.name}"`, [
    `for_each = ${entries}`,
    "",
    ...argumentLines(form.arguments, "each.value"),
    ...(after.length === 0 ? [] : ["", "depends_on = [", ...after.map((address) => `  ${address},`), "]"]),
    ...(lifecycle.length === 0 ? [] : ["", ...block("lifecycle", lifecycle)]),
  ]);
}

function localBlock(name: string, { arguments: given }: BlockForm, entries: string): string[] {
  const made = ["{", ...indented(argumentLines(given, "each")), "}"].join("\n");
  return block("locals", assignments([[name, `{ for key, each in ${entries} : key => ${made} }`]]));
}

/** Triggers are types here. */
function lifecycleLines(lifecycle: Lifecycle, blocks: readonly BlockForm[]): string[] {
  const { createBeforeDestroy, preventDestroy, ignoreChanges, replaceTriggeredBy, postcondition, ...others } =
    lifecycle;
  const [other] = Object.keys(others);
  if (other !== undefined)
    throw new Error(`there is nothing yet that writes "${other}" of a lifecycle into the module`);
  const triggers = (replaceTriggeredBy ?? []).flatMap((type) =>
    blocks.filter((each) => each.type === type).map((each) => `${addressOf(each)}[each.key]`),
  );
  const given = {
    create_before_destroy: createBeforeDestroy && "true",
    prevent_destroy: preventDestroy && "true",
    ignore_changes: ignoreChanges && `[${ignoreChanges.join(", ")}]`,
    replace_triggered_by: replaceTriggeredBy && `[${triggers.join(", ")}]`,
  };
  const conditions = (postcondition ?? []).flatMap(({ condition, errorMessage }) =>
    block(
      "postcondition",
      assignments([
        // The constructs write it as an expression in a text.
        ["condition", /^\$\{(.*)\}$/s.exec(condition)![1]!],
        ["error_message", quoted(errorMessage)],
      ]),
    ),
  );
  const there = Object.entries(given).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return [...assignments(there), ...conditions];
}

/** Of each block, the blocks that it comes after. */
type Before = ReadonlyMap<string, ReadonlySet<string>>;

function addressesBefore(form: BlockForm, blocks: readonly BlockForm[]): ReadonlySet<string> {
  const triggers = (JSON.parse(form.lifecycle) as Lifecycle).replaceTriggeredBy ?? [];
  const types = new Set([...targetsOf(form.arguments).map(({ type }) => type), ...triggers]);
  return new Set([...form.after, ...blocks.filter(({ type }) => types.has(type)).map(addressOf)]);
}

/** @throws an Error when blocks refer to each other in a circle, which Terraform does not take */
function inOrder(before: Before): readonly string[] {
  const order: string[] = [];
  const visit = (address: string, around: readonly string[]) => {
    if (order.includes(address)) return;
    if (around.includes(address)) throw new Error(`blocks refer to each other: ${[...around, address].join(", ")}`);
    for (const each of before.get(address) ?? []) visit(each, [...around, address]);
    order.push(address);
  };
  for (const address of before.keys()) visit(address, []);
  return order;
}

/** Of some blocks, those that no other of them comes after anyway. */
function nearest(addresses: readonly string[], before: Before): readonly string[] {
  const comesAfter = (address: string, other: string): boolean =>
    [...(before.get(address) ?? [])].some((each) => each === other || comesAfter(each, other));
  return addresses.filter((address) => !addresses.some((other) => comesAfter(other, address)));
}
