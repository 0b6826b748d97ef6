import type { BackendConfig, Ec2ForwarderConfig, ForwarderSoftware } from "./backend-config";
import type { Report } from "./reading/written-values";
import type { Values } from "./values";

export const DEFAULT_INSTANCE_TYPE = "t4g.small";

/** The one block of a backend, with what runs there. */
export interface Backend<V extends Values> {
  readonly software: ForwarderSoftware;
  readonly config: Ec2ForwarderConfig<V>;
}

/** Whose block is given; where none is, Unbound. */
export function backendOf<V extends Values>(backend: BackendConfig<V> | undefined): Backend<V> {
  if (backend?.bind !== undefined) return { software: "bind", config: backend.bind };
  return { software: "unbound", config: backend?.unbound ?? {} };
}

/** Exactly one block says who forwards. */
export function checkBackend<V extends Values>(backend: BackendConfig<V> | undefined, report: Report): void {
  if (backend === undefined) return;
  const given = Object.entries(backend).flatMap(([name, block]) => (block === undefined ? [] : [name]));
  if (given.length === 0) {
    const message = "no block is given; give one, e.g. `unbound: {}`, or leave it out";
    report({ code: "BACKEND_EMPTY", path: "backend", message });
  }
  if (given.length < 2) return;
  report({ code: "BACKEND_TWICE", path: "backend", message: `${given.join(" and ")} are given; keep one` });
}
