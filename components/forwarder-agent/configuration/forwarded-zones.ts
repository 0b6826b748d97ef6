/** A line that begins a forwarded zone, in unbound.conf or in named.conf; BIND's empty zones are whole lines. */
const ZONE = /^\s*(?:name:|zone) "([^"]+?)\.?"(?!.*type primary)/gm;

/** Those of the zones that a configuration forwards by name, not by what is above them. */
export function forwardedByName(configuration: string, zones: readonly string[]): readonly string[] {
  const named = new Set([...configuration.matchAll(ZONE)].map(([, zone = ""]) => zone.toLowerCase()));
  return zones.filter((zone) => named.has(zone.toLowerCase()));
}
