import assert from "node:assert/strict";
import fc from "fast-check";
import { packVectors, type Vector } from "../../components/core/vector-packing";

const LIMITS = [10, 20];

/** The fewest bins, by trying every way. */
function fewestBins(sizes: readonly Vector[]): number {
  let best = sizes.length;
  const place = (index: number, bins: number[][]) => {
    if (bins.length >= best && index < sizes.length) return;
    if (index === sizes.length) {
      best = Math.min(best, bins.length);
      return;
    }
    const size = sizes[index]!;
    for (const bin of bins) {
      if (!size.every((part, dimension) => bin[dimension]! + part <= LIMITS[dimension]!)) continue;
      for (const [dimension, part] of size.entries()) bin[dimension]! += part;
      place(index + 1, bins);
      for (const [dimension, part] of size.entries()) bin[dimension]! -= part;
    }
    place(index + 1, [...bins, [...size]]);
  };
  place(0, []);
  return best;
}

describe("Packing", () => {
  it("takes as few bins as there could be, and every thing once", () => {
    const size = fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(fc.array(size, { maxLength: 8 }), (sizes) => {
        const bins = packVectors(sizes, LIMITS);
        assert.equal(bins.length, fewestBins(sizes));
        assert.deepEqual(
          bins.flat().toSorted((left, right) => left - right),
          sizes.map((_, index) => index),
        );
        for (const bin of bins) {
          for (const [dimension, limit] of LIMITS.entries()) {
            assert.ok(bin.reduce((sum, index) => sum + sizes[index]![dimension]!, 0) <= limit);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it("searches where neither filling up nor filling evenly finds the fewest", () => {
    const sizes = [36, 42, 42, 47, 46, 45, 52, 77].map((part) => [1, part]);
    assert.equal(packVectors(sizes, [10, 200]).length, 2);
  });

  it("keeps the order where that costs no bin", () => {
    const sizes = Array.from({ length: 25 }, () => [1, 1]);
    const order = sizes.map((_, index) => index);
    assert.deepEqual(packVectors(sizes, LIMITS), [order.slice(0, 10), order.slice(10, 20), order.slice(20)]);
  });
});
