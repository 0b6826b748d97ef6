import assert from "node:assert/strict";
import * as fc from "fast-check";
import { type HybridDnsConfig, planTopology, resolveConfig, reverseZoneNames } from "../../components/core";
import { randomDescription } from "../core/random-descriptions";
import { known, runProgram } from "../helpers/pulumi-program";
import { cdks } from "./cdks";
import { type Compared, compare, differences, nothingCompared } from "./compare";
import { describedQuestions } from "./described-questions";
import { mockedCall, mockedId, mockedOutputs, neutralOfPulumi, StackReader } from "./neutral";

const RANDOM_RUNS = 25;

describe("the front ends", function () {
  this.timeout(300_000);
  const compared = nothingCompared();
  after(() => {
    const { configurations, resources, arguments: all } = compared;
    console.log(`      compared: ${configurations} configurations, ${resources} resources, ${all} arguments`);
  });

  for (const [question, config] of Object.entries(describedQuestions)) {
    it(`declare the same for ${question}`, async () => {
      await holdAgainstEachOther(config, compared);
    });
  }

  it(`declare the same for ${RANDOM_RUNS} random descriptions`, async () => {
    const before = compared.configurations;
    await fc.assert(
      fc.asyncProperty(randomDescription.filter(isSmall), (config) => holdAgainstEachOther(config, compared)),
      { numRuns: RANDOM_RUNS },
    );
    assert.ok(compared.configurations - before >= RANDOM_RUNS * cdks.length);
  });

  it("differ in all that they may differ in, so that the list grows no moss", () => {
    assert.deepEqual([...compared.met].sort(), [...differences].sort());
  });

  it("are told apart when one of them differs", async () => {
    const { declared } = await underMocks(describedQuestions["hub and spoke"]!);
    const pulumi = neutralOfPulumi(declared);
    const other = new StackReader(
      cdks[0]!.synthesise((stack) => {
        const config = structuredClone(describedQuestions["hub and spoke"]!);
        config.privateZones!["cloud.acmecorp.com"]!.ttlSeconds = 299;
        cdks[0]!.hybridDns(stack, "acme", config);
      }),
    ).neutral();
    assert.throws(() => compare(pulumi, other, nothingCompared()), /ttl/);
  });
});

/** A range that ends between two octets may take 128 zones: more than fits into user data, and no other case. */
function isSmall(config: HybridDnsConfig): boolean {
  const { resolved } = resolveConfig("acme", config);
  const { forwarders, reverseZones } = planTopology(resolved!);
  const forwarded = forwarders.flatMap((part) => Object.keys(part.config.forwardZones ?? {}));
  const kept = reverseZones?.config.cidrBlocks.flatMap((range) => reverseZoneNames(range)) ?? [];
  return forwarded.length + kept.length <= 40;
}

async function holdAgainstEachOther(config: HybridDnsConfig, compared: Compared): Promise<void> {
  const { declared, result } = await underMocks(config);
  const pulumi = neutralOfPulumi(declared);
  for (const cdk of cdks) {
    const reader = new StackReader(cdk.synthesise((stack) => cdk.hybridDns(stack, "acme", config)));
    compare(pulumi, reader.neutral(), compared);
    for (const [name, expected] of Object.entries(result)) {
      // An output of nothing is none.
      const given = reader.resolved(reader.stack.output?.[name]?.value ?? {});
      assert.deepEqual(given, expected, name);
    }
  }
}

function underMocks(config: HybridDnsConfig) {
  return runProgram(
    async ({ HybridDns }) => {
      const { forwarderAddresses, siteConfiguration, zoneIds, associations } = new HybridDns("acme", config, {});
      return {
        forwarderAddresses: await allKnown(forwarderAddresses),
        siteConfiguration: await allKnown(siteConfiguration),
        zoneIds: await allKnown(zoneIds),
        associations: await allKnown(associations),
      };
    },
    {
      id: mockedId,
      outputs: mockedOutputs,
      config: { "aws:region": "eu-west-1" },
      call: mockedCall,
    },
  );
}

async function allKnown(outputs: { [key: string]: Parameters<typeof known>[0] }): Promise<{ [key: string]: unknown }> {
  return Object.fromEntries(
    await Promise.all(Object.entries(outputs).map(async ([key, output]) => [key, await known(output)])),
  );
}
