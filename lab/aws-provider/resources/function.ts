import { readFileSync } from "node:fs";
import type { AwsConnection } from "../aws-connection";
import {
  blockOf,
  numberOf,
  type Properties,
  type PropertyValue,
  requiredText,
  textOf,
  textsOf,
} from "../property-values";
import { type ResourceType, updating } from "../resource-type";
import { tagChange, tagList } from "../tags";

const FUNCTIONS = "/2015-03-31/functions";
const MAPPINGS = "/2015-03-31/event-source-mappings";
const TAGS = "/2017-03-31/tags";

export const lambdaFunction: ResourceType = {
  token: "aws:lambda/function:Function",
  tagged: true,
  nameLength: 64,
  arguments: {
    ...updating("description", "handler", "runtime", "timeout"),
    architectures: { change: "update", computed: true },
    // The engine says what an archive is known by; where it lies is no matter.
    code: { change: "update", required: true, normalise: (archive) => hashOf(archive) },
    environment: { change: "update", members: ["variables"] },
    loggingConfig: { change: "update", computed: true, members: ["logFormat", "logGroup"] },
    memorySize: { change: "update", default: 128 },
    name: { change: "replace", computed: true },
    role: { change: "update", required: true },
  },
  outputs: ["arn", "sourceCodeHash"],
  async create(inputs, aws) {
    const { FunctionName } = await aws.calls.rest<Configuration>("lambda", "POST", FUNCTIONS, {
      FunctionName: requiredText(inputs, "name"),
      Code: codeOf(inputs),
      Tags: tagsOf(inputs),
      ...configurationOf(inputs),
    });
    return FunctionName;
  },
  async read(id, aws, state) {
    const { Configuration: found, Tags = {} } = await aws.calls.rest<{
      Configuration: Configuration;
      Tags?: { [key: string]: string };
    }>("lambda", "GET", `${FUNCTIONS}/${id}`);
    return {
      arn: found.FunctionArn,
      name: id,
      architectures: found.Architectures ?? [],
      // Lambda gives no archive back.
      code: state.code,
      loggingConfig: {
        logFormat: found.LoggingConfig?.LogFormat ?? "Text",
        logGroup: found.LoggingConfig?.LogGroup ?? "",
      },
      description: found.Description ?? "",
      environment: { variables: found.Environment?.Variables ?? {} },
      handler: found.Handler,
      memorySize: found.MemorySize,
      role: found.Role,
      runtime: found.Runtime,
      sourceCodeHash: found.CodeSha256,
      timeout: found.Timeout,
      tags: Tags,
      tagsAll: Tags,
    };
  },
  async update(update, aws) {
    const { id, inputs, oldOutputs, changed } = update;
    const path = `${FUNCTIONS}/${id}`;
    if (changed.has("code")) await aws.calls.rest("lambda", "PUT", `${path}/code`, codeOf(inputs));
    if ([...changed].some((name) => name !== "code" && name !== "tags")) {
      await aws.calls.rest("lambda", "PUT", `${path}/configuration`, configurationOf(inputs));
    }
    const tags = tagChange(update);
    const ofTags = `${TAGS}/${requiredText(oldOutputs, "arn")}`;
    if (tags && tags.remove.length > 0) {
      const keys = tags.remove.map((key) => `tagKeys=${encodeURIComponent(key)}`).join("&");
      await aws.calls.rest("lambda", "DELETE", `${ofTags}?${keys}`);
    }
    if (tags && tags.set.length > 0) await aws.calls.rest("lambda", "POST", ofTags, { Tags: tagsOf(inputs) });
  },
  async delete(id, aws) {
    await aws.calls.rest("lambda", "DELETE", `${FUNCTIONS}/${id}`);
  },
};

