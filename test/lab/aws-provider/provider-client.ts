import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { fromStruct, type Properties, toStruct } from "../../../lab/aws-provider/property-values";
import { projectFolder } from "../../../set-up/paths";

/** The provider as the engine sees it: a process that is started by name and spoken to over gRPC. */
export interface ProviderClient {
  readonly process: ChildProcess;
  readonly raw: ResourceProviderClient;
  checkConfig(variables: Properties): Promise<readonly Failure[]>;
  configure(variables: Properties): Promise<void>;
  check(
    type: string,
    given: Properties,
    old?: Properties,
  ): Promise<{ inputs: Properties; failures: readonly Failure[] }>;
  /** The checked inputs of what has no failures. */
  inputs(type: string, given: Properties, old?: Properties): Promise<Properties>;
  preview(type: string, inputs: Properties): Promise<Properties>;
  create(type: string, inputs: Properties): Promise<Resource>;
  diff(type: string, old: Properties, inputs: Properties): Promise<Difference>;
  read(type: string, id: string, resource?: Partial<Resource>): Promise<Resource | undefined>;
  update(type: string, resource: Resource, inputs: Properties, preview?: boolean): Promise<Resource>;
  delete(type: string, resource: Resource): Promise<void>;
  invoke(token: string, args: Properties): Promise<Properties>;
  end(): Promise<void>;
}

export interface Resource {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

export interface Failure {
  readonly property: string;
  readonly reason: string;
}

export interface Difference {
  readonly some: boolean;
  readonly changed: readonly string[];
  readonly replacing: readonly string[];
  readonly paths: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

const launcher = `${projectFolder}/lab/aws-provider/pulumi-resource-aws`;

/** Starts the provider against an emulator, configured for a region. */
export async function startProvider(endpoint: string, region: string): Promise<ProviderClient> {
  const client = await launchProvider({ AWS_ENDPOINT_URL: endpoint });
  await client.configure({ region });
  return client;
}

/** Starts the provider; nothing is configured. `engine` is what the engine gives as its address. */
export async function launchProvider(environment: NodeJS.ProcessEnv, engine?: string): Promise<ProviderClient> {
  const child = spawn(launcher, engine === undefined ? [] : [engine], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
    // The engine starts it in the project's folder, whatever that is.
    cwd: "/",
  });
  const port = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("exit", (code) => reject(new Error(`the provider ended with ${code} before it gave its port`)));
  });
  const raw = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  return { ...calls(raw), process: child, raw, end: () => end(child, raw) };
}

async function end(child: ChildProcess, raw: ResourceProviderClient): Promise<void> {
  raw.close();
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}

export function urnOf(type: string, name = "it"): string {
  return `urn:pulumi:test::provider::${type}::${name}`;
}

function calls(raw: ResourceProviderClient): Omit<ProviderClient, "end" | "process" | "raw"> {
  const client = {
    async checkConfig(variables: Properties) {
      const request = new messages.CheckRequest();
      request.setNews(toStruct(variables));
      const answer = await ask<messages.CheckResponse>((done) => raw.checkConfig(request, done));
      return failuresOf(answer);
    },
    async configure(variables: Properties) {
      const request = new messages.ConfigureRequest();
      request.setArgs(toStruct(variables));
      await ask<messages.ConfigureResponse>((done) => raw.configure(request, done));
    },
    async check(type: string, given: Properties, old: Properties = {}) {
      const request = new messages.CheckRequest();
      request.setUrn(urnOf(type));
      request.setNews(toStruct(given));
      request.setOlds(toStruct(old));
      request.setRandomseed(new Uint8Array([1, 2, 3]));
      const answer = await ask<messages.CheckResponse>((done) => raw.check(request, done));
      return { inputs: fromStruct(answer.getInputs()), failures: failuresOf(answer) };
    },
    async inputs(type: string, given: Properties, old: Properties = {}) {
      const { inputs, failures } = await client.check(type, given, old);
      if (failures.length > 0) throw new Error(`${type}: ${JSON.stringify(failures)}`);
      return inputs;
    },
    async preview(type: string, inputs: Properties) {
      return fromStruct((await createCall(raw, type, inputs, true)).getProperties());
    },
    async create(type: string, inputs: Properties) {
      const answer = await createCall(raw, type, inputs, false);
      return { id: answer.getId(), inputs, outputs: fromStruct(answer.getProperties()) };
    },
    async diff(type: string, old: Properties, inputs: Properties) {
      const request = new messages.DiffRequest();
      request.setUrn(urnOf(type));
      request.setOldInputs(toStruct(old));
      request.setNews(toStruct(inputs));
      const answer = await ask<messages.DiffResponse>((done) => raw.diff(request, done));
      return {
        some: answer.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME,
        changed: answer.getDiffsList().sort(),
        replacing: answer.getReplacesList().sort(),
        paths: [...answer.getDetaileddiffMap().keys()].sort() as string[],
        deleteBeforeReplace: answer.getDeletebeforereplace(),
      };
    },
    async read(type: string, id: string, resource: Partial<Resource> = {}) {
      const request = new messages.ReadRequest();
      request.setUrn(urnOf(type));
      request.setId(id);
      request.setInputs(toStruct(resource.inputs ?? {}));
      request.setProperties(toStruct(resource.outputs ?? {}));
      const answer = await ask<messages.ReadResponse>((done) => raw.read(request, done));
      if (answer.getId() === "") return undefined;
      return {
        id: answer.getId(),
        inputs: fromStruct(answer.getInputs()),
        outputs: fromStruct(answer.getProperties()),
      };
    },
    async update(type: string, resource: Resource, inputs: Properties, preview = false) {
      const request = new messages.UpdateRequest();
      request.setUrn(urnOf(type));
      request.setId(resource.id);
      request.setOldInputs(toStruct(resource.inputs));
      request.setOlds(toStruct(resource.outputs));
      request.setNews(toStruct(inputs));
      request.setPreview(preview);
      const answer = await ask<messages.UpdateResponse>((done) => raw.update(request, done));
      return { id: resource.id, inputs, outputs: fromStruct(answer.getProperties()) };
    },
    async delete(type: string, resource: Resource) {
      const request = new messages.DeleteRequest();
      request.setUrn(urnOf(type));
      request.setId(resource.id);
      request.setProperties(toStruct(resource.outputs));
      await ask((done) => raw.delete(request, done));
    },
    async invoke(token: string, args: Properties) {
      const request = new messages.InvokeRequest();
      request.setTok(token);
      request.setArgs(toStruct(args));
      const answer = await ask<messages.InvokeResponse>((done) => raw.invoke(request, done));
      return fromStruct(answer.getReturn());
    },
  };
  return client;
}

function createCall(raw: ResourceProviderClient, type: string, inputs: Properties, preview: boolean) {
  const request = new messages.CreateRequest();
  request.setUrn(urnOf(type));
  request.setProperties(toStruct(inputs));
  request.setPreview(preview);
  return ask<messages.CreateResponse>((done) => raw.create(request, done));
}

function ask<Answer>(send: (done: (error: ServiceError | null, answer: Answer) => void) => unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    send((error, answer) => (error === null ? resolve(answer) : reject(error)));
  });
}

function failuresOf(answer: messages.CheckResponse): readonly Failure[] {
  return answer.getFailuresList().map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() }));
}
