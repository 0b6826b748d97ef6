import type { ResourceChange } from "../applier";
import { logicalName, type TerraformProgram } from "./program";

/** What `terraform show -json` says of a plan. */
export interface ShownPlan {
  readonly resource_changes?: readonly PlannedChange[];
}

export interface PlannedChange {
  readonly mode: string;
  readonly type: string;
  /** Its address in the program, which the CDK made of the construct's path. */
  readonly name: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Attributes | null;
    readonly after: Attributes | null;
  };
}

interface Attributes {
  readonly [name: string]: unknown;
}

/** The changes of a plan, without what stays and what is only read. */
export function changesOf(plan: ShownPlan, program: TerraformProgram): readonly ResourceChange[] {
  return (plan.resource_changes ?? []).flatMap(({ mode, type, name, change }) => {
    const operation = operationOf(change.actions);
    if (mode !== "managed" || operation === undefined) return [];
    const path = program.resource[type]?.[name]?.["//"].metadata.path;
    return [{ operation, type, name: path ? logicalName(path) : name, properties: propertiesOf(type, change) }];
  });
}

function operationOf(actions: readonly string[]): string | undefined {
  if (actions.length > 1) return "replace";
  return ["create", "update", "delete"].find((operation) => operation === actions[0]);
}

function propertiesOf(type: string, { actions, before, after }: PlannedChange["change"]): readonly string[] {
  if (type === "hybriddns_ptr_records") return ptrRecordChanges(before ?? {}, after ?? {});
  if (actions.length === 1 && actions[0] !== "update") return [];
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names].flatMap((name) => differing(name, before?.[name], after?.[name])).sort();
}

/** Paths at which two values differ, e.g. `records[0]`. */
function differing(path: string, before: unknown, after: unknown): readonly string[] {
  if (!isObject(before) || !isObject(after) || Array.isArray(before) !== Array.isArray(after)) {
    return before === after ? [] : [path];
  }
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const step = (name: string) => (Array.isArray(before) ? `[${name}]` : `.${name}`);
  return [...names].flatMap((name) => differing(`${path}${step(name)}`, before[name], after[name]));
}

const isObject = (value: unknown): value is Attributes => typeof value === "object" && value !== null;

function ptrRecordChanges(before: Attributes, after: Attributes): readonly string[] {
  const old = ptrRecords(before);
  const now = ptrRecords(after);
  return [
    ...[...now.keys()].filter((line) => !old.has(line)).map((line) => `+ ${line}`),
    ...[...old.keys()].filter((line) => !now.has(line)).map((line) => `- ${line}`),
    ...[...now].flatMap(([line, ttl]) => {
      const was = old.get(line);
      return was === undefined || was === ttl ? [] : [`~ ${line} ${was} s to ${ttl} s`];
    }),
  ].sort();
}

/** `ZONE REVERSENAME NAME` of each record, with its TTL. */
function ptrRecords(attributes: Attributes): ReadonlyMap<string, string> {
  const { ptr_records, ttls, zone_ids, ttl_seconds } = attributes as {
    ptr_records?: { readonly [reverseName: string]: readonly string[] } | null;
    ttls?: { readonly [reverseName: string]: number } | null;
    zone_ids?: { readonly [zoneName: string]: string } | null;
    ttl_seconds?: number | null;
  };
  const zones = Object.keys(zone_ids ?? {}).toSorted((a, b) => b.length - a.length);
  const records = Object.entries(ptr_records ?? {}).flatMap(([reverseName, names]) => {
    const zone = zones.find((zone) => reverseName === zone || reverseName.endsWith(`.${zone}`)) ?? "?";
    const ttl = String(ttls?.[reverseName] ?? ttl_seconds ?? 300);
    return names.map((name): [string, string] => [`${zone} ${reverseName} ${name}`, ttl]);
  });
  return new Map(records);
}
