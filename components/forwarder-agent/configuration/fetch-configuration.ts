import { configurationKey, type DesiredState } from "../../core/forwarder-contract";
import type { Bucket } from "../bucket";
import { sha256Of } from "./hash";

/** Thousands of zones are one or two of them. */
const MOST_CONFIGURATION_BYTES = 16_777_216;

export type FetchedConfiguration = { readonly text: string } | { readonly refused: string };

/**
 * Fetches a configuration; what comes is it only when it has the length and the hash that were said.
 *
 * @throws {BucketUnreachable}
 */
export async function fetchConfiguration(
  bucket: Bucket,
  { sha256, bytes }: DesiredState["configuration"],
): Promise<FetchedConfiguration> {
  if (bytes > MOST_CONFIGURATION_BYTES)
    return { refused: `${bytes} bytes; at most ${MOST_CONFIGURATION_BYTES} are taken` };
  const fetched = await bucket.get(configurationKey(sha256), MOST_CONFIGURATION_BYTES);
  if (fetched.kind !== "content") return { refused: `${configurationKey(sha256)} is not in the bucket` };
  const size = Buffer.byteLength(fetched.text);
  if (size !== bytes) return { refused: `it has ${size} bytes, expected ${bytes}` };
  const hash = sha256Of(fetched.text);
  if (hash !== sha256) return { refused: `its hash is ${hash}, expected ${sha256}` };
  return { text: fetched.text };
}