export const eventSourceMapping: ResourceType = {
  token: "aws:lambda/eventSourceMapping:EventSourceMapping",
  tagged: false,
  arguments: {
    ...updating("batchSize", "functionName"),
    eventSourceArn: { change: "replace", required: true },
    functionResponseTypes: { change: "update", set: true },
  },
  outputs: ["functionArn", "uuid"],
  async create(inputs, aws) {
    const { UUID } = await aws.calls.rest<{ UUID: string }>("lambda", "POST", `${MAPPINGS}/`, mappingOf(inputs));
    return UUID;
  },
  async read(id, aws, state) {
    const found = await mapping(id, aws);
    if (found === undefined) return undefined;
    return {
      uuid: id,
      functionArn: found.FunctionArn,
      functionName: state.functionName,
      batchSize: found.BatchSize,
      eventSourceArn: found.EventSourceArn,
      // The emulator does not keep it.
      functionResponseTypes: state.functionResponseTypes,
    };
  },
  async update({ id, inputs }, aws) {
    const { EventSourceArn: _, ...changes } = mappingOf(inputs);
    await aws.calls.rest("lambda", "PUT", `${MAPPINGS}/${id}`, changes);
  },
  async delete(id, aws) {
    if (await mapping(id, aws)) await aws.calls.rest("lambda", "DELETE", `${MAPPINGS}/${id}`);
  },
};

interface Mapping {
  readonly UUID: string;
  readonly FunctionArn: string;
  readonly BatchSize: number;
  readonly EventSourceArn: string;
}

/** The emulator breaks when it is asked for one that is gone. */
async function mapping(id: string, aws: AwsConnection): Promise<Mapping | undefined> {
  const asked = aws.calls.rest<{ EventSourceMappings: Mapping[] }>("lambda", "GET", `${MAPPINGS}/`);
  return (await asked).EventSourceMappings.find(({ UUID }) => UUID === id);
}

interface Configuration {
  readonly FunctionName: string;
  readonly FunctionArn: string;
  readonly Architectures?: string[];
  readonly CodeSha256: string;
  readonly Description?: string;
  readonly Environment?: { readonly Variables?: { readonly [name: string]: string } };
  readonly Handler: string;
  readonly LoggingConfig?: { readonly LogFormat?: string; readonly LogGroup?: string };
  readonly MemorySize: number;
  readonly Role: string;
  readonly Runtime: string;
  readonly Timeout: number;
}

function configurationOf(inputs: Properties) {
  const logging = blockOf(inputs, "loggingConfig");
  return {
    Architectures: textsOf(inputs, "architectures"),
    Description: textOf(inputs, "description"),
    Environment: { Variables: blockOf(blockOf(inputs, "environment") ?? {}, "variables") ?? {} },
    Handler: textOf(inputs, "handler"),
    MemorySize: numberOf(inputs, "memorySize"),
    Role: requiredText(inputs, "role"),
    Runtime: textOf(inputs, "runtime"),
    Timeout: numberOf(inputs, "timeout"),
    ...(logging && {
      LoggingConfig: { LogFormat: textOf(logging, "logFormat"), LogGroup: textOf(logging, "logGroup") },
    }),
  };
}

function mappingOf(inputs: Properties) {
  return {
    EventSourceArn: requiredText(inputs, "eventSourceArn"),
    FunctionName: requiredText(inputs, "functionName"),
    BatchSize: numberOf(inputs, "batchSize"),
    FunctionResponseTypes: textsOf(inputs, "functionResponseTypes"),
  };
}

/** An archive as the engine hands it over: a file on this machine. */
function codeOf(inputs: Properties): { ZipFile: string } {
  const archive = blockOf(inputs, "code");
  const path = archive && textOf(archive, "path");
  if (path === undefined) throw new Error("the lab's provider takes the code of a function as a FileArchive only");
  return { ZipFile: readFileSync(path).toString("base64") };
}

function hashOf(archive: PropertyValue): PropertyValue {
  return (typeof archive === "object" && !Array.isArray(archive) && (archive as Properties).hash) || archive;
}

function tagsOf(inputs: Properties): { [key: string]: string } {
  return Object.fromEntries(tagList(inputs).map(({ Key, Value }) => [Key, Value]));
}
