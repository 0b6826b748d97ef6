import type { IncomingHttpHeaders } from "node:http";
import type { ServiceError } from "./service-errors";

/** What S3 lets pass. */
const mostSkewMilliseconds = 15 * 60_000;

/** What AWS says to a request that was signed at another time than now; moto does not look. */
export function wrongTime(service: string, headers: IncomingHttpHeaders, now: number): ServiceError | undefined {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(headers["x-amz-date"] ?? "")) ?? [];
  if (service !== "s3" || year === undefined) return undefined;
  const signed = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Math.abs(signed - now) <= mostSkewMilliseconds) return undefined;
  const message = "The difference between the request time and the current time is too large.";
  return { code: "RequestTimeTooSkewed", message, status: 403 };
}
