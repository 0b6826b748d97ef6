import type { IncomingHttpHeaders } from "node:http";

/** Who calls what where, as the request's signature says; signatures are not checked. */
export interface Scope {
  readonly accessKey: string | undefined;
  readonly region: string;
  /** The service's signing name: `ec2`, `route53`, `elasticloadbalancing`, … */
  readonly service: string;
}

/** Reads the credential scope: Authorization, else X-Amz-Credential in the query, else the host, else S3. */
export function scopeOf(headers: IncomingHttpHeaders, query: URLSearchParams): Scope {
  const credential =
    /Credential=([^,\s]{1,300})/.exec(headers.authorization ?? "")?.[1] ?? query.get("X-Amz-Credential");
  const parts = credential?.split("/");
  if (parts && parts.length >= 5) {
    // An access key may hold slashes of its own, the four last parts never.
    const [region = "us-east-1", service = "s3"] = parts.slice(-3, -1);
    return { accessKey: parts.slice(0, -4).join("/"), region, service: service.toLowerCase() };
  }
  const host = /^([a-z0-9-]+)(?:\.([a-z0-9-]+))?\.amazonaws\.com/.exec(headers.host ?? "");
  return { accessKey: undefined, region: host?.[2] ?? "us-east-1", service: host?.[1] ?? "s3" };
}
