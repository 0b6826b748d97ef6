import { Construct } from "constructs";
import { hybridDnsOf } from "../components/cdktf/classes-of-kit";
import type { HybridDnsProps } from "../components/cdktf/hybrid-dns-props";
import { newRecording, type RecordedResource, type Recording, snakeCase } from "../components/cdktf/recording-kit";
import type { HybridDnsConfig } from "../components/core";
import { keyOf, lifecycleText } from "../components/terraform-provider/functions/topology/declared-values";
import {
  addressOf,
  type BlockForm,
  type ModuleForm,
} from "../components/terraform-provider/functions/topology/module-form";
import { type CdkResource, declaredByCdk } from "./cdk-names";
import type { DocumentedType } from "./documented-type";
import { hintOfCdk, hintOfType, otherName } from "./hints";
import { finishedEntries, type LearnedEntries, type LearnedShape, learned, mergedEntries } from "./learned-shape";

/** What a module has to have a place for, and what it cannot keep. */
export interface LearnedForm {
  readonly form: ModuleForm;
  /** Types of which one resource stands before another: within a block of Terraform's there is no order. */
  readonly unordered: readonly string[];
}

/** What the constructs declare over some descriptions, taken together. */
export function formOfConstructs(samples: readonly HybridDnsConfig[], outputs: DocumentedType): LearnedForm {
  const recorded = samples.map((config) => recordedSample(config, outputs));
  const resources = recorded.flatMap(({ declared }) => declared);
  const unordered = new Set<string>();
  const names = [...new Set(resources.map(({ block }) => block))];
  const found = names.map((block): NamedBlock => {
    const declared = resources.filter((each) => each.block === block);
    const { type, lifecycle } = declared[0]!;
    const ofType = resources.filter((each) => each.type === type);
    return { type, name: nameAmong(lifecycle, [...new Set(ofType.map((each) => each.lifecycle))]), lifecycle, block };
  });
  const addresses = new Map(found.map((each) => [each.block, addressOf(each)]));
  const blocks = found.map(({ block, ...named }): BlockForm => {
    const ofType = resources.filter(({ type }) => type === named.type);
    const before = ofType.filter((each) => each.block === block).flatMap(({ after }) => after);
    const after = new Set(before.map((each) => addresses.get(each)!));
    if (after.delete(addressOf(named))) unordered.add(named.type);
    return {
      ...named,
      wholePaths: recorded.some(({ declared }) => hasTwins(ofType.filter((each) => declared.includes(each)))),
      after: [...after].sort(),
      arguments: finishedEntries(mergedEntries(ofType.map((each) => each.arguments))),
    };
  });
  const given = finishedEntries(mergedEntries(recorded.map((each) => each.outputs)));
  return { form: { blocks, outputs: given }, unordered: [...unordered] };
}

interface NamedBlock extends Pick<BlockForm, "type" | "name" | "lifecycle"> {
  readonly block: string;
}

interface Declared {
  readonly block: string;
  readonly type: string;
  readonly lifecycle: string;
  readonly key: string;
  /** Blocks. */
  readonly after: readonly string[];
  readonly arguments: LearnedEntries;
}

function recordedSample(config: HybridDnsConfig, outputs: DocumentedType) {
  const name = "acme";
  const recording = newRecording();
  const root = new Construct(undefined as unknown as Construct, "");
  const dns = hybridDnsOf<never>(recording.kit, root, name, config as HybridDnsProps<never, never>);
  const byCdk = declaredByCdk(name, config);
  const resources = recording.resources();
  const at = new Map(resources.map((each) => [each.path, each]));
  const lifecycleOf = (resource: RecordedResource) => lifecycleText(resource, resources);
  const blockOf = (resource: RecordedResource) => `${resource.type} ${lifecycleOf(resource)}`;
  const declared = resources.map((resource): Declared => {
    const { type, path, dependsOn } = resource;
    for (const trigger of resource.lifecycle.replaceTriggeredBy ?? []) refuseOtherKey(resource, at.get(trigger)!);
    return {
      block: blockOf(resource),
      type,
      lifecycle: lifecycleOf(resource),
      key: keyOf(resource, { wholePaths: false }),
      after: dependsOn.map((each) => blockOf(at.get(each)!)),
      arguments: argumentsOf(resource, byCdk.get(path), recording),
    };
  });
  return { declared, outputs: outputsOf(dns as unknown as { [name: string]: unknown }, outputs, recording) };
}

function argumentsOf(
  { type, path, arguments: given }: RecordedResource,
  cdk: CdkResource | undefined,
  recording: Recording,
): LearnedEntries {
  // A text that has a name is no resource.
  const isText = type.startsWith("local.");
  if (!isText && cdk?.type !== type) throw new Error(`${path}: ${type} here, ${cdk?.type} in the CDK`);
  return entriesOf(given, (name, value) => {
    const place = `${type}.${name}`;
    const argument = cdk?.arguments[snakeCase(name)];
    if (!isText && argument === undefined) throw otherName(place);
    return learned(value, hintOfCdk(argument, place), recording);
  });
}

function outputsOf(values: { readonly [name: string]: unknown }, outputs: DocumentedType, recording: Recording) {
  const { object } = hintOfType(outputs);
  const names = outputs.kind === "object" ? outputs.properties.map(({ name }) => name) : [];
  const given = Object.fromEntries(names.map((name) => [name, values[name]]));
  return entriesOf(given, (name, value) => learned(value, object!.below(name), recording));
}

function entriesOf(
  given: { readonly [name: string]: unknown },
  shapeOf: (name: string, value: unknown) => LearnedShape,
): LearnedEntries {
  const there = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there.map(([name, value]) => [name, shapeOf(name, value)]));
}

/** Terraform takes nothing but a block's own key where it says with what a resource is replaced. */
function refuseOtherKey(resource: RecordedResource, trigger: RecordedResource): void {
  const [own, other] = [resource, trigger].map((each) => keyOf(each, { wholePaths: false }));
  if (own !== other) throw new Error(`${resource.path} is replaced with ${trigger.path}, which has another key`);
}

function hasTwins(declared: readonly Declared[]): boolean {
  return new Set(declared.map(({ key }) => key)).size < declared.length;
}

/** What a lifecycle has that not all of its type have, e.g. `prevent_destroy`; else `this`. */
function nameAmong(lifecycle: string, all: readonly string[]): string {
  const [own, ...others] = [lifecycle, ...all].map((text) => Object.entries(JSON.parse(text) as object));
  const isCommon = (entry: [string, unknown]) =>
    others.every((each) => each.some((other) => JSON.stringify(other) === JSON.stringify(entry)));
  return (
    own!
      .filter((entry) => !isCommon(entry))
      .map(([name]) => snakeCase(name))
      .join("_and_") || "this"
  );
}
