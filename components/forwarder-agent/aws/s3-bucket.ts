import { type Bucket, BucketUnreachable, type Fetched } from "../bucket";
import type { BoundedAnswer } from "./bounded-fetch";
import type { SignedFetch } from "./signed-fetch";

const MOST_ANSWER_BYTES = 65_536;

/** The forwarders' bucket on S3. */
export function s3Bucket(endpoint: string, signed: SignedFetch): Bucket {
  const ask: SignedFetch = async (request) => {
    try {
      return await signed(request);
    } catch (error) {
      throw new BucketUnreachable(error instanceof Error ? error.message : String(error));
    }
  };
  return {
    async get(key, mostBytes, tag): Promise<Fetched> {
      const headers = tag === undefined ? {} : { "If-None-Match": tag };
      const answer = await ask({ service: "s3", method: "GET", url: `${endpoint}/${key}`, headers, mostBytes });
      if (answer.status === 304) return { kind: "unchanged" };
      if (answer.status === 200) return { kind: "content", text: answer.text, tag: answer.header("etag") };
      if (isMissing(answer)) return { kind: "missing" };
      throw refused(`GET ${key}`, answer);
    },
    async put(key, text) {
      const headers = { "Content-Type": "application/json" };
      const url = `${endpoint}/${key}`;
      const answer = await ask({
        service: "s3",
        method: "PUT",
        url,
        headers,
        body: text,
        mostBytes: MOST_ANSWER_BYTES,
      });
      if (answer.status !== 200) throw refused(`PUT ${key}`, answer);
    },
  };
}

/** Without the right to list, AWS says of an object that is not there that access is denied. */
function isMissing({ status, text }: BoundedAnswer): boolean {
  return (status === 404 && !text.includes("NoSuchBucket")) || (status === 403 && text.includes("AccessDenied"));
}

function refused(what: string, { status, text }: BoundedAnswer): Error {
  const code = /<Code>([A-Za-z]{1,64})<\/Code>/.exec(text)?.[1];
  return new BucketUnreachable(`${what}: status ${status}${code === undefined ? "" : ` ${code}`}`);
}
