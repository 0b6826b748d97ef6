import { shownText } from "../shown-text";
import { isToken } from "../values";
import { argument, item } from "./argument-path";
import type { Argument, Arguments, KeyKind, TextForm } from "./argument-schema";
import type { Finding } from "./finding";
import { nearestName } from "./nearest-name";

/** What of a description can be read: of the right kinds everywhere, the rest left out and reported. */
export interface ReadArguments<Config> {
  readonly config: Config;
  readonly findings: readonly Finding[];
}

/** No list of a description is longer, unless its table says so: what is above is not looked at. */
const LONGEST_LIST = 1000;
const LONGEST_CONTENTS = 10_000;
const LONGEST_KEY = 1000;
const LONGEST_CONTENT = 100_000;

/**
 * Holds arguments against their table: unknown and missing ones, wrong types, values that must be known now.
 *
 * What is wrong is left out, entries of maps stay as empty as they can be; so the checks that follow read `config` as
 * if it had been typed. Never throws, whatever the arguments are.
 */
export function readArguments<Config>(
  args: unknown,
  table: Arguments,
  ownArguments: readonly string[] = [],
): ReadArguments<Config> {
  const findings: Finding[] = [];
  const reading: Reading = { report: (finding) => findings.push(finding), ownArguments };
  const config = readBlock(args, table, false, "", "", reading);
  return { config: config as Config, findings };
}

interface Reading {
  readonly report: (finding: Finding) => void;
  readonly ownArguments: readonly string[];
}

/** `pattern` is `path` with `*` for keys of the user. */
function readValue(value: unknown, taken: Argument, path: string, pattern: string, reading: Reading): unknown {
  switch (taken.kind) {
    case "text":
    case "number":
    case "flag":
      return readPlain(value, taken, path, reading);
    case "content":
    case "contentFlag":
      return readContent(value, taken, path, reading);
    case "contents":
      return readContents(value, taken, path, reading);
    case "contentMap":
      return readContentMap(value, taken, path, reading);
    case "list":
      return readList(value, taken, path, pattern, reading);
    case "map":
      return readMap(value, taken, path, pattern, reading);
    case "block":
      return readBlock(value, taken.arguments, taken.open === true, path, pattern, reading);
  }
}

type Of<Kind extends Argument["kind"]> = Extract<Argument, { kind: Kind }>;

function readPlain(value: unknown, taken: Of<"text" | "number" | "flag">, path: string, reading: Reading): unknown {
  if (isKnownLater(value)) return notKnownYet(taken, path, reading);
  if (taken.kind === "text" && taken.form) return readForm(value, taken.form, path, reading);
  const typeName: string = typeof value;
  if (typeName !== { text: "string", number: "number", flag: "boolean" }[taken.kind])
    return wrongType(value, taken, path, reading);
  if (taken.kind === "number") return readNumber(value as number, taken, path, reading);
  if (taken.kind === "text" && taken.allowed && !taken.allowed.includes(value as string)) {
    const message = `got ${shownText(value as string)}, expected one of ${taken.allowed.join(", ")}`;
    reading.report({ code: "VALUE_NOT_ALLOWED", path, message, unreadable: true });
    return undefined;
  }
  return value;
}

function readForm(value: unknown, { code, pattern, expected }: TextForm, path: string, reading: Reading): unknown {
  if (typeof value === "string" && pattern.test(value)) return value;
  const got =
    typeof value === "string"
      ? shownText(value)
      : typeof value === "number"
        ? `${value} as a number`
        : shownValue(value);
  reading.report({ code, path, message: `got ${got}, expected ${expected}`, unreadable: true });
  return undefined;
}

function readNumber(value: number, { from, to }: Of<"number">, path: string, reading: Reading): unknown {
  if (Number.isInteger(value) && value >= from && value <= to) return value;
  const whole = Number.isInteger(value) ? "" : "a whole number from ";
  const message = `got ${value}, expected ${whole}${from} to ${to}`;
  reading.report({ code: "VALUE_OUT_OF_RANGE", path, message, unreadable: true });
  return undefined;
}

function readContent(value: unknown, taken: Argument, path: string, reading: Reading): unknown {
  const fits = typeof value === (taken.kind === "contentFlag" ? "boolean" : "string");
  // A token is text, also where a flag is wanted.
  if (!fits && !isKnownLater(value)) return wrongType(value, taken, path, reading);
  if (typeof value !== "string" || value.length <= LONGEST_CONTENT) return value;
  reading.report(tooLong(path, `text of ${value.length} characters`, `at most ${LONGEST_CONTENT}`));
  return undefined;
}

