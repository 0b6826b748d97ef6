/** Codes of an error that the SDK threw, e.g. `InvalidVpcID.NotFound`. */
export function errorCode(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes(errorCode(error));
}

/** Gone, in the words of each service. */
export function isNotFound(error: unknown): boolean {
  const code = errorCode(error);
  return /NotFound|^NoSuch|\.Malformed$/.test(code);
}

/** One line: what AWS said, with its code. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = error.message.trim() || "no message";
  return error.name === "Error" || error.name === "TypeError" ? message : `${error.name}: ${message}`;
}

/** What the call gives, absent where the thing asked for is gone. */
export async function absentWhenGone<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
