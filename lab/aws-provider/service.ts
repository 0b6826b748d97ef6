import { type handleUnaryCall, Metadata, type ServerUnaryCall, type ServiceError, status } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { errorText } from "./aws-error";
import type { PropertyDifference } from "./comparison";
import { fromStruct, type Properties, toStruct } from "./property-values";
import { makeProvider, UnfinishedResourceError } from "./provider";
import type { CheckFailure } from "./resource-type";

/** The version of @pulumi/aws whose types it speaks; the engine does not compare it. */
export const providerVersion = "7.48.0";

/** The provider behind the engine's protocol: messages in, messages out, nothing decided here. */
export function makeService(environment: { readonly [name: string]: string | undefined }) {
  const provider = makeProvider(environment);
  return {
    getPluginInfo: unary((_request: Empty) => {
      const answer = new PluginInfo();
      answer.setVersion(providerVersion);
      return answer;
    }),
    attach: unary(() => new Empty()),
    cancel: unary(() => new Empty()),
    getSchema: unary(() => {
      const answer = new messages.GetSchemaResponse();
      answer.setSchema(JSON.stringify({ name: "aws", version: providerVersion }));
      return answer;
    }),
    checkConfig: unary((request: messages.CheckRequest) => {
      const inputs = fromStruct(request.getNews());
      return checkResponse(inputs, provider.checkConfiguration(inputs));
    }),
    // Another region or account is for the resources to notice; the provider itself is only its configuration.
    diffConfig: unary(() => new messages.DiffResponse()),
    configure: unary((request: messages.ConfigureRequest) => {
      provider.configure(fromStruct(request.getArgs()));
      const answer = new messages.ConfigureResponse();
      answer.setAcceptsecrets(false);
      answer.setAcceptresources(false);
      answer.setAcceptoutputs(false);
      answer.setSupportspreview(true);
      return answer;
    }),
    check: unary((request: messages.CheckRequest) => {
      const given = fromStruct(request.getNews());
      const old = fromStruct(request.getOlds());
      const { inputs, failures } = provider.check(request.getUrn(), given, old, request.getRandomseed_asU8());
      return checkResponse(inputs, failures);
    }),
    diff: unary((request: messages.DiffRequest) => {
      const diff = provider.diff(request.getUrn(), fromStruct(request.getOldInputs()), fromStruct(request.getNews()));
      const answer = new messages.DiffResponse();
      const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
      answer.setChanges(diff.changed.length === 0 ? DIFF_NONE : DIFF_SOME);
      answer.setDiffsList([...diff.changed]);
      answer.setReplacesList([...diff.replacing]);
      answer.setDeletebeforereplace(diff.deleteBeforeReplace);
      answer.setHasdetaileddiff(true);
      for (const [path, difference] of diff.detailed) {
        const replaces = diff.replacing.includes(path.split(/[.[]/)[0] ?? path);
        const entry = new messages.PropertyDiff();
        entry.setKind(diffKind(difference, replaces));
        entry.setInputdiff(true);
        answer.getDetaileddiffMap().set(path, entry);
      }
      return answer;
    }),
    create: unary(async (request: messages.CreateRequest) => {
      const inputs = fromStruct(request.getProperties());
      const { id, outputs } = await provider.create(request.getUrn(), inputs, request.getPreview());
      const answer = new messages.CreateResponse();
      answer.setId(id);
      answer.setProperties(toStruct(outputs));
      return answer;
    }),
    read: unary(async (request: messages.ReadRequest) => {
      const inputs = fromStruct(request.getInputs());
      const outputs = fromStruct(request.getProperties());
      const answer = new messages.ReadResponse();
      const read = await provider.read(request.getUrn(), request.getId(), inputs, outputs);
      if (read === undefined) return answer;
      answer.setId(read.id);
      answer.setInputs(toStruct(read.inputs));
      answer.setProperties(toStruct(read.outputs));
      return answer;
    }),
    update: unary(async (request: messages.UpdateRequest) => {
      const outputs = await provider.update(
        request.getUrn(),
        request.getId(),
        fromStruct(request.getNews()),
        fromStruct(request.getOldInputs()),
        fromStruct(request.getOlds()),
        request.getPreview(),
      );
      const answer = new messages.UpdateResponse();
      answer.setProperties(toStruct(outputs));
      return answer;
    }),
    delete: unary(async (request: messages.DeleteRequest) => {
      await provider.delete(request.getUrn(), request.getId(), fromStruct(request.getProperties()));
      return new Empty();
    }),
    invoke: unary(async (request: messages.InvokeRequest) => {
      const answer = new messages.InvokeResponse();
      answer.setReturn(toStruct(await provider.invoke(request.getTok(), fromStruct(request.getArgs()))));
      return answer;
    }),
  };
}

function unary<Request, Answer>(
  serve: (request: Request) => Answer | Promise<Answer>,
): handleUnaryCall<Request, Answer> {
  return async (call: ServerUnaryCall<Request, Answer>, callback) => {
    try {
      callback(null, await serve(call.request));
    } catch (error) {
      callback(refusal(error));
    }
  };
}

function refusal(error: unknown): Partial<ServiceError> {
  const message = errorText(error);
  if (!(error instanceof UnfinishedResourceError)) return { code: status.UNKNOWN, message };
  const detail = new messages.ErrorResourceInitFailed();
  detail.setId(error.id);
  detail.setProperties(toStruct(error.properties));
  detail.setInputs(toStruct(error.properties));
  detail.setReasonsList([message]);
  const packed = new Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const full = new Status();
  full.setCode(status.UNKNOWN);
  full.setMessage(message);
  full.addDetails(packed);
  const metadata = new Metadata();
  // The place where gRPC's Go side looks for an error's details.
  metadata.add("grpc-status-details-bin", Buffer.from(full.serializeBinary()));
  return { code: status.UNKNOWN, message, metadata };
}

function checkResponse(inputs: Properties, failures: readonly CheckFailure[]): messages.CheckResponse {
  const answer = new messages.CheckResponse();
  answer.setInputs(toStruct(inputs));
  for (const { property, reason } of failures) {
    const failure = new messages.CheckFailure();
    failure.setProperty(property);
    failure.setReason(reason);
    answer.addFailures(failure);
  }
  return answer;
}

function diffKind(difference: PropertyDifference, replaces: boolean) {
  const { Kind } = messages.PropertyDiff;
  switch (difference) {
    case "add":
      return replaces ? Kind.ADD_REPLACE : Kind.ADD;
    case "delete":
      return replaces ? Kind.DELETE_REPLACE : Kind.DELETE;
    case "update":
      return replaces ? Kind.UPDATE_REPLACE : Kind.UPDATE;
  }
}
