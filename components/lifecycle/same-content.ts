/** Whether two maps say the same: the order of keys, absent values and empty maps do not count, nor do some keys. */
export function sameContent(left: object, right: object, except: readonly string[] = []): boolean {
  const kept = (map: object) => Object.fromEntries(Object.entries(map).filter(([key]) => !except.includes(key)));
  return sameMap(kept(left), kept(right));
}

interface PlainMap {
  readonly [key: string]: unknown;
}

function sameMap(left: PlainMap, right: PlainMap): boolean {
  for (const key of Object.keys(left)) {
    const [ours, theirs] = [left[key], Object.hasOwn(right, key) ? right[key] : undefined];
    if (ours !== theirs && !samePart(ours, theirs)) return false;
  }
  return Object.keys(right).every((key) => Object.hasOwn(left, key) || isNothing(right[key]));
}

function samePart(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return (
      left.length === right.length && left.every((item, index) => item === right[index] || samePart(item, right[index]))
    );
  }
  if (isMap(left) && isMap(right)) return sameMap(left, right);
  return left === right || (isNothing(left) && isNothing(right));
}

function isNothing(value: unknown): boolean {
  return value === undefined || (isMap(value) && Object.values(value).every(isNothing));
}

function isMap(value: unknown): value is PlainMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
