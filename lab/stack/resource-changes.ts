import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { ResourceChange } from "../applier";
import { differences } from "../aws-provider/comparison";
import type { Properties, PropertyValue } from "../aws-provider/property-values";

const ptrRecordsType = "pulumi-nodejs:dynamic/hybriddns:PtrRecords";

const operations = new Set(["create", "delete", "replace", "update"]);

type Step = NonNullable<EngineEvent["resourcePreEvent"]>["metadata"];

/** The change that an event tells of; absent for what stays, and for the halves of a replacement. */
export function changeOf(event: EngineEvent): ResourceChange | undefined {
  const step = event.resourcePreEvent?.metadata;
  // The stack and components are names only: what they hold is told of by itself.
  if (step === undefined || !operations.has(step.op) || !isCustom(step) || isProvider(step)) return undefined;
  return {
    operation: step.op,
    type: step.type,
    name: step.urn.split("::").slice(3).join("::"),
    properties: propertiesOf(step),
  };
}

/** Default providers are made anew with each change of the configuration; the engine's own display hides them too. */
function isProvider(step: Step): boolean {
  return step.type.startsWith("pulumi:providers:");
}

function isCustom(step: Step): boolean {
  return (step.new ?? step.old)?.custom === true;
}

function propertiesOf(step: Step): readonly string[] {
  const old = inputsOf(step.old);
  const now = step.op === "delete" ? {} : inputsOf(step.new);
  if (step.type === ptrRecordsType) return ptrRecordChanges(old, now);
  if (step.op === "create" || step.op === "delete") return [];
  const detailed = Object.keys(step.detailedDiff ?? {});
  if (detailed.length > 0) return detailed.sort();
  // Dynamic resources have no detailed diff in the engine's events.
  return [...differences("", old, now).keys()].map((path) => path.replace(/^\./, "")).sort();
}

function inputsOf(state: Step["old"]): Properties {
  const inputs = (state?.inputs ?? {}) as Properties;
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !name.startsWith("__")));
}

function ptrRecordChanges(old: Properties, now: Properties): readonly string[] {
  const before = ptrRecords(old);
  const after = ptrRecords(now);
  return [
    ...[...after.keys()].filter((line) => !before.has(line)).map((line) => `+ ${line}`),
    ...[...before.keys()].filter((line) => !after.has(line)).map((line) => `- ${line}`),
    ...[...after].flatMap(([line, ttl]) => {
      const was = before.get(line);
      return was === undefined || was === ttl ? [] : [`~ ${line} ${was} s to ${ttl} s`];
    }),
  ].sort();
}

/** `ZONE REVERSENAME NAME` of each record that a plan holds, with its TTL. */
function ptrRecords(inputs: Properties): ReadonlyMap<string, string> {
  const ttls = new Map(entriesOf(inputs.ttls));
  const lines = new Map<string, string>();
  for (const [zone, records] of Object.entries(inputs)) {
    if (!/\.(in-addr|ip6)\.arpa\.?$/.test(zone)) continue;
    for (const [reverseName, names] of entriesOf(records)) {
      const ttl = String(ttls.get(reverseName) ?? inputs.ttlSeconds ?? 300);
      for (const name of Array.isArray(names) ? names : [names]) lines.set(`${zone} ${reverseName} ${name}`, ttl);
    }
  }
  return lines;
}

function entriesOf(value: PropertyValue | undefined): readonly [string, PropertyValue | undefined][] {
  return typeof value === "object" && !Array.isArray(value) ? Object.entries(value) : [];
}