function readContents(value: unknown, taken: Argument, path: string, reading: Reading): unknown {
  if (isKnownLater(value)) return value;
  if (!Array.isArray(value)) return wrongType(value, taken, path, reading);
  if (isTooLong(value, LONGEST_CONTENTS, path, reading)) return undefined;
  for (const [index, text] of value.entries()) readContent(text, { kind: "content" }, item(path, index), reading);
  return value;
}

function readContentMap(value: unknown, taken: Argument, path: string, reading: Reading): unknown {
  if (isKnownLater(value)) return value;
  if (!isPlainMap(value)) return wrongType(value, taken, path, reading);
  for (const [key, text] of Object.entries(value)) {
    readContent(text, { kind: "content" }, argument(path, key), reading);
  }
  return value;
}

function readList(value: unknown, taken: Of<"list">, path: string, pattern: string, reading: Reading): unknown {
  if (isKnownLater(value)) return notKnownYet(taken, path, reading);
  if (!Array.isArray(value)) return wrongType(value, taken, path, reading);
  if (isTooLong(value, taken.most ?? LONGEST_LIST, path, reading)) return undefined;
  // What is wrong becomes a hole, so that the others keep their index.
  return Array.from(value, (entry, index) => readValue(entry, taken.of, item(path, index), `${pattern}[*]`, reading));
}

function readMap(value: unknown, taken: Of<"map">, path: string, pattern: string, reading: Reading): unknown {
  if (isKnownLater(value)) return notKnownYet(taken, path, reading);
  if (!isPlainMap(value)) return wrongType(value, taken, path, reading);
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  if (entries.length > taken.most) {
    reading.report(tooLong(path, `${entries.length} entries`, `at most ${taken.most}`));
    return undefined;
  }
  return Object.fromEntries(
    entries.map(([key, entry]) => {
      const entryPath = argument(path, key.length > LONGEST_KEY ? `${key.slice(0, 60)}…` : key);
      checkKey(key, taken.keys, entryPath, reading);
      const read = readValue(entry, taken.of, entryPath, `${pattern}.*`, reading);
      return [key, read === undefined && taken.of.kind === "block" ? {} : read];
    }),
  );
}

function readBlock(
  value: unknown,
  table: Arguments,
  open: boolean,
  path: string,
  pattern: string,
  reading: Reading,
): { [name: string]: unknown } {
  const fits = open ? typeof value === "object" && value !== null && !Array.isArray(value) : isPlainMap(value);
  if (isThenable(value) || !fits) {
    const taken: Argument = { kind: "block", arguments: table };
    if (isThenable(value) || isKnownLater(value)) notKnownYet(taken, path, reading);
    else wrongType(value, taken, path, reading);
    return {};
  }
  const given = value as { readonly [name: string]: unknown };
  if (!open) checkNames(given, table, path, pattern, reading);
  const ownNames = open ? [] : Object.keys(given).filter((name) => isOwn(name, table, pattern, reading));
  return Object.fromEntries([
    ...ownNames.map((name) => [name, given[name]]),
    ...Object.entries(table).flatMap(([name, taken]) => {
      const entry = open || Object.hasOwn(given, name) ? given[name] : undefined;
      if (entry !== undefined && !isEmptyReference(entry, taken)) {
        const patternBelow = pattern === "" ? name : `${pattern}.${name}`;
        const read = readValue(entry, taken, argument(path, name), patternBelow, reading);
        return read === undefined ? [] : [[name, read]];
      }
      if (taken.required !== undefined) {
        const message = `${entry === undefined ? "is missing" : "is an empty text"}; give ${taken.required}`;
        reading.report({ code: "ARGUMENT_MISSING", path: argument(path, name), message, unreadable: true });
      }
      return [];
    }),
  ]);
}

/** An id that a program read from an unset variable, say. */
function isEmptyReference(value: unknown, taken: Argument): boolean {
  return taken.kind === "content" && taken.required !== undefined && typeof value === "string" && value.trim() === "";
}

/** Whether an argument is the front end's own, which is handed through. */
function isOwn(name: string, table: Arguments, pattern: string, { ownArguments }: Reading): boolean {
  return !Object.hasOwn(table, name) && ownArguments.includes(pattern === "" ? name : `${pattern}.${name}`);
}

