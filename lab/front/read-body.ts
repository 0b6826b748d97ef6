import type { IncomingMessage } from "node:http";
import { AwsError } from "./aws-error";

/** Reads a whole body up to a length. @throws {AwsError} RequestEntityTooLarge */
export async function readBody(request: IncomingMessage, mostOctets: number): Promise<string> {
  const chunks: Buffer[] = [];
  let octets = 0;
  for await (const chunk of request) {
    octets += (chunk as Buffer).length;
    if (octets > mostOctets)
      throw new AwsError("RequestEntityTooLarge", `A request may hold ${mostOctets} octets`, 413);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}
