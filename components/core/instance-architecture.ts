/** What a processor of EC2 runs, in EC2's words. */
export type InstanceArchitecture = "arm64" | "x86_64";

const FAMILY = /^[a-z][a-z0-9-]*[0-9][a-z0-9-]*$/;
/** After the generation's number stands what is special about it; `g` is Graviton. The first one had no such letter. */
const GRAVITON = /^(?:a1|[a-z]+[0-9]+[a-z]*g[a-z]*)$/;

/** Architecture of an instance type, e.g. `t4g.small`; `undefined` for what is none. */
export function architectureOf(instanceType: string): InstanceArchitecture | undefined {
  const [family = "", size] = instanceType.split(".");
  if (size === undefined || !FAMILY.test(family)) return undefined;
  return GRAVITON.test(family) ? "arm64" : "x86_64";
}
