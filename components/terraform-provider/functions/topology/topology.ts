import { Construct } from "constructs";
import { hybridDnsOf } from "../../../cdktf/classes-of-kit";
import type { HybridDnsProps } from "../../../cdktf/hybrid-dns-props";
import type { RefusedDescription } from "../../../cdktf/problems";
import { newRecording, type Recording } from "../../../cdktf/recording-kit";
import type { Problem } from "../../../core/problem";
import { hybridDnsArguments } from "../../../core/reading/description-schema";
import { problemText } from "../../../core/reading/finding";
import { snakeCase } from "../../codec/arguments";
import type { Value } from "../../codec/value";
import type { ValueType } from "../../schema/schema";
import type { FunctionResult } from "../function-result";
import { declaredValues } from "./declared-values";
import { descriptionOfValue, withBraces } from "./description-of-value";
import { type BlockForm, type ModuleForm, typeOfEntries } from "./module-form";
import { terraformPath } from "./terraform-path";

/** What a module declares, as Terraform's JSON has it: `resource`, then `data`, by type, block and key. */
export function topology(name: string, description: Value, form: string): FunctionResult {
  const { recording, outputs, problems } = recorded(name, description);
  if (outputs === undefined) return { problems: problems.map((problem) => ({ argument: 1, problem })) };
  const module = JSON.parse(form) as ModuleForm;
  const declared = declaredValues(recording, outputs, module);
  const argumentsOf = (block: BlockForm) => declared.blocks.get(block)!;
  const typeOf = (block: BlockForm): ValueType => ({ map: typeOfEntries(block.arguments) });
  const values = SECTIONS.map((section) => [section, byTypeAndName(module.blocks, section, argumentsOf)] as const);
  const types = SECTIONS.map((section) => {
    const object = byTypeAndName(module.blocks, section, typeOf, (blocks) => ({ object: blocks }));
    return [section, { object }] as const;
  });
  return {
    value: {
      ...Object.fromEntries(values),
      output: declared.outputs,
      notices: recording.warnings.map(noticeInTerraform),
    },
    type: {
      object: {
        ...Object.fromEntries(types),
        output: typeOfEntries(module.outputs),
        notices: { list: "string" },
      },
    },
    problems: [],
  };
}

/** What Terraform's language has keywords for; of resources types say nothing, the others begin with it. */
const SECTIONS = ["resource", "data", "local"] as const;

/** What is wrong with a description, a text each. */
export function topologyProblems(name: string, description: Value): FunctionResult {
  return { value: recorded(name, description).problems.map(problemText), problems: [] };
}

/** Something of each block of a section by its name, and something of these by type. */
function byTypeAndName<Each, All = { [name: string]: Each }>(
  blocks: readonly BlockForm[],
  section: string,
  each: (block: BlockForm) => Each,
  all: (byName: { [name: string]: Each }) => All = (byName) => byName as All,
): { [type: string]: All } {
  const typeIn = ({ type }: BlockForm) => {
    const [, keyword = "resource", name = type] = /^(\w+)\.(\w+)$/.exec(type) ?? [];
    return keyword === section ? name : undefined;
  };
  const types = new Set(blocks.map(typeIn).filter((type) => type !== undefined));
  return Object.fromEntries(
    [...types].map((type) => {
      const ofType = blocks.filter((block) => typeIn(block) === type);
      return [type, all(Object.fromEntries(ofType.map((block) => [block.name, each(block)])))];
    }),
  );
}

interface RecordedDescription {
  readonly recording: Recording;
  /** What the component gives; absent where something is wrong. */
  readonly outputs?: { readonly [name: string]: unknown };
  readonly problems: readonly Problem[];
}

/** Runs the constructs over a description. */
function recorded(name: string, value: Value): RecordedDescription {
  const recording = newRecording();
  const description = descriptionOfValue(value, hybridDnsArguments, recording.unknown) as HybridDnsProps<never, never>;
  if (asksForMonitor(description)) return { recording, problems: [inTerraform(WITHOUT_MONITOR, "")] };
  const root = new Construct(undefined as unknown as Construct, "");
  try {
    const dns = hybridDnsOf(recording.kit, root, name, description);
    return { recording, outputs: dns as unknown as { [name: string]: unknown }, problems: [] };
  } catch (error) {
    const { problems, path } = error as Partial<RefusedDescription>;
    if (problems === undefined) throw error;
    // What a part refuses is said of the part.
    const prefix = path === name ? "" : `${path}: `;
    return { recording, problems: problems.map((problem) => inTerraform(problem, prefix)) };
  }
}

/** A module is text: there is no place in it for the code of a function. */
const WITHOUT_MONITOR: Problem = {
  code: "MONITOR_NOT_IN_MODULE",
  path: "ptrRecords.monitor",
  message:
    "the module cannot declare the monitor's function; leave it out, or declare it by CDKTF, CDKTN or Pulumi with a `ReverseMonitor`",
};

function asksForMonitor(description: unknown): boolean {
  const { ptrRecords } = { ...(description as { ptrRecords?: { monitor?: unknown } | undefined } | undefined) };
  return typeof ptrRecords === "object" && ptrRecords !== null && ptrRecords.monitor === true;
}

function inTerraform({ code, path, message }: Problem, prefix: string): Problem {
  const own = prefix === "" ? terraformPath(path, hybridDnsArguments) : path;
  return { code, path: withBraces(`${prefix}${own}`), message: inTerraformWords(message) };
}

/** A notice reaches a kit as text, which begins with the path that it is about. */
function noticeInTerraform(text: string): string {
  const [, path, message] = /^(\w+(?:\.\w+|\[(?:\d+|"(?:[^"\\]|\\.)*")\])*): (.*)$/s.exec(text) ?? [];
  if (path === undefined) return inTerraformWords(text);
  return `${withBraces(terraformPath(path, hybridDnsArguments))}: ${inTerraformWords(message!)}`;
}

/** Arguments have Terraform's names between backticks, and what is known later is known after apply. */
function inTerraformWords(text: string): string {
  const renamed = text.replace(/`[^`]*`/g, (quoted) =>
    quoted.replace(/\b[a-z]+(?:[A-Z][a-z0-9]*)+\b/g, snakeCase).replace(/^`up`$/, "`apply`"),
  );
  return withBraces(renamed);
}
