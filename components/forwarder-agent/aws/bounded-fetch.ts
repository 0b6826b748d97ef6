/** What came back over HTTP, of a length that the caller allowed. */
export interface BoundedAnswer {
  readonly status: number;
  readonly text: string;
  readonly header: (name: string) => string | undefined;
}

export interface BoundedRequest {
  readonly method?: string;
  readonly headers?: Headers | { readonly [name: string]: string };
  readonly body?: string;
  readonly milliseconds: number;
  readonly mostBytes: number;
}

/**
 * Asks over HTTP as one asks strangers: no redirect is followed, and neither time nor length is without an end.
 *
 * @throws {Error} when there is no complete answer in time, or a longer one
 */
export async function boundedFetch(url: URL | string, request: BoundedRequest): Promise<BoundedAnswer> {
  const { milliseconds, mostBytes, headers, ...rest } = request;
  try {
    const response = await fetch(url, {
      ...rest,
      ...(headers === undefined ? {} : { headers }),
      redirect: "manual",
      signal: AbortSignal.timeout(milliseconds),
    });
    const text = await readBounded(response, mostBytes);
    return { status: response.status, text, header: (name) => response.headers.get(name) ?? undefined };
  } catch (error) {
    throw new Error(`${new URL(url).host}: ${reasonOf(error)}`, { cause: error });
  }
}

async function readBounded(response: Response, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > mostBytes) throw new Error(`the answer is longer than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** fetch says "fetch failed", and why one level below. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}
