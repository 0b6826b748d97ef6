/** The path of an argument, the way a user would write it: `a.b`, or `a["b.c"]` where the key is no identifier. */
export function argument(path: string, key: string): string {
  if (!/^[A-Za-z_$][A-Za-z0-9_$]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

/** The path of an entry of a list. */
export function item(path: string, index: number): string {
  return `${path}[${index}]`;
}

/** Keys in the one order that everything is planned in, whatever the order of the description. */
export function compareText(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

/** Entries that are there, by key; `undefined` counts as absent. */
export function entriesInOrder<T>(map: { readonly [key: string]: T } | undefined): [string, Exclude<T, undefined>][] {
  return Object.entries(map ?? {})
    .filter((entry): entry is [string, Exclude<T, undefined>] => entry[1] !== undefined)
    .sort(([left], [right]) => compareText(left, right));
}
