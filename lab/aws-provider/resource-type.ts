import type { AwsConnection } from "./aws-connection";
import type { Properties, PropertyValue } from "./property-values";

/**
 * How one argument of a resource type behaves.
 *
 * `replace`: a change of it replaces the resource. `update`: `update` changes it in place. `kept`: AWS never hears of
 * it, only the provider (e.g. `forceDestroy`).
 */
export interface Argument {
  readonly change: "kept" | "replace" | "update";
  readonly required?: true;
  /** What the real provider takes where nothing is given; stands in the inputs afterwards. */
  readonly default?: PropertyValue;
  /** Where it is not given, AWS picks a value: unknown in a preview, and leaving it out later is no change. */
  readonly computed?: true;
  /** A list whose order means nothing. */
  readonly set?: true;
  /** Members of the block or of each block of the list; any other is refused. */
  readonly members?: readonly string[];
  /** What becomes of a given value before anything else, e.g. a policy given as an object becomes JSON text. */
  readonly transform?: (value: PropertyValue) => PropertyValue;
  /** The form in which two values are compared, e.g. of JSON text. */
  readonly normalise?: (value: PropertyValue) => PropertyValue;
}

export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

/** A change in place: what is new, what was, and the names of the arguments that differ. */
export interface Update {
  readonly id: string;
  readonly inputs: Properties;
  readonly oldInputs: Properties;
  readonly oldOutputs: Properties;
  readonly changed: ReadonlySet<string>;
}

/** A resource type that the lab's provider knows: its arguments, and the calls that make, read, change and end one. */
export interface ResourceType {
  /** e.g. `aws:ec2/vpc:Vpc` */
  readonly token: string;
  readonly arguments: { readonly [name: string]: Argument };
  /** Outputs besides the arguments; unknown until the resource is made. */
  readonly outputs: readonly string[];
  /** Named after its logical name and a random end where neither `name` nor `namePrefix` is given. */
  readonly nameLength?: number;
  /** Where the argument that names it is another than `name`: `bucket`, and `bucketPrefix` with it. */
  readonly nameArgument?: string;
  /** What becomes of an automatic name, e.g. small letters only. */
  readonly nameForm?: (name: string) => string;
  /** Makes tags with the resource; `tagsAll` is an output. */
  readonly tagged: boolean;
  /** Global services have no `region` argument. */
  readonly global?: true;
  /** Old and new must not exist at once, whatever their names. */
  readonly deleteBeforeReplace?: true;
  /** What the table of arguments cannot say. A value may be unknown: judge only what is known. */
  check?(inputs: Properties): readonly CheckFailure[];
  /** Whether this change of an `update` argument replaces all the same. */
  replaces?(argument: string, inputs: Properties, oldInputs: Properties): boolean;
  /** The id that it has as soon as it is made; the rest of the making is `finish`. */
  create(inputs: Properties, aws: AwsConnection, logicalName: string): Promise<string>;
  /** What must happen after the creating call; where it fails, the engine still remembers the resource. */
  finish?(id: string, inputs: Properties, aws: AwsConnection): Promise<void>;
  /** All arguments and outputs as they are in AWS; absent where the resource is gone. */
  read(id: string, aws: AwsConnection, state: Properties): Promise<Properties | undefined>;
  /**
   * The same after a creation or update, where it follows from the inputs: for what has a narrow budget of calls.
   * Absent: `read`.
   */
  known?(id: string, inputs: Properties, aws: AwsConnection): Promise<Properties>;
  /** Absent where every change replaces. */
  update?(update: Update, aws: AwsConnection): Promise<void>;
  delete(id: string, aws: AwsConnection, state: Properties): Promise<void>;
}

/** Arguments of one change kind, where nothing else is to be said of them. */
export function replacing(...names: readonly string[]): { [name: string]: Argument } {
  return Object.fromEntries(names.map((name) => [name, { change: "replace" }]));
}

export function updating(...names: readonly string[]): { [name: string]: Argument } {
  return Object.fromEntries(names.map((name) => [name, { change: "update" }]));
}
