import { snakeCase } from "../components/cdktf/recording-kit";
import type { DocumentedProperty, DocumentedType } from "./documented-type";
import { assignments, block, indented, quoted } from "./hcl";

/** A variable for each argument of the component, and one for its name. */
export function renderVariables({ properties }: Extract<DocumentedType, { kind: "object" }>): readonly string[] {
  const given = properties.map(({ name }) => snakeCase(name));
  const description = ["{", ...indented(assignments(given.map((name) => [name, `var.${name}`]))), "}"].join("\n");
  const call = `provider::hybriddns::topology_problems(var.name, ${description})`;
  // Other variables may be looked at from one only: the first, which has to be given, speaks for all.
  const validation = block(
    "validation",
    assignments([
      ["condition", `length(${call}) == 0`],
      ["error_message", `join("\\n", ${call})`],
    ]),
  );
  return [
    ...block(
      'variable "name"',
      assignments([
        ["type", "string"],
        ["description", quoted(NAME)],
        ["nullable", "false"],
      ]),
    ),
    ...properties.flatMap((property) => [
      "",
      ...block(`variable "${snakeCase(property.name)}"`, [
        ...assignments([
          ["type", typeText(property.type)],
          ["description", descriptionText(property)],
          property.required ? ["nullable", "false"] : ["default", "null"],
        ]),
        ...(property === properties[0] ? ["", ...validation] : []),
      ]),
    ]),
    "",
    ...block("locals", assignments([["description", description]])),
  ];
}

/** What the variable is that no argument is. */
export const NAME = "Begins the names and the tags `Name` of what is made, e.g. `acme`.";

/** As Terraform writes it. */
export function typeText(type: DocumentedType): string {
  switch (type.kind) {
    case "text":
      return "string";
    case "number":
      return "number";
    case "flag":
      return "bool";
    case "list":
    case "map":
      return `${type.kind}(${typeText(type.of)})`;
    case "object": {
      const entries = type.properties.map((property): [string, string] => {
        const text = typeText(property.type);
        return [snakeCase(property.name), property.required ? text : `optional(${text})`];
      });
      return ["object({", ...indented(assignments(entries)), "})"].join("\n");
    }
    case "other":
      throw new Error(`Terraform has no type for ${type.text}`);
  }
}

function descriptionText(property: DocumentedProperty): string {
  const below = listed(property.type, "");
  const own = inTerraformWords(property.description);
  if (below.length === 0) return quoted(own);
  const lines = [own, "", ...below].map((line) => line.replace(/([$%])\{/g, "$1$1{"));
  return ["<<-EOT", ...indented(lines), "EOT"].join("\n");
}

/** What stands in an object, a line each, objects in it further in. */
function listed(type: DocumentedType, indent: string): string[] {
  if (type.kind === "list" || type.kind === "map") return listed(type.of, indent);
  if (type.kind !== "object") return [];
  return type.properties.flatMap((property) => {
    const what = inTerraformWords(property.description);
    const required = property.required ? " (required)" : "";
    const line = `${indent}- \`${snakeCase(property.name)}\`${required}${what === "" ? "" : `: ${what}`}`;
    return [line, ...listed(property.type, `${indent}  `)];
  });
}

/** Names of arguments, between backticks, as Terraform has them. */
export function inTerraformWords(text: string): string {
  return text.replace(/`[^`]*`/g, (code) => code.replace(/\b[a-z]+(?:[A-Z][a-z0-9]*)+\b/g, snakeCase));
}
