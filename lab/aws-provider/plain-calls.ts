import { AwsClient } from "aws4fetch";

/** Calls to services that the lab's provider has no client of the SDK for. */
export interface PlainCalls {
  /** By the JSON protocol, e.g. `sqs` and `AmazonSQS.CreateQueue`. */
  json<Answer>(service: string, target: string, content: object): Promise<Answer>;
  /** By the JSON protocol over REST, e.g. `lambda`, `GET`, `/2015-03-31/functions/acme`. */
  rest<Answer>(service: string, method: string, path: string, content?: object): Promise<Answer>;
}

interface ClientSettings {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: () => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>;
}

export function plainCalls(settingsOf: (service: string) => ClientSettings): PlainCalls {
  const send = async <Answer>(
    service: string,
    method: string,
    path: string,
    headers: { readonly [name: string]: string },
    content: object | undefined,
  ): Promise<Answer> => {
    const { region, endpoint, credentials } = settingsOf(service);
    const client = new AwsClient({ ...(await credentials()), region, service, retries: 0 });
    const answer = await client.fetch(new URL(path, endpoint).toString(), {
      method,
      headers: { "content-type": "application/x-amz-json-1.1", ...headers },
      ...(content !== undefined && { body: JSON.stringify(content) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw errorOf(answer, text);
    return (text === "" ? {} : JSON.parse(text)) as Answer;
  };
  return {
    json: (service, target, content) => send(service, "POST", "/", { "x-amz-target": target }, content),
    rest: (service, method, path, content) =>
      send(service, method, path, { "content-type": "application/json" }, content),
  };
}

/** An error with AWS's code as its name, as the SDK has it. */
function errorOf(answer: Response, text: string): Error {
  let body: { readonly [name: string]: unknown } = {};
  try {
    body = JSON.parse(text);
  } catch {
    // A page of the emulator's own; its text says enough.
  }
  const code = String(body["__type"] ?? body["Type"] ?? answer.headers.get("x-amzn-errortype") ?? answer.status);
  const message = String(body["message"] ?? body["Message"] ?? text.slice(0, 300));
  return Object.assign(new Error(message), { name: code.split("#").at(-1)!.split(":")[0]! });
}
