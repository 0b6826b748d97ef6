import assert from "node:assert/strict";
import type { HybridDnsConfig, VpcConfig } from "../../components/core/hybrid-dns-config";
import type { VpcAssociationConfig } from "../../components/core/part-config";
import { planPrivateZone } from "../../components/core/parts/private-zone-plan";
import { planReverseZones } from "../../components/core/parts/reverse-zones-plan";
import { planVpcAssociation } from "../../components/core/parts/vpc-association-plan";
import { planTopology } from "../../components/core/plan-topology";
import { resolveConfig } from "../../components/core/resolve-config";
import { plainReader, type ValueReader, type Values } from "../../components/core/values";
import { codeAt, described } from "./descriptions";

/** A front end's provider, as far as core looks at it. */
interface RegionProvider {
  readonly region?: string;
}

interface ProvidedValues extends Values {
  text: string;
  texts: string[];
  textMap: { [key: string]: string };
  flag: boolean;
  provider?: RegionProvider | undefined;
}

const reader = {
  ...plainReader,
  regionOf: (provider) => provider?.region,
  ownArguments: ["vpcs.*.provider"],
} as ValueReader<ProvidedValues>;

const virginia: RegionProvider = { region: "us-east-1" };
const production: VpcConfig<ProvidedValues> = {
  vpcId: "vpc-0333",
  cidrBlocks: ["10.22.0.0/16"],
  accountId: "222222222222",
  provider: virginia,
};
const development: VpcConfig<ProvidedValues> = {
  vpcId: "vpc-0444",
  cidrBlocks: ["10.23.0.0/16"],
  accountId: "333333333333",
};

const resolve = (changes: { readonly [path: string]: unknown }) =>
  resolveConfig<ProvidedValues>("acme", described(changes) as HybridDnsConfig<ProvidedValues>, reader);

const topologyOf = (changes: { readonly [path: string]: unknown }) => {
  const { resolved, problems } = resolve(changes);
  assert.deepEqual(problems, []);
  return planTopology(resolved!);
};

/** What is changed in a good description, the problem or notice that follows, and what it says. */
type Row = readonly [changes: { readonly [path: string]: unknown }, finding: string, message: RegExp];

const ACCOUNT = "vpcs.spoke.accountId";
const FINDINGS: readonly Row[] = [
  [
    { "vpcs/spoke/accountId": 222222222222 },
    `${ACCOUNT} BAD_ACCOUNT_ID`,
    /got 222222222222 as a number, expected text of 12 digits, e\.g\. "222222222222"/,
  ],
  [{ "vpcs/spoke/accountId": "22222222222" }, `${ACCOUNT} BAD_ACCOUNT_ID`, /got "22222222222", expected/],
  [{ "vpcs/spoke/accountId": "2222 2222 2222" }, `${ACCOUNT} BAD_ACCOUNT_ID`, /expected text of 12 digits/],
  [{ "vpcs/spoke/accountId": ["222222222222"] }, `${ACCOUNT} BAD_ACCOUNT_ID`, /got a list/],
  [
    { "vpcs/spoke/accountId": Promise.resolve("222222222222") },
    `${ACCOUNT} NOT_KNOWN_YET`,
    /known only after `up`, but whether the VPC is authorised for the zones follows from it/,
  ],
  [
    { "vpcs/spoke/accountId": "222222222222", primaryVpc: "spoke" },
    "primaryVpc PRIMARY_VPC_ELSEWHERE",
    /^spoke belongs to 222222222222; a zone is made with a VPC of its own account/,
  ],
  [
    { "vpcs/hub/accountId": "222222222222", "vpcs/hub/provider": virginia },
    "primaryVpc PRIMARY_VPC_ELSEWHERE",
    /^hub belongs to 222222222222/,
  ],
  [
    {
      "vpcs/production": { ...production, forwarders: { a: { subnetId: "subnet-a" }, b: { subnetId: "subnet-b" } } },
      "privateZones/cloud.acmecorp.com/vpcs": ["production"],
      "vpcs/hub/forwarders": undefined,
      reverseZones: Object.fromEntries(
        [20, 21, 22].map((octet) => [`${octet}.10.in-addr.arpa`, { existing: { zoneId: "Z1", associatedVpcs: [] } }]),
      ),
      primaryVpc: "hub",
    },
    'privateZones["cloud.acmecorp.com"].vpcs PRIMARY_VPC_ELSEWHERE',
    /^production belongs to 222222222222/,
  ],
  [
    { "vpcs/development": { ...development, forwarders: { a: { subnetId: "subnet-a" } } }, primaryVpc: "hub" },
    "vpcs.development.forwarders FORWARDERS_ELSEWHERE",
    /^development belongs to 333333333333, where they cannot be made from here; give the VPC its `provider`/,
  ],
  [{ "vpcs/spoke/provider": "virginia" }, "vpcs.spoke.provider WRONG_TYPE", /is no provider; give the one that makes/],
  [
    { "vpcs/development": development },
    "vpcs.development VPC_LEFT_TO_ITS_STACK",
    /^authorised only; a `VpcAssociation` in 333333333333 joins it$/,
  ],
];

