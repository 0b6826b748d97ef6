/**
 * Names as the resolver compares them: lower-case, without a final dot, `""` for the root; what is not a letter, digit,
 * `-` or `_` may stand for itself.
 */
export type OwnerName = string;

/** From Route 53's form, which writes `*` as `\052`, or from a question. A dot inside a label stays escaped. */
export function ownerName(text: string): OwnerName {
  return text
    .replace(/\\([0-7]{3})/g, (written, octal: string) => {
      const character = String.fromCharCode(Number.parseInt(octal, 8));
      return character === "." || character === "\\" ? written : character;
    })
    .replace(/[.]$/, "")
    .toLowerCase();
}

/** The name without its first label; `undefined` above the root. */
export function parentOf(name: OwnerName): OwnerName | undefined {
  if (name === "") return undefined;
  const dot = name.indexOf(".");
  return dot === -1 ? "" : name.slice(dot + 1);
}

/** Whether a name is the zone's own or below it, on label borders. */
export function isWithin(name: OwnerName, zone: OwnerName): boolean {
  return zone === "" || name === zone || name.endsWith(`.${zone}`);
}
