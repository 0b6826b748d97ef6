import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

type Properties = { [property: string]: unknown };

/** Pulumi's own process for dynamic resources, as the engine starts it, and the calls that the engine makes. */
export interface DynamicProviderProcess {
  check(
    olds: Properties,
    news: Properties,
  ): Promise<{ inputs: Properties; failures: { property: string; reason: string }[] }>;
  diff(id: string, olds: Properties, news: Properties): Promise<{ changes: boolean; replaces: string[] }>;
  create(properties: Properties): Promise<{ id: string; properties: Properties }>;
  read(id: string, properties: Properties): Promise<{ id: string; properties: Properties }>;
  update(id: string, olds: Properties, news: Properties): Promise<{ properties: Properties }>;
  delete(id: string, properties: Properties): Promise<void>;
  close(): Promise<void>;
}

/** @param folder - the working folder, where a program's would be */
export async function startDynamicProvider(
  folder: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<DynamicProviderProcess> {
  const script = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
  const child = spawn(process.execPath, [script, "127.0.0.1:1"], { cwd: folder, env: environment });
  const errors: string[] = [];
  child.stderr.on("data", (text) => errors.push(String(text)));
  const port = await firstLine(child, errors);
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const call = <Request, Response>(
    method: (request: Request, callback: (error: grpc.ServiceError | null, response: Response) => void) => unknown,
    request: Request,
  ): Promise<Response> => promisify(method).call(client, request) as Promise<Response>;

  return {
    async check(olds, news) {
      const request = new messages.CheckRequest().setOlds(struct(olds)).setNews(struct(news));
      const response: messages.CheckResponse = await call(client.check.bind(client), request);
      const failures = response
        .getFailuresList()
        .map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() }));
      return { inputs: plain(response.getInputs()), failures };
    },
    async diff(id, olds, news) {
      const request = new messages.DiffRequest().setId(id).setOlds(struct(olds)).setNews(struct(news));
      const response: messages.DiffResponse = await call(client.diff.bind(client), request);
      const changes = response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME;
      return { changes, replaces: response.getReplacesList() };
    },
    async create(properties) {
      const request = new messages.CreateRequest().setProperties(struct(properties));
      const response: messages.CreateResponse = await call(client.create.bind(client), request);
      return { id: response.getId(), properties: plain(response.getProperties()) };
    },
    async read(id, properties) {
      const request = new messages.ReadRequest().setId(id).setProperties(struct(properties));
      const response: messages.ReadResponse = await call(client.read.bind(client), request);
      return { id: response.getId(), properties: plain(response.getProperties()) };
    },
    async update(id, olds, news) {
      const request = new messages.UpdateRequest().setId(id).setOlds(struct(olds)).setNews(struct(news));
      const response: messages.UpdateResponse = await call(client.update.bind(client), request);
      return { properties: plain(response.getProperties()) };
    },
    async delete(id, properties) {
      const request = new messages.DeleteRequest().setId(id).setProperties(struct(properties));
      await call(client.delete.bind(client), request);
    },
    async close() {
      client.close();
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}

async function firstLine(child: ChildProcess, errors: readonly string[]): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) return line;
  throw new Error(`The dynamic provider gave no port: ${errors.join("")}`);
}

/** As the engine sends them. */
function struct(properties: Properties): Struct {
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)));
}

function plain(properties: Struct | undefined): Properties {
  return (properties?.toJavaScript() ?? {}) as Properties;
}
