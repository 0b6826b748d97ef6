import { strict as assert } from "node:assert";
import { containsUnknown, isUnknown, type Properties } from "../../../lab/aws-provider/property-values";
import { knownTypes } from "../../../lab/aws-provider/resources";
import { noTrees } from "../front/image-builder/no-trees";
import { region, withFront } from "../front/running-front";
import { bucketCases } from "./bucket-cases";
import { computeCases } from "./compute-cases";
import { functionCases, makeStandingFunctions } from "./function-cases";
import { groupCases } from "./group-cases";
import { imageBuilderCases } from "./image-builder-cases";
import { insightCases } from "./insight-cases";
import { networkCases } from "./network-cases";
import { otherCases } from "./other-cases";
import type { Resource } from "./provider-client";
import type { ResourceCase, World } from "./resource-case";
import { endWorld, makeWorld } from "./world";

const cases: readonly ResourceCase[] = [
  ...networkCases,
  ...computeCases,
  ...groupCases,
  ...bucketCases,
  ...functionCases,
  ...insightCases,
  ...imageBuilderCases,
  ...otherCases,
];

describe("the offline provider's resource types", () => {
  const front = withFront({ trees: noTrees });
  let world: World;
  before(async function () {
    this.timeout(120_000);
    world = await makeWorld(front().front.endpoint, region);
    await makeStandingFunctions(world);
  });
  after(async () => {
    if (world) await endWorld(world);
  });

  it("are all in the cases below", () => {
    assert.deepEqual([...new Set(cases.map(({ type }) => type))].sort(), [...knownTypes.keys()].sort());
  });

  for (const entry of cases) {
    const title = entry.what === undefined ? entry.type : `${entry.type} ${entry.what}`;
    it(`${title}: previewed, made, read, changed, replaced where it must be, deleted`, () => wholeLife(entry, world));
  }
});

async function wholeLife(entry: ResourceCase, world: World): Promise<void> {
  const { provider } = world;
  const { type } = entry;
  const given = entry.given(world);
  const inputs = await provider.inputs(type, given);
  await previewShows(entry, world, inputs);

  let resource = await provider.create(type, inputs);
  try {
    assert.deepEqual(await entry.described(resource, world), entry.expected(world), "what AWS has after creation");
    outputsSaySomething(entry, resource);
    await isUnchanged(entry, world, resource);
    if (entry.inPlace !== undefined) resource = await changeInPlace(entry, entry.inPlace, world, resource);
    if (entry.replacing !== undefined) {
      const changed = await provider.inputs(type, { ...given, ...entry.replacing.change(world) }, resource.inputs);
      const before = await provider.diff(type, inputs, changed);
      assert.deepEqual(before.replacing, entry.replacing.names, "what replaces");
      assert.equal(before.deleteBeforeReplace, entry.replacing.deleteBeforeReplace ?? false);
    }
  } finally {
    await provider.delete(type, resource);
  }
  const left = await provider.read(type, resource.id, resource);
  assert.equal(left !== undefined, entry.neverAbsent ?? false, "it is gone");
  // Deleting what is gone is no error: an earlier run may have been stopped between the call and its record.
  if (!type.includes("Association") && !type.includes("Attachment")) await provider.delete(type, resource);
}

async function previewShows({ type, outputs = [] }: ResourceCase, { provider }: World, inputs: Properties) {
  const previewed = await provider.preview(type, inputs);
  for (const name of outputs) {
    if (inputs[name] === undefined) assert.ok(isUnknown(previewed[name]), `${name} is unknown in a preview`);
  }
  for (const [name, value] of Object.entries(inputs)) {
    if (!name.startsWith("__")) assert.deepEqual(previewed[name], value, `${name} is kept in a preview`);
  }
}

function outputsSaySomething({ outputs = [] }: ResourceCase, resource: Resource): void {
  assert.equal(containsUnknown(resource.outputs), false, "nothing is unknown any more");
  for (const name of outputs) assert.ok(resource.outputs[name], `output ${name}: ${resource.outputs[name]}`);
}

/** Neither the same program nor a refresh sees a change; an import finds what a program must say. */
async function isUnchanged({ type }: ResourceCase, { provider }: World, resource: Resource): Promise<void> {
  assert.deepEqual((await provider.diff(type, resource.inputs, resource.inputs)).paths, []);
  const read = await provider.read(type, resource.id, resource);
  assert.ok(read, "it is there");
  assert.deepEqual((await provider.diff(type, read.inputs, resource.inputs)).paths, [], "after a refresh");
  assert.deepEqual((await provider.diff(type, resource.inputs, read.inputs)).paths, [], "a refresh shows no drift");
  assert.deepEqual(Object.keys(read.outputs).sort(), Object.keys(resource.outputs).sort());
}

async function changeInPlace(
  { type, described, given }: ResourceCase,
  { change, changed, expected }: NonNullable<ResourceCase["inPlace"]>,
  world: World,
  resource: Resource,
): Promise<Resource> {
  const { provider } = world;
  const next = await provider.inputs(type, { ...given(world), ...change(world) }, resource.inputs);
  const diff = await provider.diff(type, resource.inputs, next);
  assert.deepEqual(diff.changed, changed, "what changes");
  assert.deepEqual(diff.replacing, [], "nothing of it replaces");
  const previewed = await provider.update(type, resource, next, true);
  assert.equal(containsUnknown(previewed.outputs), false, "an update's preview knows what stays");
  assert.deepEqual(await described(resource, world), await described(resource, world), "a preview changes nothing");
  const after = await provider.update(type, resource, next);
  assert.deepEqual(await described(after, world), expected(world), "what AWS has after the change");
  await isUnchanged({ type } as ResourceCase, world, after);
  return after;
}
