import { createHash } from "node:crypto";

/** As in the keys of configurations, in hexadecimal digits. */
export function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
