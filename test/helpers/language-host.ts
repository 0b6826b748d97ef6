import { spawn } from "node:child_process";
import { once } from "node:events";
import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A preview of a program that a Node language host would run. */
export interface HostedPreview {
  readonly exitCode: number;
  /** `type name` in the order of registration. */
  readonly registered: readonly string[];
  /** What was told to the engine, e.g. `ERROR: …`; and what went to the console. */
  readonly messages: readonly string[];
  readonly console: string;
}

export interface HostedProgram {
  readonly folder: string;
  /** As `main` of Pulumi.yaml has it. */
  readonly entry: string;
  readonly config?: { readonly [key: string]: string };
}

/**
 * Starts a program exactly as Pulumi's Node language host does, which is not to be had here, against a small monitor in the
 * engine's place: `@pulumi/pulumi/cmd/run` loads TypeScript with the project's compiler and configuration.
 */
export async function previewAsLanguageHost({ folder, entry, config = {} }: HostedProgram): Promise<HostedPreview> {
  const registered: string[] = [];
  const messages: string[] = [];
  const server = new grpc.Server();
  server.addService(ResourceMonitorService, monitor(registered) as unknown as grpc.UntypedServiceImplementation);
  server.addService(EngineService, engineCalls(messages) as unknown as grpc.UntypedServiceImplementation);
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  const address = `127.0.0.1:${port}`;
  const flags = {
    "--monitor": address,
    "--engine": address,
    "--organization": "acme",
    "--project": "network",
    "--stack": "test",
    "--root-directory": folder,
    "--pwd": folder,
    "--parallel": "16",
  };
  const script = require.resolve("@pulumi/pulumi/cmd/run");
  const child = spawn(process.execPath, [script, ...Object.entries(flags).flat(), "--dry-run", entry], {
    cwd: folder,
    env: {
      ...process.env,
      // The test's own loader must not help.
      NODE_OPTIONS: "",
      PULUMI_CONFIG: JSON.stringify(config),
      PULUMI_CONFIG_SECRET_KEYS: "[]",
      PULUMI_NODEJS_TYPESCRIPT: "true",
    },
  });
  let output = "";
  child.stdout.on("data", (text) => {
    output += text;
  });
  child.stderr.on("data", (text) => {
    output += text;
  });
  const [exitCode] = (await once(child, "close")) as [number];
  server.forceShutdown();
  return { exitCode, registered, messages, console: output };
}

type Handler<Request, Response> = (
  call: { request: Request },
  callback: (error: null, response: Response) => void,
) => void;

function monitor(registered: string[]) {
  const supportsFeature: Handler<resource.SupportsFeatureRequest, resource.SupportsFeatureResponse> = (_, callback) =>
    callback(null, new resource.SupportsFeatureResponse().setHassupport(false));
  const invoke: Handler<resource.ResourceInvokeRequest, InvokeResponse> = (_, callback) =>
    callback(null, new InvokeResponse().setReturn(Struct.fromJavaScript({ id: "ami-0built" })));
  const registerResource: Handler<resource.RegisterResourceRequest, resource.RegisterResourceResponse> = (
    { request },
    callback,
  ) => {
    registered.push(`${request.getType()} ${request.getName()}`);
    const urn = `urn:pulumi:test::network::${request.getType()}::${request.getName()}`;
    const response = new resource.RegisterResourceResponse().setUrn(urn);
    response.setObject(request.getObject());
    callback(null, response);
  };
  const acknowledge: Handler<unknown, Empty> = (_, callback) => callback(null, new Empty());
  return {
    supportsFeature,
    invoke,
    registerResource,
    registerResourceOutputs: acknowledge,
    signalAndWaitForShutdown: acknowledge,
  };
}

function engineCalls(messages: string[]) {
  const log: Handler<engine.LogRequest, Empty> = ({ request }, callback) => {
    const severities = ["DEBUG", "INFO", "WARNING", "ERROR"];
    if (request.getSeverity() > 0) messages.push(`${severities[request.getSeverity()]}: ${request.getMessage()}`);
    callback(null, new Empty());
  };
  let root = "";
  const getRootResource: Handler<engine.GetRootResourceRequest, engine.GetRootResourceResponse> = (_, callback) =>
    callback(null, new engine.GetRootResourceResponse().setUrn(root));
  const setRootResource: Handler<engine.SetRootResourceRequest, engine.SetRootResourceResponse> = (
    { request },
    callback,
  ) => {
    root = request.getUrn();
    callback(null, new engine.SetRootResourceResponse());
  };
  return { log, getRootResource, setRootResource };
}
