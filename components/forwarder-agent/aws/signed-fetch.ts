import { AwsV4Signer } from "aws4fetch";
import { type BoundedAnswer, boundedFetch } from "./bounded-fetch";
import type { RoleCredentials } from "./instance-metadata";

/** A request that is signed with the instance's role. */
export interface SignedRequest {
  readonly service: "s3" | "monitoring" | "logs";
  readonly method: "GET" | "PUT" | "POST";
  readonly url: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
  readonly mostBytes: number;
}

export type SignedFetch = (request: SignedRequest) => Promise<BoundedAnswer>;

const TIMEOUT_MILLISECONDS = 10_000;

/**
 * Signs by AWS' Signature Version 4.
 *
 * A clock that is wrong by more than minutes makes signatures void: what AWS' answers say of the time is told to `timeSeen`.
 *
 * @param now - milliseconds of the time of day, as far as it is known
 */
export function signedFetch(
  region: string,
  credentials: () => Promise<RoleCredentials>,
  now: () => number,
  timeSeen: (milliseconds: number) => void,
): SignedFetch {
  async function send({ mostBytes, ...request }: SignedRequest): Promise<BoundedAnswer> {
    const datetime = new Date(now()).toISOString().replaceAll(/[:-]|\.\d{3}/g, "");
    const signer = new AwsV4Signer({ ...request, ...(await credentials()), region, datetime });
    const { method, url, headers } = await signer.sign();
    const { body } = request;
    const answer = await boundedFetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      mostBytes,
      milliseconds: TIMEOUT_MILLISECONDS,
    });
    const date = Date.parse(answer.header("date") ?? "");
    if (!Number.isNaN(date)) timeSeen(date);
    return answer;
  }
  return async (request) => {
    const answer = await send(request);
    return isSkewed(answer) ? send(request) : answer;
  };
}

function isSkewed({ status, text }: BoundedAnswer): boolean {
  return (
    (status === 403 || status === 400) && /RequestTimeTooSkewed|Signature(?:DoesNotMatch| expired| not yet)/.test(text)
  );
}
