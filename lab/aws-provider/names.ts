import { randomBytes } from "node:crypto";

/** A name that begins with what `namePrefix` gives, and is nobody else's. */
export function prefixedName(prefix: string): string {
  return `${prefix}${Date.now()}${randomBytes(4).toString("hex")}`;
}
