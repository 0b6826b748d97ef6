import type { ListResourceRecordSetsCommand } from "@aws-sdk/client-route-53";
import { readListAnswer } from "./route53-list-answer";
import type { ListedPage } from "./route53-listing";

/** Of an answer, what is looked at before the SDK reads it. */
interface RawAnswer {
  readonly statusCode: number;
  body: AsyncIterable<Uint8Array> | Uint8Array;
}

const NOTHING = new TextEncoder().encode("<ListResourceRecordSetsResponse/>");

/**
 * Has the pages that a command lists read by ourselves where that is possible, before the SDK reads them.
 *
 * @returns what was read of the last answer; nothing where the SDK had to read it, as it always has to read errors
 */
export function quickPage(command: ListResourceRecordSetsCommand): () => ListedPage | undefined {
  let page: ListedPage | undefined;
  command.middlewareStack.add(
    (next) => async (sent) => {
      page = undefined;
      const result = await next(sent);
      const answer = result.response as RawAnswer;
      if (answer.statusCode === 200) {
        const octets = await whole(answer.body);
        page = readListAnswer(new TextDecoder().decode(octets));
        answer.body = page ? NOTHING : octets;
      }
      return result;
    },
    // Next to the connection, so that the SDK's own reader comes after it.
    { name: "quickPage", step: "deserialize", priority: "low" },
  );
  return () => page;
}

async function whole(body: RawAnswer["body"]): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
