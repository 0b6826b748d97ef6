import type { SignedFetch } from "./signed-fetch";

/** An event of CloudWatch Logs. */
export interface LogEvent {
  /** Milliseconds of the time of day. */
  readonly timestamp: number;
  readonly message: string;
}

const MOST_ANSWER_BYTES = 65_536;

/**
 * Sends events to a stream of a log group, which is made when it is not there.
 *
 * @throws {Error} when CloudWatch Logs does not take them
 */
export async function putLogEvents(
  endpoint: string,
  signed: SignedFetch,
  { logGroupName, logStreamName }: { readonly logGroupName: string; readonly logStreamName: string },
  logEvents: readonly LogEvent[],
): Promise<void> {
  const ask = async (action: string, parameters: object) => {
    const { status, text } = await signed({
      service: "logs",
      method: "POST",
      url: `${endpoint}/`,
      headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": `Logs_20140328.${action}` },
      body: JSON.stringify({ logGroupName, logStreamName, ...parameters }),
      mostBytes: MOST_ANSWER_BYTES,
    });
    return status === 200 ? undefined : { status, fault: /"__type"\s*:\s*"([\w.#]{1,128})"/.exec(text)?.[1] ?? "" };
  };
  const put = () => ask("PutLogEvents", { logEvents });
  let failure = await put();
  if (failure?.fault.endsWith("ResourceNotFoundException")) {
    const made = await ask("CreateLogStream", {});
    failure = made === undefined || made.fault.endsWith("ResourceAlreadyExistsException") ? await put() : made;
  }
  if (failure) throw new Error(`CloudWatch Logs: status ${failure.status} ${failure.fault}`.trim());
}
