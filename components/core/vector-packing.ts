/** Sizes of a thing or limits of a bin, each dimension by itself, e.g. records and characters. */
export type Vector = readonly number[];

/** A bin that is being filled. */
interface Bin {
  readonly items: number[];
  readonly load: number[];
}

/** Steps of the exhaustive search, enough for a dozen large things; what are many are small and need no search. */
const SEARCH_STEPS = 20_000;

/**
 * Puts things into the fewest bins, as indexes of things; within a bin they keep their order.
 *
 * Order is kept over the bins too where that costs none. Else things go largest first into the first bin with room, then
 * evenly over fewer and fewer bins, then by exhaustive search with a limit: exact whenever the sums decide, or few things do.
 *
 * @param sizes - none larger than `limits`
 */
export function packVectors(sizes: readonly Vector[], limits: Vector): readonly (readonly number[])[] {
  const fewest = Math.max(0, ...limits.map((limit, dimension) => Math.ceil(sum(sizes, dimension) / limit)));
  const inOrder = sizes.map((_, index) => index);
  const share = sizes.map((size) => Math.max(...size.map((part, dimension) => part / limits[dimension]!)));
  const largestFirst = inOrder.toSorted((left, right) => share[right]! - share[left]!);

  let best = nextFit(inOrder, sizes, limits);
  if (best.length > fewest) {
    const other = firstFit(largestFirst, sizes, limits);
    if (other.length < best.length) best = other;
  }
  for (let count = fewest; count < best.length; count++) {
    const found = evenFit(largestFirst, sizes, limits, count) ?? searchFit(largestFirst, sizes, limits, count);
    if (found) best = found;
  }
  return best.map(({ items }) => items.toSorted((left, right) => left - right));
}

function nextFit(order: readonly number[], sizes: readonly Vector[], limits: Vector): Bin[] {
  const bins: Bin[] = [];
  for (const index of order) {
    const last = bins.at(-1);
    if (last && hasRoom(last, sizes[index]!, limits)) put(last, index, sizes[index]!);
    else bins.push({ items: [index], load: [...sizes[index]!] });
  }
  return bins;
}

function firstFit(order: readonly number[], sizes: readonly Vector[], limits: Vector): Bin[] {
  const bins: Bin[] = [];
  for (const index of order) {
    const bin = bins.find((each) => hasRoom(each, sizes[index]!, limits));
    if (bin) put(bin, index, sizes[index]!);
    else bins.push({ items: [index], load: [...sizes[index]!] });
  }
  return bins;
}

/** Each thing into the bin that is fullest least by it, so that many characters and many records end up side by side. */
function evenFit(order: readonly number[], sizes: readonly Vector[], limits: Vector, count: number): Bin[] | undefined {
  const bins = emptyBins(count, limits);
  for (const index of order) {
    const size = sizes[index]!;
    let target: Bin | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const bin of bins) {
      if (!hasRoom(bin, size, limits)) continue;
      const fullest = Math.max(...limits.map((limit, dimension) => (bin.load[dimension]! + size[dimension]!) / limit));
      if (fullest < least) [target, least] = [bin, fullest];
    }
    if (!target) return undefined;
    put(target, index, size);
  }
  return bins;
}

function searchFit(
  order: readonly number[],
  sizes: readonly Vector[],
  limits: Vector,
  count: number,
): Bin[] | undefined {
  const bins = emptyBins(count, limits);
  let steps = 0;
  const place = (position: number): boolean => {
    if (position === order.length) return true;
    if (order.length > SEARCH_STEPS || ++steps > SEARCH_STEPS) return false;
    const index = order[position]!;
    const tried = new Set<string>();
    for (const bin of bins) {
      // Bins that are equally full are the same choice.
      if (tried.has(bin.load.join()) || !hasRoom(bin, sizes[index]!, limits)) continue;
      tried.add(bin.load.join());
      put(bin, index, sizes[index]!);
      if (place(position + 1)) return true;
      bin.items.pop();
      for (const [dimension, part] of sizes[index]!.entries()) bin.load[dimension]! -= part;
    }
    return false;
  };
  return place(0) ? bins : undefined;
}

function emptyBins(count: number, limits: Vector): Bin[] {
  return Array.from({ length: count }, () => ({ items: [], load: limits.map(() => 0) }));
}

function hasRoom({ load }: Bin, size: Vector, limits: Vector): boolean {
  return limits.every((limit, dimension) => load[dimension]! + size[dimension]! <= limit);
}

function put(bin: Bin, index: number, size: Vector): void {
  bin.items.push(index);
  for (const [dimension, part] of size.entries()) bin.load[dimension]! += part;
}

function sum(sizes: readonly Vector[], dimension: number): number {
  return sizes.reduce((total, size) => total + size[dimension]!, 0);
}
