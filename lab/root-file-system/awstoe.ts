import { parse } from "yaml";

/** A document of AWSTOE, as far as the lab runs it. */
export interface AwstoeDocument {
  readonly phases: readonly { readonly name: string; readonly steps: readonly AwstoeStep[] }[];
}

export type AwstoeStep = { readonly name: string } & (
  | { readonly action: "AppendFile"; readonly files: readonly WrittenFile[] }
  | { readonly action: "CreateFile"; readonly files: readonly WrittenFile[] }
  | { readonly action: "ExecuteBash"; readonly commands: readonly string[] }
);

export interface WrittenFile {
  readonly path: string;
  readonly content: string;
  readonly permissions?: string | undefined;
  readonly owner?: string | undefined;
  readonly group?: string | undefined;
  readonly overwrite: boolean;
}

const PHASES = new Set(["build", "validate", "test"]);
const ACTIONS = ["AppendFile", "CreateFile", "ExecuteBash"] as const;

/**
 * Reads a document strictly: what AWSTOE would not take is refused, and so is what the lab does not run.
 *
 * @throws {Error} with what is wrong, and where
 */
export function readAwstoeDocument(text: string): AwstoeDocument {
  const document = map(parsed(text), "the document", ["name", "description", "schemaVersion", "phases"]);
  if (document["schemaVersion"] !== 1 && document["schemaVersion"] !== "1.0") {
    throw new Error(`schemaVersion: got ${shown(document["schemaVersion"])}, expected 1.0`);
  }
  const phases = list(document["phases"], "phases").map((value, index) => {
    const phase = map(value, `phases[${index}]`, ["name", "steps"]);
    const name = asText(phase["name"], `phases[${index}].name`);
    if (!PHASES.has(name)) throw new Error(`phases[${index}].name: got ${name}, expected build, validate or test`);
    const steps = list(phase["steps"], `${name}.steps`).map((step, at) => readStep(step, `${name}.steps[${at}]`));
    unique(steps, `the phase ${name}`);
    return { name, steps };
  });
  unique(phases, "the document");
  return { phases };
}

function readStep(value: unknown, where: string): AwstoeStep {
  const step = map(value, where, ["name", "action", "inputs", "timeoutSeconds", "maxAttempts", "onFailure"]);
  const name = asText(step["name"], `${where}.name`);
  if ((step["onFailure"] ?? "Abort") !== "Abort") throw new Error(`${where}.onFailure: the lab runs Abort only`);
  const action = ACTIONS.find((known) => known === step["action"]);
  if (action === undefined) throw new Error(`${where}.action: got ${shown(step["action"])}, the lab runs ${ACTIONS}`);
  if (action === "ExecuteBash") {
    const inputs = map(step["inputs"], `${where}.inputs`, ["commands"]);
    const commands = list(inputs["commands"], `${where}.inputs.commands`).map((each, index) =>
      withoutReferences(asText(each, `${where}.inputs.commands[${index}]`), where),
    );
    return { name, action, commands };
  }
  const files = list(step["inputs"], `${where}.inputs`).map((file, index) =>
    readFile(file, `${where}.inputs[${index}]`, action),
  );
  return { name, action, files };
}

function readFile(value: unknown, where: string, action: "AppendFile" | "CreateFile"): WrittenFile {
  const own = action === "CreateFile" ? ["owner", "group", "permissions", "overwrite"] : [];
  const file = map(value, where, ["path", "content", "encoding", ...own]);
  const optional = (name: string) => (file[name] === undefined ? undefined : asText(file[name], `${where}.${name}`));
  if (!/^utf-?8$/i.test(optional("encoding") ?? "utf8"))
    throw new Error(`${where}.encoding: the lab writes utf-8 only`);
  const path = withoutReferences(asText(file["path"], `${where}.path`), where);
  if (!path.startsWith("/")) throw new Error(`${where}.path: got ${path}, expected an absolute path`);
  const permissions = optional("permissions");
  if (permissions !== undefined && !/^0?[0-7]{3,4}$/.test(permissions)) {
    throw new Error(`${where}.permissions: got ${shown(permissions)}, expected e.g. "0644"`);
  }
  return {
    path,
    content: withoutReferences(optional("content") ?? "", where),
    permissions,
    owner: optional("owner"),
    group: optional("group"),
    overwrite: (file["overwrite"] ?? true) === true,
  };
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new Error(`the document is no YAML: ${error instanceof Error ? error.message.split("\n")[0] : error}`);
  }
}

/** AWSTOE replaces these by outputs and parameters. */
function withoutReferences(text: string, where: string): string {
  if (text.includes("{{")) throw new Error(`${where}: the lab has no values for {{ }}`);
  return text;
}

function map(value: unknown, where: string, known: readonly string[]): { readonly [name: string]: unknown } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${where}: expected a map`);
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`${where}: ${unknown} is nothing that the lab knows here`);
  return value as { readonly [name: string]: unknown };
}

function list(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw new Error(`${where}: expected a list that is not empty`);
  return value;
}

function asText(value: unknown, where: string): string {
  if (typeof value !== "string") throw new Error(`${where}: got ${shown(value)}, expected a text`);
  return value;
}

function unique(named: readonly { readonly name: string }[], where: string): void {
  const twice = named.find(({ name }, index) => named.findIndex((other) => other.name === name) < index);
  if (twice !== undefined) throw new Error(`${twice.name} is there twice in ${where}`);
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? "nothing";
}
