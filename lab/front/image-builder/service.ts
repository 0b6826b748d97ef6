import { AwsError } from "../aws-error";
import { errorAnswer } from "../service-errors";
import { imageBuilds, type TreeBuilder } from "./builds";
import { componentActions } from "./components";
import { configurationActions } from "./configurations";
import type { Action, Cloud, ImageBuilderContext } from "./context";
import { imageActions } from "./images";
import { optionalText, readMembers } from "./request";
import { emptyImageBuilderStore, type ImageBuilderStore } from "./store";
import { tagAndListActions } from "./tags-and-lists";

/** A request to Image Builder as it came over HTTP. */
export interface ImageBuilderRequest {
  readonly account: string;
  readonly region: string;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

export interface ImageBuilderResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** EC2 Image Builder, served strictly; what it builds are trees that the lab's hosts boot from. */
export interface ImageBuilderService {
  readonly store: ImageBuilderStore;
  /** Name of the action that a request asks for. */
  actionOf(method: string, path: string): string | undefined;
  serve(request: ImageBuilderRequest): Promise<ImageBuilderResponse>;
  /** Ends all builds. */
  end(): Promise<void>;
}

export interface ImageBuilderOptions {
  readonly cloud: Cloud;
  readonly trees: TreeBuilder;
  readonly now?: () => Date;
}

const actions: { readonly [name: string]: Action } = {
  ...componentActions,
  ...configurationActions,
  ...imageActions,
  ...tagAndListActions,
};

const methodOf = (action: string): string =>
  action.startsWith("Get")
    ? "GET"
    : action.startsWith("Delete")
      ? "DELETE"
      : action.startsWith("List")
        ? "POST"
        : "PUT";

const tagActions: { readonly [method: string]: string } = {
  GET: "ListTagsForResource",
  POST: "TagResource",
  DELETE: "UntagResource",
};

export function imageBuilderService({
  cloud,
  trees,
  now = () => new Date(),
}: ImageBuilderOptions): ImageBuilderService {
  const store = emptyImageBuilderStore();
  const builds = imageBuilds(store, cloud, trees, now);
  const context: ImageBuilderContext = { store, now, cloud, build: builds.begin, cancel: builds.cancel };
  return {
    store,
    actionOf,
    end: builds.end,
    async serve(request) {
      try {
        const name = actionOf(request.method, request.path);
        if (name === undefined) {
          const what = `${request.method} ${request.path} of Image Builder`;
          throw new AwsError("UnsupportedOperation", `The emulator does not serve ${what}`);
        }
        const answer = await once(name, request, context);
        const headers = { "content-type": "application/json", "x-amzn-requestid": crypto.randomUUID() };
        return { status: 200, headers, body: JSON.stringify(answer) };
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        const { code, message, status } = error;
        return errorAnswer("imagebuilder", { "content-type": "application/json" }, { code, message, status });
      }
    },
  };
}

function actionOf(method: string, path: string): string | undefined {
  if (path.startsWith("/tags/")) return tagActions[method];
  const name = path.slice(1);
  return Object.hasOwn(actions, name) && methodOf(name) === method ? name : undefined;
}

/** Serves a call, unless one with its client token was: that has its answer already. */
async function once(name: string, request: ImageBuilderRequest, context: ImageBuilderContext): Promise<object> {
  const { account, region, path, query } = request;
  const body = readMembers(request.body);
  const inPath = path.startsWith("/tags/") ? decodeURIComponent(path.slice("/tags/".length)) : undefined;
  const call = { account, region, body, query, inPath };
  const clientToken = optionalText(body, "clientToken", 36);
  if (clientToken === undefined) {
    if (methodOf(name) === "PUT" && inPath === undefined) {
      throw new AwsError("InvalidParameterException", "clientToken must not be empty.");
    }
    return actions[name]!(call, context);
  }
  const key = [account, region, name, clientToken].join(" ");
  const known = context.store.answers.get(key);
  if (known === undefined) {
    const answer = { ...(await actions[name]!(call, context)), clientToken };
    context.store.answers.set(key, { request: request.body, answer });
    return answer;
  }
  if (known.request === request.body) return known.answer;
  const message = "The client token was used for a request with other parameters.";
  throw new AwsError("IdempotentParameterMismatchException", message);
}
