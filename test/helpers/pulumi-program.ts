import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

type Components = typeof import("../../components");

/** A resource as the program registered it. */
export interface Declared {
  readonly type: string;
  readonly name: string;
  readonly inputs: { readonly [property: string]: unknown };
  /** Type of the resource it stands below; empty for the stack. */
  readonly parentType: string;
  /** Options: protect, dependencies, ignored changes and so on, as the engine gets them. */
  readonly request: RegisterResourceRequest;
}

/** What a program did under Pulumi's mocks. */
export interface ProgramRun<Result> {
  readonly result: Result;
  readonly declared: readonly Declared[];
  readonly warnings: readonly string[];
}

export interface ProgramOptions {
  /** As in a preview: what the resources give is unknown, what the program knows is not. */
  readonly preview?: boolean;
  /** e.g. `{ "aws:region": "eu-west-1" }` */
  readonly config?: { [key: string]: string };
  /** Outputs of a resource besides its inputs. */
  readonly outputs?: (type: string, name: string) => { [property: string]: unknown };
  /** @default - the name and `-id` */
  readonly id?: (type: string, name: string) => string;
  /** Answers of the provider's functions; may throw as the provider does. */
  readonly call?: (token: string, inputs: { [property: string]: unknown }) => { [property: string]: unknown };
}

/** Runs a program against Pulumi's mocks, waits for all that it registers, and tells what that was. */
export async function runProgram<Result>(
  program: (components: Components) => Result,
  {
    preview = false,
    config = {},
    outputs = () => ({}),
    id: idOf = (_, name) => `${name}-id`,
    call = () => ({ availabilityZone: "eu-west-1a" }),
  }: ProgramOptions = {},
): Promise<ProgramRun<Awaited<Result>>> {
  const requests: RegisterResourceRequest[] = [];
  const inputs = new Map<string, { [property: string]: unknown }>();
  const mocks: pulumi.runtime.Mocks = {
    newResource: ({ type, name, inputs: given, custom }) => {
      inputs.set(`${type} ${name}`, given);
      // A preview does not know the ids of what is not there yet.
      const id = custom && !preview ? idOf(type, name) : undefined;
      return { id, state: preview ? given : { ...given, ...usualOutputs(type, name), ...outputs(type, name) } };
    },
    call: ({ token, inputs: given }) => call(token, given),
  };
  await pulumi.runtime.setMocks(mocks, "network", "test", preview);
  pulumi.runtime.setAllConfig(config);
  recordRequests(requests);
  const warnings: string[] = [];
  const { warn } = console;
  console.warn = (text: string) => warnings.push(text);
  try {
    const result = await program(require("../../components") as Components);
    await pulumi.runtime.disconnect();
    const declared = requests.map((request) => ({
      type: request.getType(),
      name: request.getName(),
      inputs: inputs.get(`${request.getType()} ${request.getName()}`)!,
      parentType: parentType(request.getParent()),
      request,
    }));
    return { result, declared, warnings };
  } finally {
    console.warn = warn;
  }
}

/** What AWS says of everything of a type. */
function usualOutputs(type: string, name: string): { [property: string]: unknown } {
  if (type === "aws:s3/bucket:Bucket") return { arn: `arn:aws:s3:::${name}-id`, region: "eu-west-1" };
  if (!type.startsWith("aws:imagebuilder/")) return {};
  const arn = `arn:aws:imagebuilder:eu-west-1:123456789012:${name}`;
  return { arn, outputResources: [{ amis: [{ image: "ami-0built" }] }] };
}

/** The mocks hide parents and options; the requests have them. */
function recordRequests(requests: RegisterResourceRequest[]): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as {
    registerResource: (request: RegisterResourceRequest, ...rest: unknown[]) => unknown;
  };
  const original = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, ...rest) => {
    requests.push(request);
    return original(request, ...rest);
  };
}

/** `urn:pulumi:test::network::A$B$TYPE::NAME` */
function parentType(urn: string): string {
  const types = urn.split("::")[2];
  return types === undefined ? "" : types.split("$").at(-1)!;
}

/** Waits for an Output; an unknown one is `undefined`. */
export function known<Value>(output: pulumi.Output<Value>): Promise<Value | undefined> {
  return (output as pulumi.Output<Value> & { promise(): Promise<Value | undefined> }).promise();
}

/** `type name` of each resource, sorted, the stack left out. */
export function census(declared: readonly Declared[]): string[] {
  return declared.map(({ type, name }) => `${type} ${name}`).sort();
}

/** The one resource of a type, with a name where there are several. */
export function find(declared: readonly Declared[], type: string, name?: string): Declared {
  const found = declared.filter((each) => each.type === type && (name === undefined || each.name === name));
  if (found.length !== 1) {
    throw new Error(`${found.length} resources are ${type} ${name ?? ""}; there are:\n${census(declared).join("\n")}`);
  }
  return found[0]!;
}