describe("VPCs of several accounts", () => {
  for (const [changes, expected, message] of FINDINGS) {
    it(`${Object.keys(changes).join(", ")}: ${expected}`, () => {
      const { problems, notices } = resolve(changes);
      const found = [...problems, ...notices].find((each) => codeAt(each) === expected);
      assert.ok(found, [...problems, ...notices].map(codeAt).join("\n"));
      assert.match(found.message, message);
      // Notices stop nothing: a problem comes alone, a notice without any.
      const isNotice = expected.endsWith("VPC_LEFT_TO_ITS_STACK");
      const others = problems.filter((each) => each !== found && each.code !== "FORWARDERS_UNSTATED");
      assert.deepEqual(others.map(codeAt), []);
      assert.equal(problems.includes(found), !isNotice);
    });
  }

  it("is nothing that a description without front end can have: a provider", () => {
    const { problems } = resolveConfig("acme", described({ "vpcs/spoke/provider": {} }));
    assert.deepEqual(problems.map(codeAt), ["vpcs.spoke.provider UNKNOWN_ARGUMENT"]);
  });

  it("is no primary VPC elsewhere where no zone is made with it", () => {
    const existing = { existing: { zoneId: "Z1", associatedVpcs: ["spoke"] } };
    const { problems } = resolve({
      "vpcs/hub/accountId": "222222222222",
      "vpcs/hub/provider": virginia,
      "privateZones/cloud.acmecorp.com/existing": existing.existing,
      reverseZones: { "20.10.in-addr.arpa": existing, "21.10.in-addr.arpa": existing },
    });
    assert.deepEqual(problems.map(codeAt), []);
  });

  it("has no primary VPC elsewhere that is said, though no zone is made with it yet", () => {
    const existing = { existing: { zoneId: "Z1", associatedVpcs: [] } };
    const { problems } = resolve({
      "vpcs/spoke/accountId": "222222222222",
      "vpcs/spoke/provider": virginia,
      primaryVpc: "spoke",
      "privateZones/cloud.acmecorp.com/existing": existing.existing,
      reverseZones: { "20.10.in-addr.arpa": existing, "21.10.in-addr.arpa": existing },
    });
    assert.deepEqual(problems.map(codeAt), ["primaryVpc PRIMARY_VPC_ELSEWHERE"]);
  });

  it("are made in their accounts and regions, or left to their stacks", () => {
    const topology = topologyOf({ "vpcs/production": production, "vpcs/development": development });
    assert.deepEqual(
      topology.dhcpOptions.map(({ key, provider }) => [key, provider]),
      [
        ["hub", undefined],
        ["production", virginia],
        ["spoke", undefined],
      ],
    );
    assert.deepEqual(topology.associations, [
      {
        key: "development",
        zones: [
          "20.10.in-addr.arpa",
          "21.10.in-addr.arpa",
          "22.10.in-addr.arpa",
          "23.10.in-addr.arpa",
          "cloud.acmecorp.com",
        ],
        forwardersOf: ["hub"],
        config: { vpcId: "vpc-0444", dhcpOptions: undefined, tags: undefined },
      },
    ]);
    const { vpcs } = topology.privateZones[0]!.config;
    assert.deepEqual(vpcs["production"], { vpcId: "vpc-0333", accountId: "222222222222", provider: virginia });
    assert.deepEqual(vpcs["development"], { vpcId: "vpc-0444", accountId: "333333333333" });
  });

  it("have forwarders that are made with the VPC's provider", () => {
    const topology = topologyOf({
      "vpcs/spoke/provider": virginia,
      "vpcs/spoke/forwarders": { a: { subnetId: "subnet-a" }, b: { subnetId: "subnet-b" } },
      primaryVpc: "hub",
    });
    assert.deepEqual(
      topology.forwarders.map(({ key, provider }) => [key, provider]),
      [
        ["hub", undefined],
        ["spoke", virginia],
      ],
    );
    assert.deepEqual(topology.associations, []);
  });

  it("are told their forwarders only where they get an option set, with what DHCP tells besides", () => {
    const settings = { domainName: "cloud.acmecorp.com", ntpServers: ["169.254.169.123"] };
    const told = topologyOf({
      "vpcs/development": { ...development, dhcpOptions: settings },
      tags: { team: "network" },
      "privateZones/cloud.acmecorp.com/vpcs": ["hub", "spoke"],
    }).associations[0]!;
    assert.deepEqual(told.config, { vpcId: "vpc-0444", dhcpOptions: settings, tags: { team: "network" } });
    assert.ok(!told.zones.includes("cloud.acmecorp.com"));
    const untold = topologyOf({ "vpcs/development": { ...development, dhcpOptions: { enabled: false } } });
    assert.deepEqual(untold.associations[0]!.forwardersOf, []);
    assert.equal(untold.associations[0]!.config.dhcpOptions, undefined);
  });

  it("are not joined again to a zone that is there with them", () => {
    const topology = topologyOf({
      "vpcs/development": development,
      "privateZones/cloud.acmecorp.com/existing": { zoneId: "ZCLOUD", associatedVpcs: ["development"] },
    });
    assert.ok(!topology.associations[0]!.zones.includes("cloud.acmecorp.com"));
    assert.equal(topology.associations[0]!.zones.length, 3);
  });
});

