const LONGEST_STRING = 255;

/**
 * A text as the value of a TXT record, the way AWS's resources want it: without the outer quotes, `"` and `\` escaped,
 * what is not printable ASCII as `\ooo` of its UTF-8 bytes, and cut every 255 bytes: `first 255""the rest`.
 *
 * @see RFC 1035 section 3.3.14
 */
export function txtValue(text: string): string {
  const bytes = [...new TextEncoder().encode(text)];
  const strings: string[] = [];
  for (let start = 0; start < bytes.length; start += LONGEST_STRING) {
    strings.push(
      bytes
        .slice(start, start + LONGEST_STRING)
        .map(escapedByte)
        .join(""),
    );
  }
  return strings.join('""');
}

function escapedByte(byte: number): string {
  const character = String.fromCharCode(byte);
  if (character === '"' || character === "\\") return `\\${character}`;
  return byte >= 0x20 && byte <= 0x7e ? character : `\\${byte.toString(8).padStart(3, "0")}`;
}
