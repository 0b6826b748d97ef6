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

/** The front's own way to moto: query-protocol calls in the name of the caller. */
export interface MotoClient {
  query(scope: QueryScope, parameters: Readonly<Record<string, string>>): Promise<MotoAnswer>;
}

/** The credential scope that moto routes by; it does not check signatures. */
export function authorization({ accessKey, region, service }: QueryScope): string {
  const credential = `${accessKey ?? "unsigned"}/20260101/${region}/${service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`;
}

export function motoClient(port: Promise<number>, agent: Agent): MotoClient {
  return {
    query: async (scope, parameters) => {
      const body = new URLSearchParams(parameters).toString();
      const options = {
        host: "127.0.0.1",
        port: await port,
        agent,
        method: "POST",
        path: "/",
        timeout: 60_000,
        headers: {
          authorization: authorization(scope),
          "content-type": "application/x-www-form-urlencoded; charset=utf-8",
          "content-length": Buffer.byteLength(body),
          ...(scope.account !== undefined && { "x-moto-account-id": scope.account }),
        },
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
    },
  };
}
