import assert from "node:assert/strict";
import type { BackendConfig } from "../../components/core/backend-config";
import { planDhcpOptions } from "../../components/core/parts/dhcp-options-plan";
import { planForwarders } from "../../components/core/parts/forwarders-plan";
import { planPrivateZone } from "../../components/core/parts/private-zone-plan";
import { planReverseZones } from "../../components/core/parts/reverse-zones-plan";
import { planZoneRecords, zoneIdOf } from "../../components/core/parts/zone-records-plan";
import { codeAt } from "./descriptions";

const vpcs = { main: { vpcId: "vpc-0111" }, spoke: { vpcId: "vpc-0222", region: "us-east-1" } };

describe("Forwarders alone", () => {
  const config = {
    vpcId: "vpc-0111",
    forwarders: { b: { subnetId: "subnet-b" }, a: { subnetId: "subnet-a", address: "10.20.1.53" } },
    forwardZones: { "AcmeCorp.com": { resolvers: ["10.1.0.53"] } },
    clientCidrBlocks: { "head.quarters": "10.0.0.0/14" },
  };

  it("are planned with rules for each range and protocol, places in key order, and a root", () => {
    const { plan, problems, notices } = planForwarders("corp", config);
    assert.deepEqual([problems, notices], [[], []]);
    assert.deepEqual(
      plan!.ingressRules.map(({ logicalName, cidrBlock, protocol, port }) => [logicalName, cidrBlock, protocol, port]),
      [
        ["corp-head.quarters-tcp", "10.0.0.0/14", "tcp", 53],
        ["corp-head.quarters-udp", "10.0.0.0/14", "udp", 53],
      ],
    );
    assert.deepEqual(plan!.slots, [
      { key: "a", logicalName: "corp-a", subnetId: "subnet-a", address: "10.20.1.53", assignIpv6Address: false },
      { key: "b", logicalName: "corp-b", subnetId: "subnet-b", address: undefined, assignIpv6Address: false },
    ]);
    assert.equal(plan!.instanceType, "t4g.small");
    assert.equal(plan!.software, "unbound");
    assert.deepEqual(
      plan!.egressRules.map(({ cidrBlock, protocol, port }) => `${cidrBlock} ${protocol} ${port}`),
      ["0.0.0.0/0 tcp 53", "0.0.0.0/0 udp 53", "0.0.0.0/0 tcp 443", "::/0 tcp 53", "::/0 udp 53", "::/0 tcp 443"],
    );
    assert.equal(plan!.bootstrap, undefined);
    assert.equal(plan!.queryLogGroup, undefined);
    assert.deepEqual(
      plan!.peerRules.map(({ logicalName, port }) => [logicalName, port]),
      [
        ["corp-tcp-peers", 53],
        ["corp-udp-peers", 53],
      ],
    );
    assert.deepEqual(plan!.configuration.forwardZones["."], { resolvers: ["169.254.169.253"] });
    assert.deepEqual(plan!.configuration.forwardZones["acmecorp.com."], { resolvers: ["10.1.0.53"] });
    assert.deepEqual(plan!.configuration.forwardZones["amazonaws.com."], { resolvers: ["169.254.169.253"] });
  });

  it("may send the root, and AWS's names, elsewhere", () => {
    const forwardZones = { ".": { resolvers: ["10.1.0.53"] }, "amazonaws.com": { resolvers: ["10.1.0.54"] } };
    const { plan } = planForwarders("corp", { ...config, forwardZones });
    assert.deepEqual(plan!.configuration.forwardZones["."], { resolvers: ["10.1.0.53"] });
    assert.deepEqual(plan!.configuration.forwardZones["amazonaws.com."], { resolvers: ["10.1.0.54"] });
  });

  it("are refused with paths of their own arguments", () => {
    const { plan, problems } = planForwarders("corp", {
      ...config,
      forwarders: { a: { subnetId: "subnet-a", address: "10.20.1.53" }, b: { subnetId: "s", address: "10.20.1.53" } },
      forwardZones: { "acmecorp.com": { resolvers: ["10.20.1.53"] }, "acmecorp.com.": { resolvers: [] } },
      clientCidrBlocks: { vpn: "10.0.0.1/14", "a b": "10.9.0.0/16", c: "10.9.0.0/16" },
      backend: {},
    });
    assert.equal(plan, undefined);
    assert.deepEqual(problems.map(codeAt), [
      "backend BACKEND_EMPTY",
      "clientCidrBlocks.c RANGES_OVERLAP",
      "clientCidrBlocks.vpn HOST_BITS_SET",
      'clientCidrBlocks["a b"] BAD_KEY',
      'forwardZones["acmecorp.com"].resolvers[0] FORWARDING_LOOP',
      'forwardZones["acmecorp.com."] DUPLICATE_NAME',
      "forwarders.b.address ADDRESS_TWICE",
    ]);
  });

  it("take one backend, whose image is there already or built", () => {
    const problemsOf = (backend: BackendConfig) =>
      planForwarders("corp", { ...config, backend }).problems.map(
        ({ path, code, message }) => `${path} ${code}: ${message}`,
      );
    assert.deepEqual(problemsOf({ unbound: {}, bind: {} }), [
      "backend BACKEND_TWICE: unbound and bind are given; keep one",
    ]);
    assert.deepEqual(problemsOf({ bind: { imageId: "ami-own", image: {} } }), [
      "backend.bind.image IMAGE_TWICE: `imageId` and `image` are given, but forwarders come about in one way; keep one",
    ]);
    assert.match(
      problemsOf({ bind: { imageId: "resolve:ssm:/dns" } }).join(),
      /^backend\.bind\.imageId BAD_IMAGE_ID: /,
    );
    assert.match(problemsOf({ unbound: { image: { base: "debian-12" } } }).join(), /image\.base VALUE_NOT_ALLOWED/);
    assert.match(problemsOf({ unbound: { image: { subnetId: "subnet-1" } } }).join(), /image\.vpcId ARGUMENT_MISSING/);
    assert.match(problemsOf({ unbound: { image: { vpcId: "vpc-1" } } }).join(), /image\.subnetId ARGUMENT_MISSING/);
    assert.match(problemsOf({ unbound: { instanceType: "small" } }).join(), /instanceType BAD_INSTANCE_TYPE/);
    const instanceType = ["$", "{Token[type.1]}"].join("");
    const later = problemsOf({ unbound: { instanceType } });
    assert.match(later.join(), /backend\.unbound\.instanceType ARCHITECTURE_UNKNOWN: is known only after `up`/);
    assert.deepEqual(problemsOf({ unbound: { instanceType, imageId: "ami-own" } }), []);
  });

  it("run BIND where that is said, from an image for their type of instance", () => {
    const backend = { bind: { instanceType: "c7i.large", image: { ssmAgent: true } } };
    const { plan } = planForwarders("corp", { ...config, backend, tags: { team: "network" } });
    assert.equal(plan!.software, "bind");
    assert.deepEqual(plan!.image, {
      key: "image",
      logicalName: "corp-image",
      config: { ssmAgent: true, instanceType: "c7i.large", tags: { team: "network" } },
    });
  });

  it("have a bucket whose name S3 takes, whatever the component is called", () => {
    const prefixOf = (name: string) => planForwarders(name, config).plan!.bucketPrefix;
    assert.equal(prefixOf("acme-hub"), "hybrid-dns-acme-hub-");
    assert.equal(prefixOf("Acme_Hub..Europe"), "hybrid-dns-acme-hub-europe-");
    const long = prefixOf("a-very-long-name-of-25-ch-that-goes-on");
    assert.equal(long, "hybrid-dns-a-very-long-name-of-25-ch-");
    assert.equal(long.length, 37);
  });

  it("are probed by 32 zones at most, those with names first", () => {
    const names = Array.from({ length: 40 }, (_, index) => `z${index}.example`);
    const forwardZones = Object.fromEntries(
      ["10.in-addr.arpa", ...names].map((name) => [name, { resolvers: ["10.1.0.53"] }]),
    );
    assert.equal(planForwarders("corp", { ...config, forwardZones }).plan!.probes.length, 32);
    const few = { "1.10.in-addr.arpa": { resolvers: ["10.1.0.53"] }, "z.example": { resolvers: ["10.1.0.53"] } };
    const { probes } = planForwarders("corp", { ...config, forwardZones: few }).plan!;
    assert.ok(probes.includes("z.example"));
    assert.equal(probes.at(-1), "1.10.in-addr.arpa");
    assert.ok(!probes.includes("."));
  });

  it("need one at least", () => {
    const { problems } = planForwarders("corp", { ...config, forwarders: {} });
    assert.deepEqual(problems.map(codeAt), ["forwarders FORWARDERS_MISSING"]);
  });
});