function checkNames(
  given: { readonly [name: string]: unknown },
  table: Arguments,
  path: string,
  pattern: string,
  reading: Reading,
): void {
  const names = Object.keys(table);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || Object.hasOwn(table, name) || isOwn(name, table, pattern, reading)) continue;
    const meant = nearestName(name, names);
    const message = `there is no such argument; ${
      meant === undefined ? `there are ${names.join(", ")}` : `did you mean \`${meant}\`?`
    }`;
    const shown = name.length > LONGEST_KEY ? `${name.slice(0, 60)}…` : name;
    reading.report({
      code: "UNKNOWN_ARGUMENT",
      path: argument(path, shown),
      message,
      unreadable: meant === undefined ? true : argument(path, meant),
    });
  }
}

const KEYS: { readonly [kind in KeyKind]: { pattern: RegExp; allowed: string } } = {
  own: { pattern: /^[A-Za-z0-9_-]{1,64}$/, allowed: "1 to 64 letters, digits, - and _" },
  range: { pattern: /^[A-Za-z0-9._-]{1,128}$/, allowed: "1 to 128 letters, digits, ., - and _" },
  name: { pattern: /^/, allowed: "a name" },
};

function checkKey(key: string, kind: KeyKind, path: string, reading: Reading): void {
  const { pattern, allowed } = KEYS[kind];
  if (!pattern.test(key)) reading.report({ code: "BAD_KEY", path, message: `use ${allowed}` });
}

function isTooLong(value: readonly unknown[], most: number, path: string, reading: Reading): boolean {
  if (value.length <= most) return false;
  reading.report(tooLong(path, `${value.length} entries`, `at most ${most}`));
  return true;
}

function tooLong(path: string, got: string, expected: string): Finding {
  return { code: "VALUE_OUT_OF_RANGE", path, message: `got ${got}, expected ${expected}`, unreadable: true };
}

function notKnownYet(taken: Argument, path: string, reading: Reading): undefined {
  const why = taken.whyKnown ?? `what is made follows from it; write it as ${expected(taken)}`;
  const message = `is known only after \`up\`, but ${why}`;
  reading.report({ code: "NOT_KNOWN_YET", path, message, unreadable: true });
}

function wrongType(value: unknown, taken: Argument, path: string, reading: Reading): undefined {
  const listed = taken.kind === "list" || taken.kind === "contents";
  const asList = listed && typeof value === "string" ? `: [${shownText(value)}]` : "";
  const example = asList === "" && taken.example !== undefined ? `, e.g. ${taken.example}` : "";
  const message = `got ${shownValue(value)}, expected ${expected(taken)}${asList}${example}`;
  reading.report({ code: "WRONG_TYPE", path, message, unreadable: true });
}

function expected(taken: Argument): string {
  switch (taken.kind) {
    case "text":
    case "content":
      return "text";
    case "number":
      return "a number";
    case "flag":
    case "contentFlag":
      return "true or false";
    case "list":
    case "contents":
      return "a list";
    case "map":
    case "contentMap":
      return "a map";
    case "block":
      return "a map of arguments";
  }
}

function shownValue(value: unknown): string {
  if (typeof value === "string") return `the text ${shownText(value)}`;
  if (typeof value === "number") return `the number ${value}`;
  if (Array.isArray(value)) return "a list";
  if (value === null) return "nothing (null)";
  if (isPlainMap(value)) return "a map";
  return typeof value === "boolean" ? `${value}` : `a value of type ${typeof value}`;
}

/** Outputs, promises and tokens: whatever is neither plain data nor a function. */
function isKnownLater(value: unknown): boolean {
  if (typeof value === "string" || typeof value === "number") return isToken(value);
  if (isThenable(value)) return true;
  // Pulumi's Output is a function underneath in some versions and an object in others.
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isPlainMap(value);
}

/** Promises have `then`, Pulumi's Outputs have `apply`; functions, which have it too, are no values. */
function isThenable(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value) || isPlainMap(value)) return false;
  const { then, apply } = value as { then?: unknown; apply?: unknown };
  return typeof then === "function" || typeof apply === "function";
}

/** Whether an object has no class: its prototype is a realm's plainest, or none. */
function isPlainMap(value: unknown): value is { [key: string]: unknown } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
