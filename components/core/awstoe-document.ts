/** An action of a document that EC2 Image Builder's AWSTOE runs as root. */
export type AwstoeStep =
  | { readonly name: string; readonly action: "CreateFile"; readonly file: CreatedFile }
  | { readonly name: string; readonly action: "AppendFile"; readonly file: AppendedFile }
  | { readonly name: string; readonly action: "ExecuteBash"; readonly commands: readonly string[] };

export interface AppendedFile {
  readonly path: string;
  readonly content: string;
}

export interface CreatedFile extends AppendedFile {
  /** e.g. `0644` */
  readonly permissions: string;
}

/**
 * A document of one phase, `build`, as YAML that people can read: texts stand in it line by line.
 *
 * `{{` begins a reference in AWSTOE, for which no escape is documented: no text may have it.
 */
export function renderAwstoeDocument(name: string, description: string, steps: readonly AwstoeStep[]): string {
  return [
    `name: ${yamlText(name, "")}`,
    `description: ${yamlText(description, "")}`,
    "schemaVersion: 1.0",
    "phases:",
    "- name: build",
    "  steps:",
    ...steps.map(renderAwstoeStep),
    "",
  ].join("\n");
}

/** A step as it stands in the document, without the line's end. */
export function renderAwstoeStep(step: AwstoeStep): string {
  const head = [`  - name: ${yamlText(step.name, "    ")}`, `    action: ${step.action}`, "    inputs:"];
  if (step.action === "ExecuteBash") {
    return [...head, "      commands:", ...step.commands.map((text) => `      - ${yamlText(text, "      ")}`)].join(
      "\n",
    );
  }
  const permissions = step.action === "CreateFile" ? [`      permissions: "${step.file.permissions}"`] : [];
  const { path, content } = step.file;
  return [
    ...head,
    `    - path: ${yamlText(path, "      ")}`,
    ...permissions,
    `      content: ${yamlText(content, "      ")}`,
  ].join("\n");
}

const PLAIN = /^[A-Za-z/][A-Za-z0-9/._-]*$/;
const WORDS = /^(?:true|false|yes|no|on|off|null|y|n)$/i;
/** What a block of lines can hold: no other line ends than ours, nothing invisible but tabs. */
const BLOCK = /^[\t\n\x20-\x7e\u00a1-\u1fff\u3000-\ud7ff]*$/;

/** A text as YAML; `indent` is that of the line where it begins. */
function yamlText(text: string, indent: string): string {
  if (PLAIN.test(text) && !WORDS.test(text)) return text;
  const lines = text.split("\n");
  const isBlock = lines.length > 1 && BLOCK.test(text) && lines.some((line) => line.trim() !== "");
  if (!isBlock) return JSON.stringify(text).replaceAll(/[\u007f-\uffff]/g, escaped);
  const end = text.endsWith("\n\n") ? "+" : text.endsWith("\n") ? "" : "-";
  // The last newline is the block's own.
  const shown = text.endsWith("\n") ? lines.slice(0, -1) : lines;
  return [`|2${end}`, ...shown.map((line) => (line === "" ? "" : `${indent}  ${line}`))].join("\n");
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
