import assert from "node:assert/strict";
import { type Neutral, type NeutralResource, withoutScope } from "./neutral";

/** An argument that one front end gives and the other does not. */
export interface Difference {
  readonly type: string;
  readonly argument: string;
  /** What the one gives. */
  readonly value: unknown;
  readonly givenBy: "pulumi" | "terraform";
  readonly reason: string;
}

/** The arguments that may differ; nothing else may. */
export const differences: readonly Difference[] = [
  {
    type: "aws_route53_zone",
    argument: "comment",
    value: "Managed by Pulumi",
    givenBy: "pulumi",
    reason: "Pulumi's SDK fills in who manages the zone; Terraform's provider does so itself",
  },
];

/** Resources that Terraform alone has. */
export const resourcesOfTerraform: readonly { readonly type: string; readonly reason: string }[] = [
  {
    type: "terraform_data",
    reason: "replaces an association when its VPC is another one; Pulumi has the option `replaceOnChanges` for that",
  },
];

/** How much has been held against each other. */
export interface Compared {
  configurations: number;
  resources: number;
  arguments: number;
  /** Of `differences`. */
  readonly met: Set<Difference>;
}

export const nothingCompared = (): Compared => ({ configurations: 0, resources: 0, arguments: 0, met: new Set() });

/** Fails where two front ends do not declare the same. */
export function compare(ofPulumi: Neutral, ofTerraform: Neutral, compared: Compared): void {
  const [pulumi, terraform] = [withoutScope(ofPulumi), withoutScope(ofTerraform)];
  assert.deepEqual([...terraform.keys()].sort(), [...pulumi.keys()].sort());
  for (const [key, expected] of pulumi) {
    const given = withoutDifferences(terraform.get(key)!, "terraform", compared);
    assert.deepEqual(given, withoutDifferences(expected, "pulumi", compared), key);
    compared.resources += 1;
    compared.arguments += Object.keys(given.arguments).length;
  }
  compared.configurations += 1;
}

function withoutDifferences(resource: NeutralResource, of: Difference["givenBy"], compared: Compared): NeutralResource {
  const left = Object.entries(resource.arguments).filter(([argument, value]) => {
    const difference = differences.find(
      (each) =>
        each.givenBy === of && each.type === resource.type && each.argument === argument && each.value === value,
    );
    if (difference) compared.met.add(difference);
    return difference === undefined;
  });
  return { ...resource, arguments: Object.fromEntries(left) };
}
