/**
 * What stands for a value that is known only after `up`. It is Pulumi's own marker on the wire, so that its adapter has
 * nothing to translate; other adapters put it in the place of theirs.
 */
export const UNKNOWN_VALUE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN_VALUE;
}

/** Whether a value or anything in it is known only after `up`. */
export function holdsUnknown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return isUnknown(value);
  return Object.values(value).some(holdsUnknown);
}
