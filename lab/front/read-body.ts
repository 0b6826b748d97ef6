import type { Readable } from "node:stream";
import { AwsError } from "./aws-error";

/** Reads a whole body up to a length; what is beyond is let run away unread. @throws {AwsError} RequestEntityTooLarge */
export function readBody(source: Readable, mostOctets: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let octets = 0;
    source.on("data", (chunk: Buffer) => {
      octets += chunk.length;
      if (octets <= mostOctets) {
        chunks.push(chunk);
      } else {
        // The stream flows on: a connection whose body is half read could not be used again.
        chunks.length = 0;
        reject(new AwsError("RequestEntityTooLarge", `A request may hold ${mostOctets} octets`, 413));
      }
    });
    source.once("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    source.once("error", reject);
    source.once("close", () => reject(new Error("the connection was closed before the body had ended")));
  });
}
