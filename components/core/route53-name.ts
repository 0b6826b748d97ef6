import type { DomainName } from "./domain-name";

/**
 * A name the way Route 53 gives it back: characters other than `a-z 0-9 - _ .` as `\ooo`, so that `*` is `\052` and
 * RFC 2317's `/` is `\057`.
 */
export function route53Name(name: DomainName): string {
  return name.replace(/[^a-z0-9_.-]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`);
}

/**
 * The name as text, in lower case and absolute, without Route 53's escapes; also names that we would not make.
 *
 * `\056` stays: a dot inside a label would make it another name.
 */
export function nameOfRoute53(text: string): DomainName {
  const decoded = text.replace(/\\(?!056)([0-3][0-7]{2})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
  // Bytes beyond ASCII are no letters here: others in their place would be another name.
  const lowerCase = decoded.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  return `${lowerCase.replace(/\.$/, "")}.` as DomainName;
}
