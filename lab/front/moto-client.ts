import { type Agent, request as httpRequest } from "node:http";

/** Whom to ask in whose name. */
export interface QueryScope {
  readonly service: string;
  readonly region: string;
  readonly accessKey: string | undefined;
  /** The account itself, where its keys are not known. */
  readonly account?: string;
}

/** An answer of moto's, whole. */
export interface MotoAnswer {
  readonly status: number;
  readonly body: string;
}

/** The front's own way to moto: query-protocol calls in the name of the caller, and the lab's own calls. */
export interface MotoClient {
  query(scope: QueryScope, parameters: Readonly<Record<string, string>>): Promise<MotoAnswer>;
  /** By the JSON protocol; `target` e.g. `AmazonSSM.GetParameter`. */
  json(scope: QueryScope, target: string, content: object): Promise<MotoAnswer>;
  /** By the JSON protocol over REST, e.g. `GET /2015-03-31/functions/acme`. */
  rest(scope: QueryScope, method: "GET" | "POST", path: string, content?: object): Promise<MotoAnswer>;
  /** Calls one of the addresses that the mended moto has beside AWS's. */
  lab(method: "GET" | "POST", path: `/_lab/${string}`, body?: string): Promise<MotoAnswer>;
}

/** The credential scope that moto routes by; it does not check signatures. */
export function authorization({ accessKey, region, service }: QueryScope): string {
  const credential = `${accessKey ?? "unsigned"}/20260101/${region}/${service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`;
}

export function motoClient(port: Promise<number>, agent: Agent): MotoClient {
  const send = async (method: string, path: string, headers: Readonly<Record<string, string>>, body: string) => {
    const options = {
      host: "127.0.0.1",
      port: await port,
      agent,
      method,
      path,
      timeout: 60_000,
      headers: { "content-length": Buffer.byteLength(body), ...headers },
    };
    return new Promise<MotoAnswer>((resolve, reject) => {
      const request = httpRequest(options, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }),
        );
      });
      request.on("timeout", () => request.destroy(new Error("moto did not answer within a minute")));
      request.on("error", reject);
      request.end(body);
    });
  };
  const signed = (scope: QueryScope) => ({
    authorization: authorization(scope),
    ...(scope.account !== undefined && { "x-moto-account-id": scope.account }),
  });
  return {
    query: (scope, parameters) => {
      const headers = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
      return send("POST", "/", { ...signed(scope), ...headers }, new URLSearchParams(parameters).toString());
    },
    json: (scope, target, content) => {
      const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": target };
      return send("POST", "/", { ...signed(scope), ...headers }, JSON.stringify(content));
    },
    rest: (scope, method, path, content) =>
      send(
        method,
        path,
        { ...signed(scope), "content-type": "application/json" },
        content === undefined ? "" : JSON.stringify(content),
      ),
    lab: (method, path, body = "") => send(method, path, { "content-type": "application/json" }, body),
  };
}
