import { LabError } from "../../lab/lab-error";

/**
 * Configuration buckets that the outputs of a stack name, as `pulumi stack output --json` and `terraform output -json`
 * print them.
 *
 * @throws {LabError} when there are none
 */
export function bucketsOf(text: string): readonly string[] {
  const outputs = parsed(text);
  const named = outputs["configurationBuckets"] ?? outputs["configuration_buckets"];
  // Terraform says more of an output than its value
  const value = isMap(named) && isMap(named["value"]) ? named["value"] : named;
  const buckets = isMap(value) ? Object.values(value).filter((one) => typeof one === "string") : [];
  if (buckets.length > 0) return buckets;
  throw new LabError(
    'the outputs name no bucket: expected a map "configurationBuckets", as HybridDns gives it; export it from your program',
  );
}

function parsed(text: string): { readonly [name: string]: unknown } {
  try {
    const outputs: unknown = JSON.parse(text);
    if (isMap(outputs)) return outputs;
  } catch {
    // said below
  }
  throw new LabError("the outputs are no JSON; use `pulumi stack output --json` or `terraform output -json`");
}

const isMap = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
