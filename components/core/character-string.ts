/**
 * Texts of TXT records: pieces of at most 255 octets, quoted, with `\"`, `\\` and `\ooo` for what does not print.
 *
 * Route 53 writes escapes in octal, `\052` being `*`; zone files of DNS servers write them in decimal.
 */

const LONGEST_PIECE = 255;
const BACKSLASH = 0x5c;
const QUOTE = 0x22;

/** The value of a TXT record that says a text of any length, e.g. `"v=spf1 -all"`. */
export function txtValue(text: string): string {
  return quotedPieces(text).join(" ");
}

/** The pieces of a text, each quoted and escaped; one that is empty for an empty text. */
export function quotedPieces(text: string): readonly string[] {
  const octets = new TextEncoder().encode(text);
  const pieces: string[] = [];
  for (let start = 0; start === 0 || start < octets.length; start += LONGEST_PIECE) {
    pieces.push(quoted(octets.subarray(start, start + LONGEST_PIECE)));
  }
  return pieces;
}

/** A TXT value with every octet written in one way only; what is no such value stays as it is. */
export function normalTxtValue(value: string): string {
  const pieces = piecesOf(value);
  return pieces ? pieces.map(quoted).join(" ") : value;
}

function quoted(octets: ArrayLike<number>): string {
  const characters = Array.from(octets, (octet) => {
    if (octet === QUOTE || octet === BACKSLASH) return `\\${String.fromCharCode(octet)}`;
    return octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : `\\${octet.toString(8).padStart(3, "0")}`;
  });
  return `"${characters.join("")}"`;
}

/** The octets of each piece, quoted or not; undefined when a quote is left open. */
function piecesOf(value: string): number[][] | undefined {
  const pieces: number[][] = [];
  const token = /\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))\s*/sy;
  while (token.lastIndex < value.length) {
    const match = token.exec(value);
    if (!match) return undefined;
    pieces.push(octetsOf(match[1] ?? match[2]!));
  }
  return pieces;
}

function octetsOf(text: string): number[] {
  const parts = text.match(/\\[0-3][0-7]{2}|\\.|[^\\]+|\\/gs) ?? [];
  return parts.flatMap((part) => {
    if (/^\\[0-3][0-7]{2}$/.test(part)) return [Number.parseInt(part.slice(1), 8)];
    return [...new TextEncoder().encode(part.length > 1 && part.startsWith("\\") ? part.slice(1) : part)];
  });
}
