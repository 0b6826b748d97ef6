/** Why a text was not understood: a problem that does not know yet which argument it belongs to. */
export interface Fault {
  /** @see Problem.code */
  readonly code: string;
  /** @see Problem.message */
  readonly message: string;
}

/** What became of a text: a value, or the fault that says why there is none. */
export type Parsed<T> =
  | { readonly value: T; readonly fault?: undefined }
  | { readonly value?: undefined; readonly fault: Fault };

/** A plain `Error` that carries the fault's code as `code`. Compare `code`, show `message`. */
export function faultError(fault: Fault): Error & { readonly code: string } {
  return Object.assign(new Error(`${fault.message} (${fault.code})`), { code: fault.code });
}

/**
 * The value, for callers that have no list of problems to add to.
 *
 * @throws an Error with the fault's `code`
 */
export function valueOrThrow<T>(parsed: Parsed<T>): T {
  if (parsed.fault) throw faultError(parsed.fault);
  return parsed.value;
}
