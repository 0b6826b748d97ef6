/**
 * Domain names as Route 53 keeps and shows them: lower-case, absolute, every octet outside a-z 0-9 - _ as `\ooo`.
 *
 * One canonical text is both the key and what is shown, so comparing names is comparing texts.
 */

/** Why a text is not a domain name, in the words that Route 53 uses. */
export class NameError extends Error {}

const longestText = 4 * 255;

/** Canonical text of a name; a missing final dot means the same as one that is there. @throws {NameError} */
export function canonicalName(text: string): string {
  if (text.length > longestText) throw new NameError("DomainNameTooLong (Domain name is too long)");
  if (text === ".") return ".";
  const labels = labelsOf(text);
  let octets = 1;
  for (const label of labels) {
    if (label.length === 0) throw new NameError("DomainLabelEmpty (Domain label is empty)");
    if (label.length > 63) throw new NameError("DomainLabelTooLong (Domain label is too long)");
    octets += label.length + 1;
  }
  if (octets > 255) throw new NameError("DomainNameTooLong (Domain name is too long)");
  return `${labels.map(canonicalLabel).join(".")}.`;
}

function labelsOf(text: string): number[][] {
  const labels: number[][] = [[]];
  const absolute = text.endsWith(".") ? text.slice(0, -1) : text;
  for (let at = 0; at < absolute.length; at++) {
    const character = absolute.charCodeAt(at);
    if (character === 0x2e) {
      labels.push([]);
    } else if (character === 0x5c) {
      const octal = /^[0-3][0-7]{2}/.exec(absolute.slice(at + 1, at + 4))?.[0];
      if (octal === undefined) {
        throw new NameError("InvalidEscape (A backslash must be followed by three octal digits)");
      }
      labels.at(-1)?.push(Number.parseInt(octal, 8));
      at += 3;
    } else if (character <= 0x20 || character > 0x7e) {
      throw new NameError("UnsupportedCharacter (Value contains unsupported characters)");
    } else {
      labels.at(-1)?.push(character);
    }
  }
  return labels;
}

function canonicalLabel(octets: readonly number[]): string {
  return octets
    .map((octet) => {
      const lower = octet >= 0x41 && octet <= 0x5a ? octet + 0x20 : octet;
      const character = String.fromCharCode(lower);
      return /[a-z0-9_-]/.test(character) ? character : `\\${lower.toString(8).padStart(3, "0")}`;
    })
    .join("");
}

/** The name as people write it: `\052` becomes `*`; a dot inside a label and what cannot be printed stay escaped. */
export function readableName(name: string): string {
  return name.replace(/\\([0-3][0-7]{2})/g, (escaped, octal: string) => {
    const character = String.fromCharCode(Number.parseInt(octal, 8));
    return /[!-~]/.test(character) && character !== "." && character !== "\\" ? character : escaped;
  });
}

/** Whether a canonical name is the zone itself or below it, at a label boundary. */
export function isWithin(name: string, zone: string): boolean {
  return name === zone || zone === "." || name.endsWith(`.${zone}`);
}

/** The text by which Route 53 sorts names: labels reversed, each with its dot (`com.acmecorp.www.`). */
export function orderKey(name: string): string {
  return name === "." ? "." : `${name.slice(0, -1).split(".").reverse().join(".")}.`;
}
