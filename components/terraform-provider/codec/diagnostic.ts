import type { Problem } from "../../core/problem";
import type { ObjectSchema } from "../schema/schema";
import { snakeCase } from "./arguments";
import { attributePathOf } from "./path";
import { type Diagnostic, SEVERITY } from "./protocol";

/** A problem as Terraform shows it, at the argument that it is about, with that argument's name in Terraform. */
export function problemDiagnostic(
  schema: Pick<ObjectSchema, "attributes">,
  { code, path, message }: Problem,
  severity: keyof typeof SEVERITY = "error",
): Diagnostic {
  const attribute = attributePathOf(schema, path);
  const shown = attribute.steps!.length === 0 && path !== "" ? `${path}: ` : "";
  return {
    severity: SEVERITY[severity],
    summary: summaryOf(code),
    detail: `${shown}${inTerraformWords(message)} (${code})`,
    ...(attribute.steps!.length > 0 && { attribute }),
  };
}

/** An Error, whatever threw it. */
export function errorDiagnostic(summary: string, error: unknown): Diagnostic {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const title = typeof code === "string" && /^[A-Z][A-Z_]+$/.test(code) ? summaryOf(code) : summary;
  return { severity: SEVERITY.error, summary: title, detail: inTerraformWords(String(message ?? error)) };
}

/** Code as words, e.g. `Bad zone id`. */
function summaryOf(code: string): string {
  return code[0] + code.slice(1).toLowerCase().replaceAll("_", " ");
}

/** Arguments are called in camel case in messages, between backticks. */
function inTerraformWords(message: string): string {
  return message.replace(/`[^`]*`/g, (quoted) => quoted.replace(/\b[a-z]+(?:[A-Z][a-z0-9]*)+\b/g, snakeCase));
}
