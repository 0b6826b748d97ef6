import { quotedPieces } from "./character-string";

/**
 * A text as the value of a TXT record, the way AWS's resources want it: the resource adds the outer quotes, so that
 * texts over 255 bytes read `first 255""the rest`.
 *
 * @see RFC 1035 section 3.3.14
 */
export function unquotedTxtValue(text: string): string {
  return quotedPieces(text).join("").slice(1, -1);
}
