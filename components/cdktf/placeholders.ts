/** Addresses that stand for what is unknown, until the text around them is rendered. */
export interface Placeholders {
  /** The address that stands for an expression in what is rendered; the same for the same expression. */
  standFor(expression: string, suffix?: string): string;
  /** The rendered text with the expressions where they belong. */
  fill(text: string): string;
}

/**
 * Placeholders from a range that no network uses, and that a server may have all the same.
 *
 * Each has three digits in its last numbers, so none is the beginning of another.
 *
 * @param known - addresses and ranges in the same text, which none of them may be
 * @see RFC 2544 appendix C.2.2: 198.18.0.0/15 is for benchmarks
 */
export function placeholdersFor(known: readonly string[]): Placeholders {
  const taken = new Set(known.map((text) => text.split("/")[0]));
  const expressions = new Map<string, { readonly text: string; readonly suffix: string }>();
  let next = 0;
  const free = (): string => {
    const number = next++;
    const address = `198.19.${100 + Math.floor(number / 150)}.${100 + (number % 150)}`;
    return taken.has(address) ? free() : address;
  };
  return {
    standFor(expression, suffix = "") {
      const there = [...expressions].find(([, each]) => each.text === expression && each.suffix === suffix);
      const address = there?.[0] ?? free();
      expressions.set(address, { text: expression, suffix });
      return address;
    },
    fill(text) {
      return [...expressions].reduce(
        (filled, [address, each]) => filled.replaceAll(`${address}${each.suffix}`, () => each.text),
        text,
      );
    },
  };
}
