import assert from "node:assert/strict";
import * as core from "../../components/core";

/** What programs without types give. */
const ODD: readonly unknown[] = [
  ...[undefined, null, 5, Number.NaN, true, "", "text", 10n, Symbol("odd"), () => 1, new Date(0)],
  ...[[], [null], [5], [[]], {}, { a: null }, { name: null, addresses: 5 }, [{ name: 5, addresses: ["x"] }]],
  ...[{ exclude: 5 }, { exclude: [5], prefer: [null], adopt: [{}], ttlSeconds: "x", maximumNames: null }],
  { clientCidrBlocks: [5], forwardZones: {} },
  { clientCidrBlocks: [], forwardZones: { "x.example": null } },
  { clientCidrBlocks: [], forwardZones: { "x.example": { resolvers: [5] } } },
  { vpcs: 5, sites: [], privateZones: "x" },
];

/** How a call ends: what it gives, or the `code` of an Error of ours. */
function ending(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    assert.ok(error instanceof Error && "code" in error, `not an error of ours: ${String(error)}`);
    assert.doesNotMatch(error.message, /undefined \(|is not a function|Cannot read/);
    return { code: error.code };
  }
}

describe("Odd input, as of a program without types,", () => {
  const functions: { readonly [name: string]: (...args: never[]) => unknown } = {
    reverseZoneNames: core.reverseZoneNames,
    reverseName: core.reverseName,
    planPtrRecords: core.planPtrRecords,
    renderUnboundConf: core.renderUnboundConf,
    renderNamedConf: core.renderNamedConf,
    renderUserData: core.renderUserData,
    renderSiteConfiguration: core.renderSiteConfiguration,
    resolveConfig: core.resolveConfig,
    planForwarders: core.planForwarders,
    planPrivateZone: core.planPrivateZone,
    planReverseZones: core.planReverseZones,
    planZoneRecords: core.planZoneRecords,
    planVpcAssociation: core.planVpcAssociation,
    planDhcpOptions: core.planDhcpOptions,
    zoneIdOf: core.zoneIdOf,
  };

  for (const [name, call] of Object.entries(functions)) {
    it(`never ends ${name} with anything but an error or a problem of ours`, () => {
      for (const first of ODD) {
        for (const second of ODD) {
          ending(() => call(...([first, second] as never[])));
          if (name !== "planPtrRecords") continue;
          ending(() => call(...([[], [], second] as never[])));
          ending(() => call(...([[first], [second]] as never[])));
        }
      }
    });
  }

  it("is named by its kind, with what is expected", () => {
    const odd = undefined as never;
    assert.throws(
      () => core.reverseZoneNames(odd),
      /^Error: nothing \(undefined\) is no network; expected e\.g\..*BAD_NETWORK/,
    );
    assert.throws(() => core.reverseName(5 as never), /^Error: the number 5 is no IP address; .*\(BAD_ADDRESS\)/);
    assert.throws(() => core.renderUnboundConf(odd), /got nothing \(undefined\), expected a map \(WRONG_TYPE\)/);
    const { problems } = core.planPtrRecords([null as never], odd, { exclude: "x" as never });
    assert.deepEqual(problems.map(({ path, code }) => `${path} ${code}`).toSorted(), [
      "addressRecords[0] WRONG_TYPE",
      "exclude WRONG_TYPE",
      "zoneNames WRONG_TYPE",
    ]);
    assert.deepEqual(
      core.resolveConfig("acme", odd).problems.map(({ code }) => code),
      ["WRONG_TYPE"],
    );
  });
});
