import assert from "node:assert/strict";
import { architectureOf } from "../../components/core/instance-architecture";

const types: readonly (readonly [string, string | undefined])[] = [
  ["t4g.small", "arm64"],
  ["m7g.medium", "arm64"],
  ["c6gn.large", "arm64"],
  ["c8gd.metal-24xl", "arm64"],
  ["x2gd.medium", "arm64"],
  ["is4gen.medium", "arm64"],
  ["im4gn.large", "arm64"],
  ["g5g.xlarge", "arm64"],
  ["hpc7g.4xlarge", "arm64"],
  ["a1.medium", "arm64"],
  ["t3.small", "x86_64"],
  ["t3a.small", "x86_64"],
  ["c7i-flex.large", "x86_64"],
  ["g4dn.xlarge", "x86_64"],
  ["g6e.xlarge", "x86_64"],
  ["m7i.large", "x86_64"],
  ["u7i-12tb.224xlarge", "x86_64"],
  ["u-6tb1.metal", "x86_64"],
  ["t4g", undefined],
  ["", undefined],
  ["small", undefined],
  ["T4G.small", undefined],
];

describe("the architecture of an instance type", () => {
  for (const [type, expected] of types) {
    it(`${JSON.stringify(type)} has ${expected ?? "none"}`, () => assert.equal(architectureOf(type), expected));
  }
});
