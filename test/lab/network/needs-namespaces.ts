import type { Context } from "mocha";
import { namespaceFlags } from "../../../lab/network/namespace-flags";

/** Skips a suite, with the reason printed, on a machine where no network namespaces can be made. */
export async function needsNamespaces(context: Context): Promise<readonly string[]> {
  try {
    return await namespaceFlags();
  } catch (error) {
    console.log(`    skipped: ${error instanceof Error ? error.message : error}`);
    context.skip();
  }
}
