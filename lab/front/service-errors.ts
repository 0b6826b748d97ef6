import type { IncomingHttpHeaders } from "node:http";
import { XMLBuilder } from "fast-xml-parser";

/** An error answer in the form that a service's clients read. */
export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** How a service words its errors. */
export interface ServiceError {
  readonly code: string;
  readonly message: string;
  readonly status?: number;
}

/** Services whose errors are XML of the query protocols or of REST. */
const queryServices = new Set(
  "autoscaling cloudformation elasticbeanstalk elasticloadbalancing iam monitoring rds redshift ses sns sts".split(" "),
);

/** Puts an error into a service's own form; the request's headers tell JSON and CBOR protocols apart. */
export function errorAnswer(service: string, request: IncomingHttpHeaders, error: ServiceError): ErrorAnswer {
  const { code, message, status = 400 } = error;
  const requestId = crypto.randomUUID();
  const headers = { "x-amzn-requestid": requestId };
  const xml = (document: object): ErrorAnswer => ({
    status,
    headers: { ...headers, "content-type": "text/xml" },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLBuilder().build(document)}`,
  });
  if (request["smithy-protocol"] === "rpc-v2-cbor") {
    return {
      status,
      headers: { ...headers, "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" },
      body: cborOf({ __type: code, message }),
    };
  }
  if (service === "ec2") {
    return xml({ Response: { Errors: { Error: { Code: code, Message: message } }, RequestID: requestId } });
  }
  const form = (request["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
  if (service === "route53" || (queryServices.has(service) && form)) {
    const type = status >= 500 ? "Receiver" : "Sender";
    return xml({ ErrorResponse: { Error: { Type: type, Code: code, Message: message }, RequestId: requestId } });
  }
  if (service === "s3") return xml({ Error: { Code: code, Message: message, RequestId: requestId } });
  return {
    status,
    headers: { ...headers, "content-type": request["content-type"] ?? "application/json", "x-amzn-errortype": code },
    body: JSON.stringify({ __type: code, code, message, Message: message }),
  };
}

/** CBOR of a small map of texts: all that an error needs. */
function cborOf(members: Readonly<Record<string, string>>): Buffer {
  const text = (value: string): Buffer => {
    const octets = Buffer.from(value, "utf8").subarray(0, 65_535);
    return Buffer.concat([Buffer.from([0x79, octets.length >> 8, octets.length & 0xff]), octets]);
  };
  const entries = Object.entries(members);
  return Buffer.concat([
    Buffer.from([0xa0 + entries.length]),
    ...entries.flatMap(([name, value]) => [text(name), text(value)]),
  ]);
}
