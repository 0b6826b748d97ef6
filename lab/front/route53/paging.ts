import { AwsError } from "../aws-error";

/** The number of items a caller wants on a page; more than the most is served as the most, as Route 53 does. */
export function pageSize(text: string | null, most: number, usual = most): number {
  if (text === null || text === "") return usual;
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1) {
    throw new AwsError("InvalidInput", `Value '${text.slice(0, 40)}' at 'maxItems' must be a whole number above 0`);
  }
  return Math.min(Number(text), most);
}

/** Items from a place on, and the first one that did not fit. */
export function page<Item>(
  items: readonly Item[],
  from: number,
  size: number,
): { shown: Item[]; next: Item | undefined } {
  return { shown: items.slice(from, from + size), next: items[from + size] };
}
