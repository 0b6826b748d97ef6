import { join } from "node:path";
import { projectFolder } from "../set-up/paths";
import type { Applier } from "./applier";
import type { ApplierName } from "./applier-names";
import { appendTo, labFolders } from "./lab-folders";

export interface ApplierOptions {
  /** The emulator, e.g. `http://127.0.0.1:4577`. */
  readonly endpoint: string;
  /** Values to set in the lab's configuration, by path. */
  readonly settings: { readonly [path: string]: string };
  /** Where the running lab keeps what it keeps. */
  readonly folder?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

const configuration = join(projectFolder, "Pulumi.lab.yaml");

/**
 * Looks for what an applier needs of the machine, before anything is started.
 *
 * @throws {LabError} where it is not there, with what to do
 */
export async function requireApplier(name: ApplierName): Promise<void> {
  if (name === "pulumi") return;
  const { requireTerraform } = await import("./terraform/find-terraform.js");
  await requireTerraform();
}

/** The lab environment on the emulator that runs; nothing is applied yet. Each applier takes a second to load. */
export async function openApplier(name: ApplierName, options: ApplierOptions): Promise<Applier> {
  const { endpoint, settings } = options;
  const folders = labFolders(options.folder);
  const common = {
    endpoint,
    settings,
    configuration,
    log: appendTo(folders.log),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
  if (name === "terraform") {
    const { openTerraform } = await import("./terraform/terraform.js");
    return openTerraform({ ...common, folder: folders.terraform });
  }
  const { openStack } = await import("./stack/index.js");
  const { declareHybridDns } = await import("../program/hybrid-dns-program.js");
  return openStack({
    ...common,
    folder: folders.engine,
    project: "hybrid-dns",
    stack: "lab",
    program: async () => ({ ...declareHybridDns() }),
  });
}