describe("A private zone alone", () => {
  const config = { zoneName: "Lab.AcmeCorp.com.", vpcs, primaryVpc: "main" };

  it("is made with its primary VPC and associated with the others", () => {
    const { plan } = planPrivateZone("lab", { ...config, protect: true });
    assert.deepEqual(plan, {
      logicalName: "lab",
      zoneName: "lab.acmecorp.com",
      existingZoneId: undefined,
      primaryVpc: { vpcId: "vpc-0111", region: undefined },
      authorizations: [],
      associations: [{ logicalName: "lab-spoke", vpcId: "vpc-0222", region: "us-east-1", provider: undefined }],
      records: [],
      aliases: [],
      addressRecords: [],
      protect: true,
      tags: undefined,
    });
  });

  it("that is there already is associated with those VPCs only that it lacks", () => {
    const { plan, notices } = planPrivateZone("lab", {
      ...config,
      existing: { zoneId: "Z1", associatedVpcs: ["main"] },
      protect: true,
    });
    assert.equal(plan!.existingZoneId, "Z1");
    assert.equal(plan!.primaryVpc, undefined);
    assert.deepEqual(
      plan!.associations.map(({ logicalName }) => logicalName),
      ["lab-spoke"],
    );
    assert.equal(plan!.protect, false);
    assert.deepEqual(notices.map(codeAt), ["protect PROTECTED_EXISTING"]);
  });

  it("has its records the way AWS's resources want them", () => {
    const { plan } = planPrivateZone("lab", {
      ...config,
      ttlSeconds: 60,
      records: {
        "@": { mx: [{ preference: 10, exchange: "mail.acmecorp.com" }], txt: ['say "hi"\\', `${"x".repeat(255)}yü`] },
        "*.Apps": { a: ["10.20.0.9"], ttlSeconds: 5 },
        app1: { a: ["10.20.0.5"], aaaa: ["fd00::5"] },
        hidden: { a: ["10.20.0.6"], ptr: false },
        _sip: { srv: [{ priority: 1, weight: 2, port: 5060, target: "sip.acmecorp.com" }] },
        web: { alias: { dnsName: "lb.amazonaws.com", zoneId: "Z9", ipv6: true } },
        www: { cname: "web.lab.acmecorp.com" },
      },
    });
    assert.deepEqual(
      plan!.records.map(({ logicalName, name, ttlSeconds, values }) => [logicalName, name, ttlSeconds, values]),
      [
        ["lab-*.apps-A", "*.apps.lab.acmecorp.com", 5, ["10.20.0.9"]],
        ["lab-_sip-SRV", "_sip.lab.acmecorp.com", 60, ["1 2 5060 sip.acmecorp.com"]],
        ["lab-app1-A", "app1.lab.acmecorp.com", 60, ["10.20.0.5"]],
        ["lab-app1-AAAA", "app1.lab.acmecorp.com", 60, ["fd00::5"]],
        ["lab-hidden-A", "hidden.lab.acmecorp.com", 60, ["10.20.0.6"]],
        ["lab-@-MX", "lab.acmecorp.com", 60, ["10 mail.acmecorp.com"]],
        ["lab-@-TXT", "lab.acmecorp.com", 60, ['say \\"hi\\"\\\\', `${"x".repeat(255)}""y\\303\\274`]],
        ["lab-www-CNAME", "www.lab.acmecorp.com", 60, ["web.lab.acmecorp.com"]],
      ],
    );
    assert.deepEqual(
      plan!.aliases.map(({ logicalName, type, dnsName, zoneId }) => [logicalName, type, dnsName, zoneId]),
      [
        ["lab-web-A", "A", "lb.amazonaws.com", "Z9"],
        ["lab-web-AAAA", "AAAA", "lb.amazonaws.com", "Z9"],
      ],
    );
    assert.deepEqual(plan!.addressRecords, [
      { name: "*.apps.lab.acmecorp.com", addresses: ["10.20.0.9"], ttlSeconds: 5 },
      { name: "app1.lab.acmecorp.com", addresses: ["10.20.0.5"], ttlSeconds: 60 },
      { name: "app1.lab.acmecorp.com", addresses: ["fd00::5"], ttlSeconds: 60 },
    ]);
  });

  it("is refused with paths of its own arguments", () => {
    const { problems } = planPrivateZone("lab", { zoneName: "a..b", vpcs, records: {} });
    assert.deepEqual(problems.map(codeAt), ["primaryVpc PRIMARY_VPC_UNSTATED", "zoneName BAD_DOMAIN_NAME"]);
    const records = { app1: { a: ["x"] } };
    const wrong = planPrivateZone("lab", { zoneName: "lab.acmecorp.com", vpcs: {}, records });
    assert.deepEqual(wrong.problems.map(codeAt), ["records.app1.a[0] BAD_RECORD_VALUE", "vpcs VPC_MISSING"]);
    const other = planPrivateZone("lab", { ...config, primaryVpc: "mian" });
    assert.deepEqual(other.problems.map(codeAt), ["primaryVpc UNKNOWN_VPC"]);
  });

  it("renders records of unknown values as soon as they are known", () => {
    interface Later {
      text: string | { later: string };
      texts: (string | { later: string })[] | { laterTexts: string[] };
      textMap: { [key: string]: string };
      flag: boolean;
    }
    class Unknown {
      constructor(
        readonly later: string,
        readonly rendered: (known: readonly string[]) => string[] = (known) => [...known],
      ) {}
    }
    const reader = {
      text: (value: unknown) => (typeof value === "string" ? value : undefined),
      texts: (values: unknown) => (Array.isArray(values) ? values.map((value) => reader.text(value)) : undefined),
      flag: () => undefined,
      textsFrom: (values: unknown, render: (known: readonly string[]) => string[]) => ({
        laterTexts: render(
          (values as (string | Unknown)[]).map((value) => (typeof value === "string" ? value : value.later)),
        ),
      }),
    };
    const { plan, problems } = planPrivateZone<Later>(
      "lab",
      {
        ...config,
        records: {
          "@": { mx: [{ preference: 5, exchange: new Unknown("mail.acmecorp.com") }], txt: [new Unknown('"')] },
        },
      },
      reader,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      plan!.records.map(({ values }) => values),
      [{ laterTexts: ["5 mail.acmecorp.com"] }, { laterTexts: ['\\"'] }],
    );
  });
});

