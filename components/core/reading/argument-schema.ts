/**
 * What one argument takes. Shape is plain and known now; content and references are handed through, known or not.
 *
 * | kind | takes |
 * |---|---|
 * | text, number, flag | shape: one plain value |
 * | list, map, block | shape: others by index, by a key of the user, by a name of ours |
 * | content, contents, contentMap, contentFlag | what a front end writes for text, texts, a map of texts, a flag |
 */
export type Argument = Presence &
  (
    | { readonly kind: "text"; readonly allowed?: readonly string[] | undefined; readonly form?: TextForm | undefined }
    | { readonly kind: "number"; readonly from: number; readonly to: number }
    | { readonly kind: "flag" }
    | { readonly kind: "content" | "contents" | "contentMap" | "contentFlag" }
    | { readonly kind: "list"; readonly of: Argument; readonly most?: number | undefined }
    | { readonly kind: "map"; readonly keys: KeyKind; readonly of: Argument; readonly most: number }
    | { readonly kind: "block"; readonly arguments: Arguments; readonly open?: boolean | undefined }
  );

/** A text of one form, with a problem of its own where it has another. */
export interface TextForm {
  readonly code: string;
  readonly pattern: RegExp;
  /** e.g. `text of 12 digits` */
  readonly expected: string;
}

export interface Arguments {
  readonly [name: string]: Argument;
}

interface Presence {
  /** What to give where it is missing; absent: it may be left out. */
  readonly required?: string | undefined;
  /** How to write it, for messages, e.g. `["10.20.0.0/16"]`. */
  readonly example?: string | undefined;
  /** What follows from it and what to do where it is known only after `up`. */
  readonly whyKnown?: string | undefined;
}

/** `own`: letters, digits, `-`, `_`; `range`: also `.`; `name`: a name, read elsewhere. */
export type KeyKind = "own" | "range" | "name";

export const text: Argument = { kind: "text" };
export const flag: Argument = { kind: "flag" };
export const content: Argument = { kind: "content" };
export const contents: Argument = { kind: "contents" };
export const contentMap: Argument = { kind: "contentMap" };
export const contentFlag: Argument = { kind: "contentFlag" };

export function number(from: number, to: number): Argument {
  return { kind: "number", from, to };
}

export function oneOf(...allowed: string[]): Argument {
  return { kind: "text", allowed };
}

export function list(of: Argument, example?: string): Argument {
  return { kind: "list", of, example };
}

export function map(keys: KeyKind, of: Argument, most = 1000): Argument {
  return { kind: "map", keys, of, most };
}

export function block(args: Arguments): Argument {
  return { kind: "block", arguments: args };
}

/** A block that may be a resource with much more in it: only what is named is read. */
export function openBlock(args: Arguments): Argument {
  return { kind: "block", arguments: args, open: true };
}

export function required(argument: Argument, what: string): Argument {
  return { ...argument, required: what };
}
