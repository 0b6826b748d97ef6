import {
  addressOf,
  type BlockForm,
  type Entries,
  type ModuleForm,
  referenceText,
  type Shape,
  type Target,
} from "../components/terraform-provider/functions/topology/module-form";
import { assignments, block, indented, quoted } from "./hcl";

/** The local value in which a reference finds what it stands for, e.g. `local.aws_route53_zone_zone_id`. */
export function tableOf({ type, expression }: Target): string {
  const words = [type.replace(/^\w+\./, ""), ...(expression.match(/\w+/g) ?? [])];
  return `local.${words.filter((word) => word !== "made").join("_")}`;
}

/** Everything that shapes refer to. */
export function targetsOf(entries: Entries): readonly Target[] {
  const all = Object.values(entries).flatMap(({ shape }) => targetsOfShape(shape));
  return [...new Map(all.map((target) => [tableOf(target), target])).values()];
}

function targetsOfShape(shape: Shape): readonly Target[] {
  switch (shape.kind) {
    case "text":
    case "pieces":
    case "whole":
      return shape.references;
    case "list":
    case "map":
      return targetsOfShape(shape.of);
    case "object":
      return targetsOf(shape.entries);
    default:
      return [];
  }
}

/** What references stand for, by the texts that the provider's function gives for them. */
export function renderReferences({ blocks, outputs }: ModuleForm): readonly string[] {
  const all = [...blocks.flatMap((each) => targetsOf(each.arguments)), ...targetsOf(outputs)];
  const tables = new Map(all.map((target) => [tableOf(target), target]));
  const twin = all.find((target) => referenceText(tables.get(tableOf(target))!, "") !== referenceText(target, ""));
  if (twin) throw new Error(`two references are called ${tableOf(twin)}: ${twin.expression}`);
  const rendered = [...tables].sort().map(([table, target]) => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: between quotes, the key is what Terraform puts in
    const text = quoted(referenceText(target, KEY)).replaceAll(KEY, "${key}");
    const maps = blocks
      .filter((each) => each.type === target.type)
      .map((each) => `{ for key, made in ${madeBy(each)} : ${text} => ${target.expression} }`);
    const value = maps.length === 1 ? maps[0]! : ["merge(", ...indented(maps.map((map) => `${map},`)), ")"].join("\n");
    return [table.slice("local.".length), value] as const;
  });
  return block("locals", assignments(rendered));
}

/** Stands for a key until the text around it is quoted. */
const KEY = "<key>";

/** What is made of a block, by key: named texts stand in a local value. */
export function madeBy(form: BlockForm): string {
  return form.type.startsWith("local.") ? form.type : addressOf(form);
}
