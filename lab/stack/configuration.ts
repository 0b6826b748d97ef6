import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Document, parseDocument, stringify } from "yaml";
import { projectFolder } from "../../set-up/paths";
import type { Setting } from "../applier";
import { LabError } from "../lab-error";

/**
 * A copy of a stack's configuration that the engine may write to: it adds its salt and rewrites the file's layout.
 *
 * Values are set by path in the file itself, which saves a call of the CLI for each.
 */
export interface StackConfiguration {
  readonly region: string;
  /** The value of a key, e.g. `hybrid-dns:name`, as Pulumi hands it to a program: blocks as JSON. */
  get(key: string): string | undefined;
  /** @param path - e.g. `hybrid-dns:dns.vpcs.hub.forwarders.a.address`, `hybrid-dns:dns.privateZones["corp.com"].records` */
  set(path: string, value: Setting | undefined): void;
}

/**
 * Copies the configuration into the work folder, and a Pulumi.yaml beside it.
 *
 * @throws {LabError} when the file is not there, is no configuration, names no region, or asks for what the lab cannot do
 */
export function copyConfiguration(
  source: string,
  workFolder: string,
  project: string,
  stack: string,
): StackConfiguration {
  mkdirSync(workFolder, { recursive: true });
  // The engine starts providers of dynamic resources in `main`, where they look for @pulumi/pulumi.
  writeFileSync(join(workFolder, "Pulumi.yaml"), stringify({ name: project, runtime: "nodejs", main: projectFolder }));
  return copyValues(source, join(workFolder, `Pulumi.${stack}.yaml`));
}

/**
 * Copies the values alone, into a file whose folder is there.
 *
 * @throws {LabError} as `copyConfiguration` does
 */
export function copyValues(source: string, file: string): StackConfiguration {
  writeFileSync(file, readText(source));
  const region = load(file).getIn(["config", "aws:region"]);
  if (typeof region !== "string" || region === "") throw new LabError(`${source}: no aws:region in its config`);
  for (const software of ["unbound", "bind"]) {
    if (!load(file).hasIn(["config", "hybrid-dns:dns", "backend", software, "bootstrap"])) continue;
    const what = `\`backend.${software}.bootstrap\``;
    throw new LabError(
      `${source}: ${what}: the lab's hosts have no internet to install packages from; leave it out here`,
    );
  }
  return {
    region,
    get(key) {
      const value: unknown = load(file).toJS().config[key];
      return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
    },
    set(path, value) {
      const document = load(file);
      const steps = ["config", ...stepsOf(path)];
      if (value === undefined) document.deleteIn(steps);
      else document.setIn(steps, value);
      writeFileSync(file, document.toString());
    },
  };
}

function readText(source: string): string {
  try {
    return readFileSync(source, "utf8");
  } catch (error) {
    throw new LabError(`${source}: cannot be read: ${(error as Error).message}`);
  }
}

function load(file: string): Document {
  const document = parseDocument(readFileSync(file, "utf8"));
  const [error] = document.errors;
  if (error !== undefined) throw new LabError(`${file}: ${error.message}`);
  return document;
}

/** The key up to the first dot or bracket behind its namespace, then a step for each member or element. */
export function stepsOf(path: string): readonly (number | string)[] {
  const [, key, rest] = /^([^:.[]+:[^.[]+)(.*)$/s.exec(path) ?? [];
  if (key === undefined || rest === undefined)
    throw new LabError(`${path}: expected NAMESPACE:KEY, and a path behind it`);
  const steps: (number | string)[] = [key];
  const step = /\.([^.[\]"]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/y;
  while (step.lastIndex < rest.length) {
    const at = step.lastIndex;
    const [, member, index, quoted] = step.exec(rest) ?? [];
    if (member !== undefined) steps.push(member);
    else if (index !== undefined) steps.push(Number(index));
    else if (quoted !== undefined) steps.push(JSON.parse(`"${quoted}"`));
    else throw new LabError(`${path}: expected .NAME, [NUMBER] or ["NAME"] at ${JSON.stringify(rest.slice(at))}`);
  }
  return steps;
}