describe("Reverse zones alone", () => {
  it("cover each range by itself, in address order, and share equal names", () => {
    const { plan, problems } = planReverseZones("corp", {
      cidrBlocks: ["fd00:20::/48", "10.20.0.0/15", "10.9.1.0/26", "10.9.1.64/26"],
      vpcs: { main: vpcs.main },
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      plan!.zones.map(({ logicalName, zoneName, primaryVpc }) => [logicalName, zoneName, primaryVpc?.vpcId]),
      ["1.9.10.in-addr.arpa", "20.10.in-addr.arpa", "21.10.in-addr.arpa", "0.0.0.0.0.2.0.0.0.0.d.f.ip6.arpa"].map(
        (name) => [`corp-${name}`, name, "vpc-0111"],
      ),
    );
  });

  it("that are named serve every range inside, with their own settings", () => {
    const { plan } = planReverseZones("corp", {
      cidrBlocks: ["10.20.0.0/16", "10.21.0.0/16", "192.168.7.0/24"],
      zones: { "10.IN-ADDR.ARPA.": { existing: { zoneId: "Z1", associatedVpcs: ["main"] } } },
      vpcs,
      primaryVpc: "main",
    });
    assert.deepEqual(
      plan!.zones.map(({ zoneName, existingZoneId, associations }) => [
        zoneName,
        existingZoneId,
        associations.map((a) => a.logicalName),
      ]),
      [
        ["10.in-addr.arpa", "Z1", ["corp-10.in-addr.arpa-spoke"]],
        ["7.168.192.in-addr.arpa", undefined, ["corp-7.168.192.in-addr.arpa-spoke"]],
      ],
    );
  });

  it("are refused with paths of their own arguments", () => {
    const { problems } = planReverseZones("corp", {
      cidrBlocks: ["10.20.0.0/33", "10.20.0.0/16"],
      zones: { "10.20.0.0/16": {}, "22.10.in-addr.arpa": { vpcs: ["x"] } },
      vpcs,
    });
    assert.deepEqual(problems.map(codeAt), [
      "cidrBlocks[0] BAD_NETWORK",
      "primaryVpc PRIMARY_VPC_UNSTATED",
      'zones["10.20.0.0/16"] NOT_A_REVERSE_ZONE',
      'zones["22.10.in-addr.arpa"].vpcs[0] UNKNOWN_VPC',
    ]);
  });
});

describe("Records in a zone that is there already", () => {
  const config = {
    zoneName: "cloud.acmecorp.com",
    zoneIds: { "Cloud.acmecorp.com.": "Z1", "20.10.in-addr.arpa": "Z2" },
    records: { shop: { a: ["10.20.0.5"] } },
  };

  it("are planned under the name of their zone", () => {
    const { plan, problems } = planZoneRecords("shop", config);
    assert.deepEqual(problems, []);
    assert.equal(plan!.records[0]?.logicalName, "shop-shop-A");
    assert.deepEqual(plan!.addressRecords, [
      { name: "shop.cloud.acmecorp.com", addresses: ["10.20.0.5"], ttlSeconds: 300 },
    ]);
  });

  it("need the id of their zone", () => {
    const { problems } = planZoneRecords("shop", { ...config, zoneIds: { "apps.acmecorp.com": "Z3" } });
    assert.deepEqual(problems, [
      {
        code: "ZONE_ID_MISSING",
        path: "zoneIds",
        message: '`zoneIds` has no "cloud.acmecorp.com"; there are apps.acmecorp.com',
      },
    ]);
    assert.equal(zoneIdOf("cloud.acmecorp.com", config.zoneIds).value, "Z1");
    assert.equal(zoneIdOf("x.acmecorp.com", config.zoneIds).fault?.code, "ZONE_ID_MISSING");
  });

  it("are checked like those of a zone of ours, and so is what follows from them", () => {
    const { problems } = planZoneRecords("shop", {
      ...config,
      records: { shop: { cname: "x" } },
      ptrRecords: { maximumNames: 0, adopt: ["x"] },
    });
    assert.deepEqual(problems.map(codeAt), [
      "ptrRecords.adopt[0] BAD_ADDRESS",
      "ptrRecords.maximumNames VALUE_OUT_OF_RANGE",
      "records.shop.cname TARGET_NOT_ABSOLUTE",
    ]);
  });
});

describe("DHCP options alone", () => {
  const config = { vpcId: "vpc-0111", domainNameServers: ["10.1.0.53", "10.2.0.53"] };

  it("are planned as they are given", () => {
    const { plan, problems, notices } = planDhcpOptions("corp", { ...config, domainName: "acmecorp.com" });
    assert.deepEqual([problems, notices], [[], []]);
    assert.equal(plan!.logicalName, "corp");
    assert.deepEqual(plan!.domainNameServers, ["10.1.0.53", "10.2.0.53"]);
    assert.equal(plan!.domainName, "acmecorp.com");
    assert.equal(plan!.restoreDhcpOptionsId, undefined);
  });

  it("take one to four servers, each once, and say that four are many", () => {
    const servers = (count: number) => Array.from({ length: count }, (_, index) => `10.1.0.${index}`);
    const problemsWith = (domainNameServers: string[]) =>
      planDhcpOptions("corp", { ...config, domainNameServers }).problems.map(codeAt);
    assert.deepEqual(problemsWith([]), ["domainNameServers VALUE_OUT_OF_RANGE"]);
    assert.deepEqual(problemsWith(servers(5)), ["domainNameServers NAME_SERVERS_TOO_MANY"]);
    assert.deepEqual(problemsWith(["10.1.0.53", "10.1.0.53"]), ["domainNameServers[1] ADDRESS_TWICE"]);
    assert.deepEqual(problemsWith(["x"]), ["domainNameServers[0] BAD_ADDRESS"]);
    const { notices } = planDhcpOptions("corp", { ...config, domainNameServers: servers(4) });
    assert.deepEqual(notices.map(codeAt), ["domainNameServers NAME_SERVERS_MANY"]);
  });
});
