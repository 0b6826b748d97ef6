import type { DesiredState, ForwarderReport } from "./forwarder-contract";
import { shownText } from "./shown-text";

/** Longer texts are nobody's `desired.json` or report, and are not read. */
export const MOST_OBJECT_BYTES = 1_048_576;

const SHA256 = /^[0-9a-f]{64}$/;
const TIME = /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(?:[.]\d{1,9})?Z$/;
const SLOT = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Reads `desired.json`; what it does not know is left out.
 *
 * @throws {Error} naming what is missing or of another form
 */
export function readDesiredState(text: string): DesiredState {
  const read = reader("desired.json", text);
  const { configuration, slots, probes } = read.object;
  const hash = read.inner("configuration", configuration);
  return {
    version: 1,
    software: read.oneOf("software", "unbound", "bind"),
    configuration: {
      sha256: hash.text("sha256", SHA256),
      bytes: hash.number("bytes"),
    },
    imageId: read.optionalText("imageId"),
    slots: read.list("slots", slots).map((slot, index) => {
      const one = read.inner(`slots[${index}]`, slot);
      return { key: one.text("key", SLOT), address: one.text("address", /^[0-9A-Fa-f.:]{2,45}$/) };
    }),
    probes: read.list("probes", probes).map((probe, index) => read.asText(`probes[${index}]`, probe)),
    queryLogGroup: read.optionalText("queryLogGroup"),
  };
}

/**
 * Reads a forwarder's report; what it does not know is left out.
 *
 * @throws {Error} naming what is missing or of another form
 */
export function readForwarderReport(text: string): ForwarderReport {
  const read = reader("report", text);
  const { rejected, healthy } = read.object;
  const refused = rejected === undefined ? undefined : read.inner("rejected", rejected);
  return {
    version: 1,
    slot: read.text("slot", SLOT),
    instanceId: read.text("instanceId"),
    imageId: read.text("imageId"),
    address: read.text("address"),
    software: read.oneOf("software", "unbound", "bind"),
    softwareVersion: read.text("softwareVersion"),
    configuration: read.text("configuration"),
    rejected: refused && { sha256: refused.text("sha256", SHA256), reason: refused.text("reason") },
    healthy: healthy === true,
    makingWayFor: read.optionalText("makingWayFor"),
    reportedAt: read.time("reportedAt"),
    startedAt: read.time("startedAt"),
  };
}

type Fields = { readonly [name: string]: unknown };

function reader(what: string, text: string) {
  return fieldsOf(what, parsed(what, text));
}

function parsed(what: string, text: string): unknown {
  if (text.length > MOST_OBJECT_BYTES) throw new Error(`${what}: ${text.length} characters, expected at most 1 MiB`);
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${what} is no JSON: ${shownText(text.slice(0, 60))}`);
  }
}

function fieldsOf(what: string, value: unknown) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${what}: expected a map`);
  const object = value as Fields;
  const fault = (name: string, expected: string) =>
    new Error(`${what}: ${name} is ${shownText(JSON.stringify(object[name]) ?? "missing")}, expected ${expected}`);
  const asText = (name: string, given: unknown, pattern = /^.{1,1000}$/s): string => {
    if (typeof given !== "string" || !pattern.test(given)) throw fault(name, `a text like ${pattern}`);
    return given;
  };
  if ("version" in object && object["version"] !== 1)
    throw fault("version", "1: this program is older than who wrote it");
  return {
    object,
    asText,
    inner: (name: string, given: unknown) => fieldsOf(`${what}: ${name}`, given),
    text: (name: string, pattern?: RegExp) => asText(name, object[name], pattern),
    optionalText: (name: string) => (object[name] === undefined ? undefined : asText(name, object[name])),
    number(name: string): number {
      const given = object[name];
      if (typeof given !== "number" || !Number.isSafeInteger(given) || given < 0) throw fault(name, "a whole number");
      return given;
    },
    time(name: string): string {
      const given = object[name];
      if (typeof given !== "string" || !TIME.test(given)) throw fault(name, "a time like 2026-01-31T12:00:00Z");
      return given;
    },
    oneOf<Word extends string>(name: string, ...words: readonly Word[]): Word {
      const found = words.find((word) => word === object[name]);
      if (found === undefined) throw fault(name, `one of ${words.join(", ")}`);
      return found;
    },
    list(name: string, given: unknown): readonly unknown[] {
      if (!Array.isArray(given) || given.length > 10_000) throw fault(name, "a list");
      return given;
    },
  };
}
