import type { Problem } from "../core/problem";
import { errorDiagnostic, problemDiagnostic, warningDiagnostic } from "./codec/diagnostic";
import { withoutNulls } from "./codec/null-check";
import type { Diagnostic } from "./codec/protocol";
import { holdsUnknown, type ObjectValue, sameValue, UNKNOWN, type Value } from "./codec/value";
import type { Provider } from "./provider";
import type { ObjectSchema } from "./schema/schema";

/**
 * A custom resource, as Terraform's calls need it over a lifecycle.
 *
 * `Inputs` are the plan of a lifecycle, `State` is what it keeps. Terraform sees neither: it sees the arguments and the
 * results, and hands the state back as private data. `Port` is what the lifecycle calls the world through.
 */
export interface ResourceLifecycle<Port, Inputs, State extends object> {
  readonly schema: ObjectSchema;
  /** Arguments whose change makes another resource. @default - none: it is changed in place */
  readonly replacedBy?: readonly string[];
  /** @throws an Error when the provider is not configured */
  port(provider: Provider): Port;
  check(config: ObjectValue): LifecycleCheck<Inputs>;
  /** The computed attributes that inputs, or a state, stand for. */
  results(plan: Inputs | State): ObjectValue;
  differs(state: State, inputs: Inputs): boolean;
  /**
   * Looks, while a plan is made, for what `create` and `update` would refuse; they are asked again. Writes nothing.
   *
   * @throws what `create` and `update` would throw
   */
  foresee?(provider: Provider, state: State | undefined, inputs: Inputs): Promise<void>;
  create(port: Port, inputs: Inputs): Promise<LifecycleOutcome<State>>;
  update(port: Port, state: State, inputs: Inputs): Promise<LifecycleOutcome<State>>;
  read(port: Port, state: State): Promise<State>;
  delete(port: Port, state: State): Promise<readonly Problem[]>;
  /** The state that attributes say, for a resource without private data. */
  stateOf(attributes: ObjectValue): State;
  /** The arguments and the state of what exists already. */
  import(port: Port, id: string): Promise<{ readonly config: ObjectValue; readonly state: State }>;
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

/** A change before it is made. */
export interface PlannedChange extends Change {
  /** Arguments for whose sake it becomes another resource. */
  readonly replaces: readonly string[];
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
  plan(provider: Provider, known: Known): Promise<PlannedChange>;
  apply(provider: Provider, known: Known): Promise<Change>;
  read(provider: Provider, known: Known): Promise<Change>;
  import(provider: Provider, id: string): Promise<Change>;
}

export function lifecycleResource<Port, Inputs, State extends object>(
  lifecycle: ResourceLifecycle<Port, Inputs, State>,
): LifecycleResource {
  const { schema, replacedBy = [] } = lifecycle;
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

  const apply = async (port: Port, known: Known & { config: ObjectValue }): Promise<Change> => {
    const { inputs, problems: found } = lifecycle.check(known.config);
    if (found.length > 0)
      return { value: known.prior, privateData: known.privateData, diagnostics: problems(found, "error") };
    const { state, notices } = known.prior
      ? await lifecycle.update(port, stateOf(known), inputs)
      : await lifecycle.create(port, inputs);
    return result(known.config, state, problems(notices, "warning"));
  };
  const remove = async (port: Port, known: Known): Promise<Change> => {
    const notices = await lifecycle.delete(port, stateOf(known));
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

  /** A plan can be made without the world; then nothing is foreseen. */
  const foreseen = async (provider: Provider, known: Known & { config: ObjectValue }, inputs: Inputs) => {
    try {
      await lifecycle.foresee?.(provider, known.prior ? stateOf(known) : undefined, inputs);
      return [];
    } catch (error) {
      const found = lifecycle.problemsOf(error, known.config);
      return found ? problems(found, "error") : [warningDiagnostic("Conflicts are not looked for", error)];
    }
  };

  return {
    schema,
    validate: (given) => {
      const { config, problems: nulls } = withoutNulls(schema, given);
      return problems([...nulls, ...lifecycle.check(config).problems], "error");
    },

    plan: async (provider, known) => {
      const { prior, config, privateData } = known;
      if (!config) return { value: null, privateData, diagnostics: [], replaces: [] };
      const replaces = prior ? replacedBy.filter((name) => !sameValue(config[name] ?? null, prior[name] ?? null)) : [];
      const { inputs, known: isKnown, problems: found, notices } = lifecycle.check(config);
      const diagnostics = [...problems(found, "error"), ...problems(notices, "warning")];
      const later: ObjectValue = { ...config, ...Object.fromEntries(computed.map((name) => [name, UNKNOWN])) };
      if (found.length > 0 || !isKnown) return { value: later, privateData, diagnostics, replaces };
      const value = { ...config, ...lifecycle.results(inputs) };
      const differs = !prior || lifecycle.differs(stateOf(known), inputs);
      if (differs) diagnostics.push(...(await foreseen(provider, { ...known, config }, inputs)));
      // What differs without being seen, after a write that broke off, must not look like "no changes".
      const hidden = prior && differs && sameValue(value, prior);
      return { value: hidden ? later : value, privateData, diagnostics, replaces };
    },

    apply: async (provider, known) => {
      try {
        const { config } = known;
        const port = lifecycle.port(provider);
        return config ? await apply(port, { ...known, config }) : await remove(port, known);
      } catch (error) {
        return failed(error, known);
      }
    },

    read: async (provider, known) => {
      if (!known.prior) return { value: null, privateData: known.privateData, diagnostics: [] };
      const state = await lifecycle.read(lifecycle.port(provider), stateOf(known));
      return result(known.prior, state, []);
    },

    import: async (provider, id) => {
      const { config, state } = await lifecycle.import(lifecycle.port(provider), id);
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
