const LONGEST_SHOWN = 80;

/**
 * A text as messages show it: quoted, on one line, with what does not print escaped, and cut when it is long. What a program
 * without types gives in a text's place is named by its kind.
 */
export function shownText(text: string): string {
  if (typeof text !== "string") return shownKind(text);
  const cut = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
  return JSON.stringify(cut).replace(
    /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** e.g. `the number 5`, `nothing (null)`, `a list`; of the value itself no more than a number or a flag. */
export function shownKind(value: unknown): string {
  if (typeof value === "number") return `the number ${value}`;
  if (Array.isArray(value)) return "a list";
  if (value === null || value === undefined) return `nothing (${value})`;
  if (typeof value === "boolean") return `${value}`;
  return typeof value === "object" ? "a map" : `a value of type ${typeof value}`;
}
