import type { UnknownValues } from "../../../cdktf/recording-kit";
import type { Argument, Arguments } from "../../../core/reading/argument-schema";
import { camelCase } from "../../codec/arguments";
import { UNKNOWN, type Value } from "../../codec/value";

/**
 * A description as the constructs take it, of one that Terraform gave: names in camel case, what is not set left out, and
 * tokens for what is known only after apply.
 *
 * What does not fit is handed on as it is: to say so is core's.
 */
export function descriptionOfValue(value: Value, table: Arguments, unknown: UnknownValues): object {
  return argumentOf(value, { kind: "block", arguments: table }, unknown) as object;
}

function argumentOf(value: Value, taken: Argument | undefined, unknown: UnknownValues): unknown {
  if (value === UNKNOWN) return unknownOf(taken, unknown);
  if (typeof value === "string") {
    // Terraform writes what is no float of 64 bits, such as 0.1, as text.
    if (taken?.kind === "number" && value.trim() !== "" && !Number.isNaN(Number(value))) return Number(value);
    return withoutBraces(value);
  }
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const of = taken?.kind === "list" ? taken.of : taken?.kind === "contents" ? CONTENT : undefined;
    return value.map((item: Value) => argumentOf(item, of, unknown));
  }
  const entries = Object.entries(value).filter(([, entry]) => entry !== null);
  if (taken?.kind !== "block") {
    const of = taken?.kind === "map" ? taken.of : taken?.kind === "contentMap" ? CONTENT : undefined;
    return Object.fromEntries(entries.map(([key, entry]) => [key, argumentOf(entry, of, unknown)]));
  }
  return Object.fromEntries(
    entries.map(([name, entry]) => {
      const own = camelCase(name);
      const argument = Object.hasOwn(taken.arguments, own) ? taken.arguments[own] : undefined;
      return [own, argumentOf(entry, argument, unknown)];
    }),
  );
}

const CONTENT: Argument = { kind: "content" };

function unknownOf(taken: Argument | undefined, unknown: UnknownValues): unknown {
  switch (taken?.kind) {
    case "content":
    case "text":
      return unknown.text();
    case "contents":
      return unknown.texts();
    case "contentMap":
      return unknown.textMap();
    case "number":
      return unknown.number();
    default:
      return unknown.value();
  }
}

/**
 * A text in which nothing looks like a token: those of the constructs begin like Terraform's own expressions, and so may a
 * text, e.g. a macro of SPF. A character that no text has takes the place of the brace, and goes with `withBraces`.
 */
export function withoutBraces(text: string): string {
  return text.replace(/([$%#&])\{/g, `$1${BRACE}`);
}

/** A text, or what was written in one, as it was given. */
export function withBraces(text: string): string {
  return text.replace(WRITTEN_BRACE, "$1{");
}

const BRACE = "\u0001";
/** As it is, as a TXT record has it, and as messages show it. */
const WRITTEN_BRACE = new RegExp(String.raw`([$%#&])(?:${BRACE}|\\001|\\u0001)`, "g");
