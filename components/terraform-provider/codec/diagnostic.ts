import type { Problem } from "../../core/problem";
import type { ObjectSchema } from "../schema/schema";
import { snakeCase } from "./arguments";
import { attributePathOf, pathText } from "./path";
import { type Diagnostic, SEVERITY } from "./protocol";

/** A problem as Terraform shows it, at the argument that it is about, with that argument's name in Terraform. */
export function problemDiagnostic(
  schema: Pick<ObjectSchema, "attributes">,
  { code, path, message }: Problem,
  severity: keyof typeof SEVERITY = "error",
): Diagnostic {
  const steps = attributePathOf(schema, path).steps!;
  const located = steps.slice(0, steps[1]?.attributeName === undefined ? DEEPEST : 1);
  const rest = steps.length === 0 ? path : pathText(steps.slice(located.length));
  return {
    severity: SEVERITY[severity],
    summary: summaryOf(code),
    detail: `${rest === "" ? "" : `${rest}: `}${inTerraformWords(message)} (${code})`,
    ...(located.length > 0 && { attribute: { steps: located } }),
  };
}

/** Terraform finds the line of an attribute, and of an item in it; for what is deeper it shows the whole resource's. */
const DEEPEST = 2;

/** An Error, whatever threw it. */
export function errorDiagnostic(summary: string, error: unknown): Diagnostic {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const title = typeof code === "string" && /^[A-Z][A-Z_]+$/.test(code) ? summaryOf(code) : summary;
  return { severity: SEVERITY.error, summary: title, detail: inTerraformWords(String(message ?? error)) };
}

/** Something that was not possible, and is not needed. */
export function warningDiagnostic(summary: string, error: unknown): Diagnostic {
  return { ...errorDiagnostic(summary, error), severity: SEVERITY.warning, summary };
}

/** Code as words, e.g. `Bad zone id`. */
function summaryOf(code: string): string {
  const words = code.toLowerCase().split("_");
  const text = words.map((word) => (INITIALS.has(word) ? word.toUpperCase() : word)).join(" ");
  return text[0]!.toUpperCase() + text.slice(1);
}

const INITIALS: ReadonlySet<string> = new Set(["cname", "dhcp", "dns", "id", "ptr", "ttl", "vpc"]);

/** Arguments are called in camel case in messages, between backticks. */
function inTerraformWords(message: string): string {
  return message.replace(/`[^`]*`/g, (quoted) => quoted.replace(/\b[a-z]+(?:[A-Z][a-z0-9]*)+\b/g, snakeCase));
}