describe("A zone with VPCs of several accounts", () => {
  const config = {
    zoneName: "cloud.acmecorp.com",
    vpcs: {
      hub: { vpcId: "vpc-0111" },
      america: { vpcId: "vpc-0222", provider: virginia },
      production: { vpcId: "vpc-0333", accountId: "222222222222", provider: virginia },
      ireland: { vpcId: "vpc-0555", accountId: "222222222222", provider: virginia, region: "eu-west-1" },
      development: { vpcId: "vpc-0444", accountId: "333333333333" },
    },
    primaryVpc: "hub",
  };

  it("authorises those of other accounts, and joins those whose half can be made here", () => {
    const { plan, problems, notices } = planPrivateZone<ProvidedValues>("lab", config, reader);
    assert.deepEqual(problems, []);
    assert.deepEqual(notices.map(codeAt), ["vpcs.development VPC_LEFT_TO_ITS_STACK"]);
    assert.deepEqual(plan!.authorizations, [
      { logicalName: "lab-development", vpcId: "vpc-0444", region: undefined },
      { logicalName: "lab-ireland", vpcId: "vpc-0555", region: "eu-west-1" },
      { logicalName: "lab-production", vpcId: "vpc-0333", region: "us-east-1" },
    ]);
    assert.deepEqual(plan!.associations, [
      { logicalName: "lab-america", vpcId: "vpc-0222", region: "us-east-1", provider: virginia },
      { logicalName: "lab-ireland", vpcId: "vpc-0555", region: "eu-west-1", provider: virginia },
      { logicalName: "lab-production", vpcId: "vpc-0333", region: "us-east-1", provider: virginia },
    ]);
  });

  it("is made in the region of its VPC's provider", () => {
    const { plan } = planPrivateZone<ProvidedValues>("lab", { ...config, primaryVpc: "america" }, reader);
    assert.deepEqual(plan!.primaryVpc, { vpcId: "vpc-0222", region: "us-east-1" });
  });

  it("is not made with a VPC of another account", () => {
    const { problems } = planPrivateZone<ProvidedValues>("lab", { ...config, primaryVpc: "production" }, reader);
    assert.deepEqual(problems.map(codeAt), ["primaryVpc PRIMARY_VPC_ELSEWHERE"]);
    const existing = { zoneId: "ZCLOUD", associatedVpcs: ["production"] };
    const adopted = planPrivateZone<ProvidedValues>("lab", { ...config, primaryVpc: "production", existing }, reader);
    assert.deepEqual(adopted.problems, []);
    assert.deepEqual(
      adopted.plan!.authorizations.map(({ logicalName }) => logicalName),
      ["lab-development", "lab-ireland"],
    );
  });

  it("is the same for reverse zones", () => {
    const { zoneName: _, ...places } = config;
    const ranges = { ...places, cidrBlocks: ["10.20.0.0/16"] };
    const { plan } = planReverseZones<ProvidedValues>("lab", ranges, reader);
    const [zone] = plan!.zones;
    assert.deepEqual(
      zone!.authorizations.map(({ logicalName, region }) => [logicalName, region]),
      [
        ["lab-20.10.in-addr.arpa-development", undefined],
        ["lab-20.10.in-addr.arpa-ireland", "eu-west-1"],
        ["lab-20.10.in-addr.arpa-production", "us-east-1"],
      ],
    );
    const elsewhere = planReverseZones<ProvidedValues>("lab", { ...ranges, primaryVpc: "production" }, reader);
    assert.deepEqual(elsewhere.problems.map(codeAt), ["primaryVpc PRIMARY_VPC_ELSEWHERE"]);
  });
});

