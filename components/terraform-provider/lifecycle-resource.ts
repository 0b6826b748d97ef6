import type { Problem } from "../core/problem";
import type { ZoneStore } from "../lifecycle/zone-store";
import { errorDiagnostic, problemDiagnostic } from "./codec/diagnostic";
import type { Diagnostic } from "./codec/protocol";
import { holdsUnknown, type ObjectValue, sameValue, UNKNOWN, type Value } from "./codec/value";
import type { ObjectSchema } from "./schema/schema";

/**
 * A custom resource, as Terraform's calls need it over a lifecycle.
 *
 * `Inputs` are the plan of a lifecycle, `State` is what it keeps. Terraform sees neither: it sees the arguments and the
 * results, and hands the state back as private data.
 */
export interface ResourceLifecycle<Inputs, State extends object> {
  readonly schema: ObjectSchema;
  check(config: ObjectValue): LifecycleCheck<Inputs>;
  /** The computed attributes that inputs, or a state, stand for. */
  results(plan: Inputs | State): ObjectValue;
  differs(state: State, inputs: Inputs): boolean;
  create(store: ZoneStore, inputs: Inputs): Promise<LifecycleOutcome<State>>;
  update(store: ZoneStore, state: State, inputs: Inputs): Promise<LifecycleOutcome<State>>;
  read(store: ZoneStore, state: State): Promise<State>;
  delete(store: ZoneStore, state: State): Promise<readonly Problem[]>;
  /** The state that attributes say, for a resource without private data. */
  stateOf(attributes: ObjectValue): State;
  /** The arguments and the state of what exists already. */
  import(store: ZoneStore, id: string): Promise<{ readonly config: ObjectValue; readonly state: State }>;
  /** What went wrong, one by one and at its argument, where an Error holds more than one thing. */
  problemsOf(error: unknown, config: ObjectValue): readonly Problem[] | undefined;
}

export interface LifecycleCheck<Inputs> {
  readonly inputs: Inputs;
  /** Whether nothing that the results depend on is unknown. */
  readonly known: boolean;
  readonly problems: readonly Problem[];
  readonly notices: readonly Problem[];
}

export interface LifecycleOutcome<State> {
  readonly state: State;
  readonly notices: readonly Problem[];
}

/** A resource as it is to be, or as it became; `null` when there is none. */
export interface Change {
  readonly value: ObjectValue | null;
  readonly privateData: Uint8Array;
  readonly diagnostics: readonly Diagnostic[];
}

/** What Terraform knows of a resource. */
export interface Known {
  readonly prior: ObjectValue | null;
  readonly config: ObjectValue | null;
  readonly privateData: Uint8Array;
}

/** The calls about one type of resource. */
export interface LifecycleResource {
  readonly schema: ObjectSchema;
  validate(config: ObjectValue): readonly Diagnostic[];
  plan(known: Known): Change;
  apply(store: ZoneStore, known: Known): Promise<Change>;
  read(store: ZoneStore, known: Known): Promise<Change>;
  import(store: ZoneStore, id: string): Promise<Change>;
}

export function lifecycleResource<Inputs, State extends object>(
  lifecycle: ResourceLifecycle<Inputs, State>,
): LifecycleResource {
  const { schema } = lifecycle;
  const computed = Object.keys(schema.attributes).filter((name) => schema.attributes[name]!.computed);
  const problems = (found: readonly Problem[], severity: "error" | "warning") =>
    found.map((problem) => problemDiagnostic(schema, problem, severity));
  const stateOf = ({ prior, privateData }: Known): State =>
    privateData.length > 0 ? readState<State>(privateData) : lifecycle.stateOf(prior!);
  const result = (config: ObjectValue, state: State, diagnostics: readonly Diagnostic[]): Change => ({
    value: { ...config, ...lifecycle.results(state) },
    privateData: writeState(state),
    diagnostics,
  });

  const apply = async (store: ZoneStore, known: Known & { config: ObjectValue }): Promise<Change> => {
    const { inputs, problems: found } = lifecycle.check(known.config);
    if (found.length > 0)
      return { value: known.prior, privateData: known.privateData, diagnostics: problems(found, "error") };
    const { state, notices } = known.prior
      ? await lifecycle.update(store, stateOf(known), inputs)
      : await lifecycle.create(store, inputs);
    return result(known.config, state, problems(notices, "warning"));
  };
  const remove = async (store: ZoneStore, known: Known): Promise<Change> => {
    const notices = await lifecycle.delete(store, stateOf(known));
    return { value: null, privateData: new Uint8Array(), diagnostics: problems(notices, "warning") };
  };
  /** What is written when a write fails half-way is kept; else all is as it was. */
  const failed = (error: unknown, known: Known): Change => {
    const shown = known.config ?? known.prior!;
    const found = lifecycle.problemsOf(error, shown);
    const diagnostics = found ? problems(found, "error") : [errorDiagnostic("Not everything was written", error)];
    const { properties } = error as { properties?: State };
    if (properties) return result(shown, properties, diagnostics);
    return { value: known.prior, privateData: known.privateData, diagnostics };
  };

  return {
    schema,
    validate: (config) => problems(lifecycle.check(config).problems, "error"),

    plan: (known) => {
      const { prior, config, privateData } = known;
      if (!config) return { value: null, privateData, diagnostics: [] };
      const { inputs, known: isKnown, problems: found, notices } = lifecycle.check(config);
      const diagnostics = [...problems(found, "error"), ...problems(notices, "warning")];
      const later: ObjectValue = { ...config, ...Object.fromEntries(computed.map((name) => [name, UNKNOWN])) };
      if (found.length > 0 || !isKnown) return { value: later, privateData, diagnostics };
      const value = { ...config, ...lifecycle.results(inputs) };
      // What differs without being seen, after a write that broke off, must not look like "no changes".
      const hidden = prior && sameValue(value, prior) && lifecycle.differs(stateOf(known), inputs);
      return { value: hidden ? later : value, privateData, diagnostics };
    },

    apply: async (store, known) => {
      try {
        const { config } = known;
        return config ? await apply(store, { ...known, config }) : await remove(store, known);
      } catch (error) {
        return failed(error, known);
      }
    },

    read: async (store, known) => {
      if (!known.prior) return { value: null, privateData: known.privateData, diagnostics: [] };
      const state = await lifecycle.read(store, stateOf(known));
      return result(known.prior, state, []);
    },

    import: async (store, id) => {
      const { config, state } = await lifecycle.import(store, id);
      return result(config, state, []);
    },
  };
}

/** Attributes that are not set, for what has only some. */
export function unsetAttributes({ attributes }: ObjectSchema): ObjectValue {
  return Object.fromEntries(Object.keys(attributes).map((name): [string, Value] => [name, null]));
}

/** Whether any argument but some holds a value that is known only after apply. */
export function isKnownExcept(schema: ObjectSchema, config: ObjectValue, except: readonly string[]): boolean {
  return Object.keys(schema.attributes)
    .filter((name) => !schema.attributes[name]!.computed && !except.includes(name))
    .every((name) => !holdsUnknown(config[name] ?? null));
}

function readState<State>(privateData: Uint8Array): State {
  return JSON.parse(new TextDecoder().decode(privateData)) as State;
}

function writeState(state: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(state));
}
