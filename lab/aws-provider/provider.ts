import type { AwsConnection } from "./aws-connection";
import { connect } from "./aws-connection";
import { absentWhenGone, errorText } from "./aws-error";
import { type Checked, checkInputs } from "./check";
import { type Configuration, checkConfiguration, readConfiguration } from "./configuration";
import { diffInputs, type ResourceDiff } from "./diff";
import { invokeFunction } from "./functions";
import { type Properties, textOf } from "./property-values";
import type { CheckFailure, ResourceType } from "./resource-type";
import { knownTypes } from "./resources";
import { previewCreated, previewUpdated, refreshedInputs, stateOf } from "./state";

/** A resource that AWS made but did not finish: the engine keeps it in its state and deletes or mends it later. */
export class UnfinishedResourceError extends Error {
  constructor(
    message: string,
    readonly id: string,
    readonly properties: Properties,
  ) {
    super(message);
  }
}

export interface ReadResource {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** The provider without its protocol: one process serves one configuration, as the engine starts one for each. */
export interface Provider {
  checkConfiguration(variables: Properties): readonly CheckFailure[];
  configure(variables: Properties): void;
  check(urn: string, given: Properties, old: Properties, randomSeed: Uint8Array): Checked;
  diff(urn: string, oldInputs: Properties, inputs: Properties): ResourceDiff;
  create(urn: string, inputs: Properties, preview: boolean): Promise<{ id: string; outputs: Properties }>;
  read(urn: string, id: string, inputs: Properties, outputs: Properties): Promise<ReadResource | undefined>;
  update(
    urn: string,
    id: string,
    inputs: Properties,
    oldInputs: Properties,
    oldOutputs: Properties,
    preview: boolean,
  ): Promise<Properties>;
  delete(urn: string, id: string, outputs: Properties): Promise<void>;
  invoke(token: string, args: Properties): Promise<Properties>;
}

/** e.g. `urn:pulumi:lab::network::aws:ec2/vpc:Vpc::hub` */
function typeOf(urn: string): ResourceType {
  const token = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const type = knownTypes.get(token);
  if (type !== undefined) return type;
  throw new Error(`the lab's provider does not know ${token}; it knows ${[...knownTypes.keys()].sort().join(", ")}`);
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

export function makeProvider(environment: { readonly [name: string]: string | undefined }): Provider {
  let configuration: Configuration | undefined;
  let connection: AwsConnection | undefined;

  function aws(inputs: Properties): AwsConnection {
    if (connection === undefined) throw new Error("the provider is not configured: its configuration is not known yet");
    return connection.inRegion(textOf(inputs, "region"));
  }

  async function readState(type: ResourceType, id: string, inputs: Properties, state: Properties) {
    const at = aws(inputs);
    const read = await absentWhenGone(type.read(id, at, state));
    return read === undefined || type.global ? read : { region: at.region, ...read };
  }

  /** The state after a call that made or changed it. */
  async function stateAfter(type: ResourceType, id: string, inputs: Properties, state: Properties) {
    const read = type.known ? await type.known(id, inputs, aws(inputs)) : await readState(type, id, inputs, state);
    if (read === undefined) throw new Error(`${id} was made or changed, but is not there`);
    return stateOf(type, inputs, read);
  }

  return {
    checkConfiguration: (variables) => checkConfiguration(variables),
    configure(variables) {
      const problem = checkConfiguration(variables)[0];
      if (problem !== undefined) throw new Error(`${problem.property}: ${problem.reason}`);
      configuration = readConfiguration(variables, environment);
      connection = connect(configuration, environment);
    },
    check: (urn, given, old, randomSeed) =>
      checkInputs(typeOf(urn), nameOf(urn), given, old, configuration?.defaultTags ?? {}, randomSeed),
    diff: (urn, oldInputs, inputs) => diffInputs(typeOf(urn), oldInputs, inputs),
    async create(urn, inputs, preview) {
      const type = typeOf(urn);
      if (preview) return { id: "", outputs: previewCreated(type, inputs, connection?.region ?? "") };
      const id = await type.create(inputs, aws(inputs), nameOf(urn));
      try {
        await type.finish?.(id, inputs, aws(inputs));
        return { id, outputs: await stateAfter(type, id, inputs, inputs) };
      } catch (error) {
        throw new UnfinishedResourceError(errorText(error), id, inputs);
      }
    },
    async read(urn, id, inputs, outputs) {
      const type = typeOf(urn);
      const read = await readState(type, id, inputs, { ...inputs, ...outputs });
      if (read === undefined) return undefined;
      const fresh = refreshedInputs(type, inputs, read);
      return { id, inputs: fresh, outputs: stateOf(type, fresh, read) };
    },
    async update(urn, id, inputs, oldInputs, oldOutputs, preview) {
      const type = typeOf(urn);
      if (preview) return previewUpdated(type, inputs, oldOutputs);
      const { changed } = diffInputs(type, oldInputs, inputs);
      await type.update?.({ id, inputs, oldInputs, oldOutputs, changed: new Set(changed) }, aws(inputs));
      return stateAfter(type, id, inputs, { ...oldOutputs, ...inputs });
    },
    async delete(urn, id, outputs) {
      await absentWhenGone(typeOf(urn).delete(id, aws(outputs), outputs));
    },
    invoke: async (token, args) => invokeFunction(token, args, aws(args)),
  };
}