describe("What joins a VPC to another account's zones", () => {
  const config: VpcAssociationConfig = {
    vpcId: "vpc-0444",
    zoneIds: { "cloud.acmecorp.com": "ZCLOUD", "20.10.in-addr.arpa": "ZREVERSE" },
    domainNameServers: ["10.20.1.53", "10.20.2.53"],
    dhcpOptions: { domainName: "cloud.acmecorp.com" },
    tags: { team: "network" },
  };

  it("associates the zones in the order of their names, and tells the forwarders", () => {
    const { plan, problems, notices } = planVpcAssociation("acme", config);
    assert.deepEqual([problems, notices], [[], []]);
    assert.deepEqual(plan, {
      logicalName: "acme",
      vpcId: "vpc-0444",
      zones: [
        { logicalName: "acme-20.10.in-addr.arpa", zoneId: "ZREVERSE" },
        { logicalName: "acme-cloud.acmecorp.com", zoneId: "ZCLOUD" },
      ],
      dhcpOptions: {
        vpcId: "vpc-0444",
        domainNameServers: ["10.20.1.53", "10.20.2.53"],
        domainName: "cloud.acmecorp.com",
        ntpServers: undefined,
        restoreDhcpOptionsId: undefined,
        tags: { team: "network" },
      },
    });
  });

  it("leaves the option set alone where no forwarders are given, or it is not moved yet", () => {
    const { domainNameServers: _, dhcpOptions: __, ...zonesOnly } = config;
    assert.equal(planVpcAssociation("acme", zonesOnly).plan!.dhcpOptions, undefined);
    const notYet = planVpcAssociation("acme", { ...config, dhcpOptions: { enabled: false } });
    assert.equal(notYet.plan!.dhcpOptions, undefined);
    const { zoneIds: ___, ...serversOnly } = config;
    assert.deepEqual(planVpcAssociation("acme", serversOnly).plan!.zones, []);
  });

  it("is refused where there is nothing, as the other stack's outputs before its `up`", () => {
    const { plan, problems } = planVpcAssociation("acme", undefined);
    assert.equal(plan, undefined);
    assert.deepEqual(problems.map(codeAt), ["args ARGUMENT_MISSING"]);
    assert.match(problems[0]!.message, /the other stack's `associations` has no such VPC.*run `up` there first/);
  });

  const later = Promise.resolve({ "cloud.acmecorp.com": "ZCLOUD" });
  const WRONG: readonly (readonly [object, string, RegExp])[] = [
    [{ vpcId: undefined }, "vpcId ARGUMENT_MISSING", /is missing; give the id of the VPC/],
    [{ zoneIds: later }, "zoneIds NOT_KNOWN_YET", /read it by `StackReference\.getOutputDetails`/],
    [
      { zoneIds: { "a.acmecorp.com": "Z1", "A.acmecorp.com.": "Z1" } },
      'zoneIds["A.acmecorp.com."] DUPLICATE_NAME',
      /is the same zone as/,
    ],
    [{ zoneIds: { "-x.acmecorp.com": "Z1" } }, 'zoneIds["-x.acmecorp.com"] BAD_DOMAIN_NAME', /"-x"/],
    [{ zoneIds: {}, domainNameServers: undefined, dhcpOptions: undefined }, "zoneIds ARGUMENT_MISSING", /no zone is/],
    [{ domainNameServers: undefined }, "domainNameServers ARGUMENT_MISSING", /`dhcpOptions` does nothing/],
    [{ domainNameServers: [] }, "domainNameServers VALUE_OUT_OF_RANGE", /the list is empty/],
    [{ domainNameServers: ["10.20.1.300"] }, "domainNameServers[0] BAD_ADDRESS", /10\.20\.1\.300/],
    [{ dhcpOptions: { ntpServers: [] } }, "dhcpOptions.ntpServers VALUE_OUT_OF_RANGE", /expected 1 to 4/],
    [{ resolverRuleIds: {} }, "resolverRuleIds UNKNOWN_ARGUMENT", /no such argument/],
  ];
  for (const [changes, expected, message] of WRONG) {
    it(`is refused with ${expected}`, () => {
      const { plan, problems } = planVpcAssociation("acme", { ...config, ...changes });
      assert.equal(plan, undefined);
      assert.deepEqual(problems.map(codeAt), [expected]);
      assert.match(problems[0]!.message, message);
    });
  }
});
