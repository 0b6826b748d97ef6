import type { HybridDnsConfig } from "../../components/core";
import type { Argument } from "../../components/core/reading/argument-schema";
import { hybridDnsArguments } from "../../components/core/reading/description-schema";
import { snakeCase } from "../../components/terraform-provider/codec/arguments";
import type { ObjectValue, Value } from "../../components/terraform-provider/codec/value";

/** A description with the names of Terraform, as the module's arguments have it. */
export function terraformValueOf(config: HybridDnsConfig): ObjectValue {
  return written(config, { kind: "block", arguments: hybridDnsArguments }) as ObjectValue;
}

function written(value: unknown, taken: Argument | undefined): Value {
  if (typeof value !== "object" || value === null) return value as Value;
  const of = taken?.kind === "list" || taken?.kind === "map" ? taken.of : undefined;
  if (Array.isArray(value)) return value.map((each) => written(each, of));
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  if (taken?.kind !== "block") return Object.fromEntries(entries.map(([key, each]) => [key, written(each, of)]));
  return Object.fromEntries(entries.map(([name, each]) => [snakeCase(name), written(each, taken.arguments[name])]));
}
