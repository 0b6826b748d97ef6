/** What is absent as a list of none, so that loops over a plan need no condition. */
export function present<Value>(value: Value | undefined): Value[] {
  return value === undefined ? [] : [value];
}
