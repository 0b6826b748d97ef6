import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformDataSource, TerraformStack } from "cdktf";
import { kit } from "../components/cdktf/cdktf-kit";
import { hybridDnsOf } from "../components/cdktf/classes-of-kit";
import type { Kit } from "../components/cdktf/kit";
import type { HybridDnsConfig } from "../components/core";

/** An argument as a CDK writes it in Terraform's own language. */
export interface CdkArgument {
  readonly value: unknown;
  readonly isBlock: boolean;
  /** e.g. `string`, `stringMap`, `objectList` */
  readonly storageClassType: string;
}

/** What a resource is called in Terraform, and its arguments by their names there. */
export interface CdkResource {
  readonly type: string;
  readonly arguments: { readonly [name: string]: unknown };
}

/**
 * What the classes of a real CDK make of a description, by path: their names for types and arguments, which are those of the
 * provider's schema, and what is a block.
 */
export function declaredByCdk(name: string, config: HybridDnsConfig): ReadonlyMap<string, CdkResource> {
  const outdir = mkdtempSync(join(tmpdir(), "hybrid-dns-names-"));
  try {
    const stack = new TerraformStack(new App({ outdir }), "network");
    hybridDnsOf(kit as Kit<unknown>, stack, name, config);
    stack.prepareStack();
    return new Map(
      stack.node.findAll().flatMap((construct): [string, CdkResource][] => {
        const { synthesizeHclAttributes } = construct as { synthesizeHclAttributes?: () => CdkResource["arguments"] };
        if (synthesizeHclAttributes === undefined) return [];
        const { terraformResourceType } = construct as unknown as { readonly terraformResourceType: string };
        const type = `${construct instanceof TerraformDataSource ? "data." : ""}${terraformResourceType}`;
        return [
          [construct.node.path.slice("network/".length), { type, arguments: synthesizeHclAttributes.call(construct) }],
        ];
      }),
    );
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

export function isCdkArgument(value: unknown): value is CdkArgument {
  return typeof value === "object" && value !== null && "isBlock" in value && "storageClassType" in value;
}
