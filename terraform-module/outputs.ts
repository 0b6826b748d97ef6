import type { ModuleForm } from "../components/terraform-provider/functions/topology/module-form";
import type { DocumentedType } from "./documented-type";
import { expression } from "./expressions";
import { assignments, block, quoted } from "./hcl";
import { inTerraformWords } from "./variables";

/** An output for each thing that the component gives. */
export function renderOutputs(
  { outputs }: ModuleForm,
  { properties }: Extract<DocumentedType, { kind: "object" }>,
): readonly string[] {
  const all = properties.map(({ name, description }) => {
    const { name: own, shape } = outputs[name]!;
    const value = expression(shape, `local.topology.output.${own}`);
    const given = [
      ["description", quoted(inTerraformWords(description))],
      ["value", value],
    ] as const;
    return block(`output "${own}"`, assignments(given));
  });
  return all.flatMap((lines) => ["", ...lines]).slice(1);
}
