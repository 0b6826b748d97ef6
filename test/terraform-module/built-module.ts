import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../set-up/paths";
import { buildTerraformModule } from "../../terraform-module/build";

/** The module, built for the tests of a file. */
export interface BuiltModule {
  readonly folder: string;
  /** The program of an example, with this module. */
  example(question: string): string;
}

/** What the examples, which stand in the checkout, call the module. */
const SOURCE = '"../../../terraform-module/hybrid-dns"';

export function withModule(): () => BuiltModule {
  let folder: string | undefined;
  before(() => {
    folder = buildTerraformModule(join(mkdtempSync(join(tmpdir(), "hybrid-dns-module-")), "hybrid-dns"));
  });
  after(() => {
    if (folder) rmSync(join(folder, ".."), { recursive: true, force: true });
  });
  return () => {
    const built = folder;
    if (built === undefined) throw new Error("the module is not built");
    return {
      folder: built,
      example: (question) => {
        const text = readFileSync(join(projectFolder, "examples", question, "terraform", "main.tf"), "utf8");
        if (!text.includes(SOURCE)) throw new Error(`${question} has no module ${SOURCE}`);
        return text.replaceAll(SOURCE, JSON.stringify(built));
      },
    };
  };
}
