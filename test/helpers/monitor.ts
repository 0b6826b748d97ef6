import {
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type ServiceError,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { GetRootResourceResponse, type LogRequest, SetRootResourceResponse } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  type ReadResourceRequest,
  ReadResourceResponse,
  type RegisterResourceOutputsRequest,
  type RegisterResourceRequest,
  RegisterResourceResponse,
  type ResourceInvokeRequest,
  ResourceInvokeResponse,
  type SupportsFeatureRequest,
  SupportsFeatureResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

/** What a program registers, with its arguments as plain values; `UNKNOWN` where they are not known yet. */
export interface RegisteredResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly parent: string;
  readonly custom: boolean;
  readonly inputs: Properties;
}

export interface LogMessage {
  /** `debug`, `info`, `warning` or `error`. */
  readonly severity: string;
  readonly message: string;
}

export type Properties = { readonly [name: string]: unknown };

export interface MonitorOptions {
  readonly project: string;
  readonly stack: string;
  /** Outputs of other stacks, by their full names. @default - there are none, and a reference to one fails */
  readonly stackOutputs?: { readonly [stack: string]: Properties } | undefined;
  /** Answers of functions that look something up, by token, e.g. `aws:ec2/getAmi:getAmi`. @default - all fail */
  readonly invoke?: ((token: string, args: Properties) => Properties | undefined) | undefined;
}

/** What an engine is for a program, and what the program told it. */
export interface Monitor {
  /** e.g. `127.0.0.1:40001`; monitor and engine in one. */
  readonly address: string;
  readonly resources: readonly RegisteredResource[];
  readonly messages: readonly LogMessage[];
  /** Outputs by URN, of the stack and of components. */
  readonly outputs: ReadonlyMap<string, Properties>;
  close(): void;
}

/** Stands for a value that is known only after `up`; the engine's own constant. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

// Marks of values that are more than JSON, as the engine's protocol has them.
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const OUTPUT_VALUE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const SECRET_VALUE = "1b47061264138c4ac30d75fd1eb44270";

const SEVERITIES = ["debug", "info", "warning", "error"];
/** What the program may rely on; hooks and transforms would need calls back into it. */
const FEATURES = new Set(["secrets", "resourceReferences", "outputValues", "aliasSpecs", "deletedWith"]);

/** An engine that takes note of everything and makes nothing: what a preview of a new stack shows the program. */
export async function startMonitor(options: MonitorOptions): Promise<Monitor> {
  const resources: RegisteredResource[] = [];
  const messages: LogMessage[] = [];
  const outputs = new Map<string, Properties>();
  let root = "";

  const monitor: UntypedServiceImplementation = {
    supportsFeature: answer((request: SupportsFeatureRequest) => {
      const response = new SupportsFeatureResponse();
      response.setHassupport(FEATURES.has(request.getId()));
      return response;
    }),
    registerResource: answer((request: RegisterResourceRequest) => {
      const inputs = propertiesOf(request.getObject());
      const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
      const urn = urnOf(options, type, name, parent);
      if (resources.some((resource) => resource.urn === urn)) throw new Error(`Duplicate resource URN '${urn}'`);
      resources.push({ type, name, urn, parent, custom: request.getCustom(), inputs });
      const response = new RegisterResourceResponse();
      response.setUrn(urn);
      // As a provider that knows nothing more in a preview: the arguments come back, all else is unknown.
      response.setObject(request.getObject());
      return response;
    }),
    readResource: answer((request: ReadResourceRequest) => {
      const stack = request.getId();
      const found = options.stackOutputs?.[stack];
      if (request.getType() !== "pulumi:pulumi:StackReference" || !found) throw new Error(`there is no ${stack}`);
      const response = new ReadResourceResponse();
      response.setUrn(urnOf(options, request.getType(), request.getName(), request.getParent()));
      response.setProperties(structOf({ name: stack, outputs: found, secretOutputNames: [] }));
      return response;
    }),
    registerResourceOutputs: answer((request: RegisterResourceOutputsRequest) => {
      outputs.set(request.getUrn(), propertiesOf(request.getOutputs()));
      return new Empty();
    }),
    invoke: answer((request: ResourceInvokeRequest) => {
      const found = options.invoke?.(request.getTok(), propertiesOf(request.getArgs()));
      if (!found) throw new Error(`${request.getTok()} is not answered here`);
      const response = new ResourceInvokeResponse();
      response.setReturn(structOf(found));
      return response;
    }),
    signalAndWaitForShutdown: answer(() => new Empty()),
  };
  const engine: UntypedServiceImplementation = {
    log: answer((request: LogRequest) => {
      messages.push({ severity: SEVERITIES[request.getSeverity()] ?? "error", message: request.getMessage() });
      return new Empty();
    }),
    getRootResource: answer(() => {
      const response = new GetRootResourceResponse();
      response.setUrn(root);
      return response;
    }),
    setRootResource: answer((request: { getUrn(): string }) => {
      root = request.getUrn();
      return new SetRootResourceResponse();
    }),
  };

  const server = new Server();
  server.addService(ResourceMonitorService, monitor);
  server.addService(EngineService, engine);
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return { address: `127.0.0.1:${port}`, resources, messages, outputs, close: () => server.forceShutdown() };
}

function answer<Request, Response>(reply: (request: Request) => Response): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    try {
      callback(null, reply(call.request));
    } catch (error) {
      callback(error as ServiceError);
    }
  };
}

function urnOf({ stack, project }: MonitorOptions, type: string, name: string, parent: string): string {
  const parentType = parent.split("::")[2] ?? "";
  const chain = parentType === "" || parentType === "pulumi:pulumi:Stack" ? type : `${parentType}$${type}`;
  return `urn:pulumi:${stack}::${project}::${chain}::${name}`;
}

function propertiesOf(struct: Struct | undefined): Properties {
  return struct === undefined ? {} : (plain(struct.toJavaScript()) as Properties);
}

function structOf(properties: Properties): Struct {
  return Struct.fromJavaScript(properties as { [name: string]: JavaScriptValue });
}

/** Takes Outputs and secrets out of their wrappings: a test asks for the value. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const map = value as { [name: string]: unknown };
  const signature = map[SIGNATURE];
  if (signature === OUTPUT_VALUE) return "value" in map ? plain(map["value"]) : UNKNOWN;
  if (signature === SECRET_VALUE) return plain(map["value"]);
  return Object.fromEntries(Object.entries(map).map(([name, member]) => [name, plain(member)]));
}
