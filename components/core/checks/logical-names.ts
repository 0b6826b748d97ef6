import type { Report } from "../reading/written-values";

/** What will be made under a name, and the argument that it comes from. */
export interface NamedThing {
  /** Things of different types may share a name. */
  readonly type: string;
  readonly logicalName: string;
  readonly path: string;
}

/** Two things of one type and name would be one resource to Pulumi and Terraform: the second is reported. */
export function checkLogicalNames(things: readonly NamedThing[], report: Report): void {
  const first = new Map<string, NamedThing>();
  for (const thing of things) {
    const key = `${thing.type} ${thing.logicalName}`;
    const other = first.get(key);
    if (!other) first.set(key, thing);
    else if (other.path !== thing.path) {
      const message = `this and \`${other.path}\` would both be "${thing.logicalName}"; rename one`;
      report({ code: "NAME_COLLISION", path: thing.path, message });
    }
  }
}
