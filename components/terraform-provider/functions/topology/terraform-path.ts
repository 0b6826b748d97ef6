import { argument, item } from "../../../core/reading/argument-path";
import type { Argument, Arguments } from "../../../core/reading/argument-schema";
import { snakeCase } from "../../codec/arguments";
import { keysOf } from "../../codec/path";

/** The path of an argument with Terraform's names; keys of the user are left as they are. */
export function terraformPath(path: string, table: Arguments): string {
  let shown = "";
  let level: Argument | undefined = { kind: "block", arguments: table };
  for (const key of keysOf(path)) {
    if (typeof key === "number") shown = item(shown, key);
    else shown = argument(shown, level?.kind === "block" ? snakeCase(key) : key);
    level = below(level, key);
  }
  return shown;
}

function below(level: Argument | undefined, key: string | number): Argument | undefined {
  if (level?.kind === "list" || level?.kind === "map") return level.of;
  return level?.kind === "block" && typeof key === "string" && Object.hasOwn(level.arguments, key)
    ? level.arguments[key]
    : undefined;
}
