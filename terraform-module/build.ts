import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROVIDER_SOURCE } from "../components/terraform-provider/schema";
import { version } from "../package.json";
import { renderBlocks } from "./blocks";
import { documentedTypes } from "./documented-type";
import { formOfConstructs } from "./form-of-constructs";
import { block } from "./hcl";
import { renderOutputs } from "./outputs";
import { renderReadme } from "./readme";
import { renderReferences } from "./references";
import { samples } from "./samples";
import { renderVariables } from "./variables";

/** Where the module goes. */
export const moduleFolder = join(__dirname, "hybrid-dns");

/** All files of the module, made from the constructs and from the documentation of their arguments. */
export function renderModule(): { readonly [file: string]: string } {
  const { variables, outputs } = documentedTypes();
  if (variables.kind !== "object" || outputs.kind !== "object") throw new Error("arguments and results are objects");
  const learned = formOfConstructs(samples, outputs);
  const { form } = learned;
  return {
    "terraform.tf": text(terraformBlock),
    "variables.tf": text(renderVariables(variables)),
    "topology.tf": text([...topologyLines, "", ...renderReferences(form)]),
    "main.tf": text(renderBlocks(form)),
    "outputs.tf": text(renderOutputs(form, outputs)),
    "form.json": `${JSON.stringify(form)}\n`,
    "README.md": renderReadme(variables, outputs, learned),
  };
}

const terraformBlock = block("terraform", [
  "# A variable's validation looks at the others.",
  'required_version = ">= 1.9"',
  "",
  ...block("required_providers", [
    ...["aws = {", '  source  = "hashicorp/aws"', '  version = ">= 5.100"', "}"],
    ...["hybriddns = {", `  source  = "${PROVIDER_SOURCE}"`, `  version = "${version}"`, "}"],
  ]),
]);

const topologyLines = [
  ...block("locals", [
    "# What is to be declared, by type, block and key. References are texts, which the tables below say the values of.",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is Terraform's
    'topology = provider::hybriddns::topology(var.name, local.description, file("${path.module}/form.json"))',
  ]),
  "",
  ...block('check "notices"', [
    ...block("assert", [
      "condition     = length(local.topology.notices) == 0",
      'error_message = join("\\n", local.topology.notices)',
    ]),
  ]),
];

function text(lines: readonly string[]): string {
  return `${["# Made by `npm run build:terraform-module` from the constructs of hybrid-dns.", "", ...lines].join("\n")}\n`;
}

/** @returns the folder */
export function buildTerraformModule(folder = moduleFolder): string {
  const files = renderModule();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

if (require.main === module) console.log(`built ${buildTerraformModule()}`);
