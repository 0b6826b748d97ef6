import { readFile } from "node:fs/promises";
import type { AgentSettings } from "../core/forwarder-contract";

/** Where things are on a forwarder, and how often they are looked at. */
export const PLACES = {
  settings: "/etc/hybrid-dns/agent.json",
  /** There once user data has been run: nobody else writes the configuration then. */
  configured: "/var/lib/hybrid-dns/configured",
} as const;

const NAME = /^[A-Za-z0-9._-]{1,255}$/;

/**
 * Reads what user data left.
 *
 * @returns `undefined` where it has not been there yet
 * @throws {Error} naming what is missing or of another form
 */
export async function readSettings(file: string = PLACES.settings): Promise<AgentSettings | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  return parseSettings(text);
}

export function parseSettings(text: string): AgentSettings {
  const given = parsed(text);
  const name = (key: string) => {
    const value = given[key];
    if (typeof value === "string" && NAME.test(value)) return value;
    throw new Error(
      `${PLACES.settings}: ${key} is ${JSON.stringify(value) ?? "missing"}, expected a text like ${NAME}`,
    );
  };
  const software = given["software"];
  if (given["version"] !== 1)
    throw new Error(`${PLACES.settings}: version is ${JSON.stringify(given["version"])}, expected 1`);
  if (software !== "unbound" && software !== "bind")
    throw new Error(`${PLACES.settings}: software is ${JSON.stringify(software)}, expected unbound or bind`);
  return {
    version: 1,
    bucket: name("bucket"),
    region: name("region"),
    forwarders: name("forwarders"),
    slot: name("slot"),
    software,
    ...(given["imageId"] !== undefined && { imageId: name("imageId") }),
  };
}

function parsed(text: string): { readonly [key: string]: unknown } {
  const value = JSON.parse(text) as unknown;
  if (typeof value !== "object" || value === null) throw new Error(`${PLACES.settings}: expected a map`);
  return value as { readonly [key: string]: unknown };
}
