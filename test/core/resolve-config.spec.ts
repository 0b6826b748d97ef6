import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { HybridDnsConfig } from "../../components/core/hybrid-dns-config";
import { resolveConfig } from "../../components/core/resolve-config";
import { codeAt, described, noticesOf, problemsOf, wellDescribed } from "./descriptions";

/** What is changed in a good description, the one problem that follows, and what its message says. */
type Row = readonly [changes: { readonly [path: string]: unknown }, problem: string, message: RegExp];

const record = (value: unknown) => ({ "privateZones/cloud.acmecorp.com/records": { app1: value } });
const APP1 = 'privateZones["cloud.acmecorp.com"].records.app1';
const later = new Promise<string>(() => {});

const SHAPE: readonly Row[] = [
  [
    { "sites/berlin/resolver": ["10.50.0.53"] },
    "sites.berlin.resolver UNKNOWN_ARGUMENT",
    /no such argument; did you mean `resolvers`\?/,
  ],
  [{ colour: "red" }, "colour UNKNOWN_ARGUMENT", /no such argument; there are vpcs, primaryVpc/],
  [{ "backend/dnsmasq": {} }, "backend.dnsmasq UNKNOWN_ARGUMENT", /there are (unbound, bind|bind, unbound)/],
  [{ "vpcs/hub/constructor": 1 }, "vpcs.hub.constructor UNKNOWN_ARGUMENT", /no such argument/],
  [{ "vpcs/hub/vpcId": undefined }, "vpcs.hub.vpcId ARGUMENT_MISSING", /is missing; give the id of the VPC, e\.g\./],
  [{ "vpcs/hub/vpcId": "" }, "vpcs.hub.vpcId ARGUMENT_MISSING", /is an empty text; give the id of the VPC, e\.g\./],
  [
    { "vpcs/hub/forwarders/a/subnetId": " " },
    "vpcs.hub.forwarders.a.subnetId ARGUMENT_MISSING",
    /is an empty text; give the id of the subnet/,
  ],
  [
    { "privateZones/cloud.acmecorp.com/existing": { zoneId: "", associatedVpcs: [] } },
    'privateZones["cloud.acmecorp.com"].existing.zoneId ARGUMENT_MISSING',
    /is an empty text; give the id of the hosted zone/,
  ],
  [
    { "vpcs/hub/cidrBlocks": "10.20.0.0/16" },
    "vpcs.hub.cidrBlocks WRONG_TYPE",
    /got the text "10\.20\.0\.0\/16", expected a list: \["10\.20\.0\.0\/16"\]/,
  ],
  [{ "vpcs/hub/vpcId": 5 }, "vpcs.hub.vpcId WRONG_TYPE", /got the number 5, expected text/],
  [{ "vpcs/hub/reverseLookup": "no" }, "vpcs.hub.reverseLookup WRONG_TYPE", /expected true or false/],
  [{ "privateZones/cloud.acmecorp.com": null }, 'privateZones["cloud.acmecorp.com"] WRONG_TYPE', /nothing \(null\)/],
  [record({ a: "10.21.1.10" }), `${APP1}.a WRONG_TYPE`, /expected a list: \["10\.21\.1\.10"\]/],
  [record({ a: [5] }), `${APP1}.a[0] WRONG_TYPE`, /got the number 5, expected text/],
  [
    { "vpcs/hub/cidrBlocks": [later] },
    "vpcs.hub.cidrBlocks[0] NOT_KNOWN_YET",
    /known only after `up`, but reverse zones follow from it; write it as text, or use `allocatedCidrBlocks`/,
  ],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the form of CDKTF's tokens
  [{ "sites/berlin/zones": ["${Token[TOKEN.7]}"] }, "sites.berlin.zones[0] NOT_KNOWN_YET", /write it as text/],
  [{ "vpcs/hub/cidrBlocks": later }, "vpcs.hub.cidrBlocks NOT_KNOWN_YET", /reverse zones follow from it/],
  [
    { "privateZones/cloud.acmecorp.com/protect": later },
    'privateZones["cloud.acmecorp.com"].protect NOT_KNOWN_YET',
    /write it as true or false/,
  ],
  [
    { "vpcs/my vpc": { vpcId: "v", cidrBlocks: ["10.9.0.0/16"] } },
    'vpcs["my vpc"] BAD_KEY',
    /use 1 to 64 letters, digits/,
  ],
  [{ partition: "aws-eu" }, "partition VALUE_NOT_ALLOWED", /got "aws-eu", expected one of aws, aws-cn, aws-us-gov/],
  [
    record({ a: ["10.21.1.10"], ttlSeconds: -1 }),
    `${APP1}.ttlSeconds VALUE_OUT_OF_RANGE`,
    /got -1, expected 0 to 2147483647/,
  ],
  [record({ a: ["10.21.1.10"], ttlSeconds: 1.5 }), `${APP1}.ttlSeconds VALUE_OUT_OF_RANGE`, /a whole number/],
  [
    record({ mx: [{ preference: 70000, exchange: "mail.acmecorp.com" }] }),
    `${APP1}.mx[0].preference VALUE_OUT_OF_RANGE`,
    /expected 0 to 65535/,
  ],
  [{ "ptrRecords/maximumNames": 0 }, "ptrRecords.maximumNames VALUE_OUT_OF_RANGE", /expected 1 to 400/],
  [{ backend: {} }, "backend BACKEND_EMPTY", /no block is given/],
  [
    { backend: { bind: { imageId: "ami-own", image: {} } } },
    "backend.bind.image IMAGE_TWICE",
    /`imageId` and `image` are given, but forwarders come about in one way; keep one/,
  ],
  [
    { backend: { unbound: { image: {}, bootstrap: {} } } },
    "backend.unbound.bootstrap IMAGE_TWICE",
    /`image` and `bootstrap` are given/,
  ],
  [
    { backend: { unbound: { queryLogging: { retentionDays: 8 } } } },
    "backend.unbound.queryLogging.retentionDays VALUE_OUT_OF_RANGE",
    /got 8, expected a number of days that CloudWatch Logs takes: 1, 3, 5, 7, 14/,
  ],
];

const VPCS: readonly Row[] = [
  [{ vpcs: {}, sites: undefined, privateZones: undefined }, "vpcs VPC_MISSING", /give at least one/],
  [{ "vpcs/hub/cidrBlocks": ["10.20.0.0/33"] }, "vpcs.hub.cidrBlocks[0] BAD_NETWORK", /is no network; expected e\.g\./],
  [
    { "vpcs/hub/cidrBlocks": ["10.20.1.0/16"] },
    "vpcs.hub.cidrBlocks[0] HOST_BITS_SET",
    /did you mean "10\.20\.0\.0\/16"\?/,
  ],
  [{ "vpcs/spoke/cidrBlocks": undefined }, "vpcs.spoke RANGE_MISSING", /give `cidrBlocks`, or `allocatedCidrBlocks`/],
  [
    { "vpcs/spoke/cidrBlocks": ["10.20.128.0/17"] },
    "vpcs.spoke.cidrBlocks[0] RANGES_OVERLAP",
    /10\.20\.128\.0\/17 lies in `vpcs\.hub\.cidrBlocks\[0\]` 10\.20\.0\.0\/16; reverse names would be ambiguous/,
  ],
  [
    { "sites/berlin/cidrBlocks": ["10.0.0.0/14"] },
    "sites.headquarters.cidrBlocks[0] RANGES_OVERLAP",
    /is also `sites\.berlin\.cidrBlocks\[0\]`/,
  ],
  [
    { "sites/berlin/cidrBlocks": ["10.21.5.0/24"] },
    "sites.berlin.cidrBlocks[0] RANGES_OVERLAP",
    /lies in `vpcs\.spoke/,
  ],
  [{ "clientCidrBlocks/vpn": "10.50.0.0/16" }, "clientCidrBlocks.vpn RANGES_OVERLAP", /may ask already/],
  [{ "clientCidrBlocks/all": "0.0.0.0/0" }, "clientCidrBlocks.all VALUE_NOT_ALLOWED", /everybody/],
  [
    { "vpcs/hub/forwarders/a/subnetCidrBlock": "10.30.1.0/24", "vpcs/hub/forwarders/a/address": "10.30.1.53" },
    "vpcs.hub.forwarders.a.subnetCidrBlock SUBNET_OUTSIDE_VPC",
    /10\.30\.1\.0\/24 is not in 10\.20\.0\.0\/16/,
  ],
  [
    { "vpcs/hub/forwarders/a/subnetCidrBlock": "10.20.1.0/24", "vpcs/hub/forwarders/a/address": "10.20.9.53" },
    "vpcs.hub.forwarders.a.address ADDRESS_OUTSIDE_SUBNET",
    /10\.20\.9\.53 is not in 10\.20\.1\.0\/24/,
  ],
  [
    { "vpcs/hub/forwarders/a/address": "10.99.1.53" },
    "vpcs.hub.forwarders.a.address ADDRESS_OUTSIDE_SUBNET",
    /is not in 10\.20\.0\.0\/16/,
  ],
  [
    { "vpcs/hub/forwarders/a/subnetCidrBlock": "10.20.1.0/24", "vpcs/hub/forwarders/a/address": "10.20.1.2" },
    "vpcs.hub.forwarders.a.address ADDRESS_RESERVED",
    /AWS's own; take one from 10\.20\.1\.4 to 10\.20\.1\.254/,
  ],
  [
    { "vpcs/hub/forwarders/a/subnetCidrBlock": "10.20.1.0/24", "vpcs/hub/forwarders/a/address": "10.20.1.255" },
    "vpcs.hub.forwarders.a.address ADDRESS_RESERVED",
    /take one from/,
  ],
  [
    { "vpcs/hub/forwarders/b/address": "10.20.1.53" },
    "vpcs.hub.forwarders.b.address ADDRESS_TWICE",
    /10\.20\.1\.53 is already that of `vpcs\.hub\.forwarders\.a`/,
  ],
  [{ "vpcs/hub/forwarders/a/address": "10.20.1" }, "vpcs.hub.forwarders.a.address BAD_ADDRESS", /is no IP address/],
  [{ "vpcs/hub/forwarders/a/address": "fd00::1" }, "vpcs.hub.forwarders.a.address BAD_ADDRESS", /expected IPv4/],
  [
    { "vpcs/spoke/allocatedCidrBlocks": { ipam: { cidrBlock: "10.48.0.0/20", within: "10.32.0.0/16" } } },
    "vpcs.spoke.allocatedCidrBlocks.ipam RANGE_OUTSIDE_POOL",
    /AWS allocated 10\.48\.0\.0\/20, which is not in 10\.32\.0\.0\/16/,
  ],
  [{ "vpcs/hub/enableDnsSupport": false }, "vpcs.hub.enableDnsSupport DNS_SUPPORT_OFF", /its resolver answers nothing/],
  [{ "vpcs/spoke/enableDnsHostnames": false }, "vpcs.spoke.enableDnsHostnames DNS_HOSTNAMES_OFF", /set it on the VPC/],
];

const second = {
  vpcId: "vpc-0333",
  cidrBlocks: ["10.60.0.0/16"],
  forwarders: { a: { subnetId: "s" }, b: { subnetId: "t" } },
};

const ASKING: readonly Row[] = [
  [{ primaryVpc: "hbu" }, "primaryVpc UNKNOWN_VPC", /no VPC "hbu"; there are hub, spoke; did you mean "hub"\?/],
  [{ "sites/berlin/useForwardersOf": ["hbu"] }, "sites.berlin.useForwardersOf[0] UNKNOWN_VPC", /there are hub, spoke/],
  [{ "vpcs/spoke/useForwardersOf": ["hbu"] }, "vpcs.spoke.useForwardersOf[0] UNKNOWN_VPC", /did you mean "hub"\?/],
  [{ "privateZones/cloud.acmecorp.com/vpcs": ["x"] }, 'privateZones["cloud.acmecorp.com"].vpcs[0] UNKNOWN_VPC', /"x"/],
  [{ "vpcs/spoke/useForwardersOf": ["hub", "hub"] }, "vpcs.spoke.useForwardersOf[1] DUPLICATE_NAME", /named twice/],
  [
    { "privateZones/cloud.acmecorp.com/vpcs": ["hub", "x"] },
    'privateZones["cloud.acmecorp.com"].vpcs[1] UNKNOWN_VPC',
    /"x"/,
  ],
  [
    { internetVia: "head-quarters" },
    "internetVia UNKNOWN_SITE",
    /no site "head-quarters"; there are berlin, headquarters/,
  ],
  [
    { "vpcs/usHub": second, "vpcs/spoke/useForwardersOf": ["hub"] },
    "primaryVpc PRIMARY_VPC_UNSTATED",
    /hub and usHub have forwarders; say which one the zones are, or were, made with/,
  ],
  [
    { "vpcs/usHub": second, primaryVpc: "hub" },
    "vpcs.spoke.useForwardersOf FORWARDERS_UNSTATED",
    /hub and usHub have forwarders; say whose it asks/,
  ],
  [
    { "vpcs/hub/useForwardersOf": ["spoke"] },
    "vpcs.hub.useForwardersOf[0] FORWARDERS_NOT_THERE",
    /spoke has no forwarders/,
  ],
  [
    {
      "vpcs/hub/forwarders": Object.fromEntries(["a", "b", "c", "d", "e"].map((key) => [key, { subnetId: key }])),
      "vpcs/spoke/dhcpOptions": { enabled: false },
    },
    "vpcs.hub NAME_SERVERS_TOO_MANY",
    /5 forwarders, DHCP takes 4; shorten `useForwardersOf`/,
  ],
  [{ "sites/berlin/resolvers": undefined }, "sites.berlin.resolvers RESOLVERS_MISSING", /zones are forwarded there/],
  [{ "sites/berlin/resolvers": [] }, "sites.berlin.resolvers RESOLVERS_MISSING", /give its DNS servers/],
  [{ "sites/berlin/resolvers": ["10.50.0"] }, "sites.berlin.resolvers[0] BAD_ADDRESS", /is no IP address/],
  [
    { "sites/berlin/resolvers": ["10.20.1.53"] },
    "sites.berlin.resolvers[0] FORWARDING_LOOP",
    /10\.20\.1\.53 is `vpcs\.hub\.forwarders\.a` itself: berlin → hub → berlin/,
  ],
  [
    { "vpcs/spoke/dhcpOptions": { ntpServers: ["x"] } },
    "vpcs.spoke.dhcpOptions.ntpServers[0] BAD_ADDRESS",
    /is no IP address/,
  ],
  [{ "vpcs/spoke/dhcpOptions": { domainName: "-x" } }, "vpcs.spoke.dhcpOptions.domainName BAD_DOMAIN_NAME", /hyphen/],
];

const ZONES: readonly Row[] = [
  [
    { "privateZones/-x.acmecorp.com": {} },
    'privateZones["-x.acmecorp.com"] BAD_DOMAIN_NAME',
    /label "-x" begins with a hyphen/,
  ],
  [{ "privateZones/*.acmecorp.com": {} }, 'privateZones["*.acmecorp.com"] BAD_DOMAIN_NAME', /wildcard/],
  [{ "sites/berlin/zones": ["a..b"] }, "sites.berlin.zones[0] BAD_DOMAIN_NAME", /a label is empty/],
  [
    { "privateZones/Cloud.acmecorp.com.": {} },
    'privateZones["Cloud.acmecorp.com."] DUPLICATE_NAME',
    /is the same zone as `privateZones\["cloud\.acmecorp\.com"\]`/,
  ],
  [
    { "privateZones/cloud.acmecorp.com/records": { app1: { a: ["10.21.1.1"] }, APP1: { a: ["10.21.1.2"] } } },
    'privateZones["cloud.acmecorp.com"].records.APP1 DUPLICATE_NAME',
    /is the same name as/,
  ],
  [
    { "sites/berlin/zones": ["."] },
    "sites.berlin.zones[0] ROOT_AS_ZONE",
    /for the internet say `internetVia: "berlin"`/,
  ],
  [
    { "sites/berlin/zones": ["AcmeCorp.com."] },
    "sites.berlin.zones[0] ZONE_CLAIMED_TWICE",
    /"acmecorp\.com" is also in `sites\.headquarters\.zones\[0\]`; keep it in one/,
  ],
  [
    { "sites/berlin/zones": ["cloud.acmecorp.com"] },
    "sites.berlin.zones[0] ZONE_CLAIMED_TWICE",
    /is also in `privateZones\["cloud\.acmecorp\.com"\]`/,
  ],
  [{ "sites/berlin/zones": ["20.10.in-addr.arpa"] }, "sites.berlin.zones[0] ZONE_CLAIMED_TWICE", /reverseZones/],
  [{ vpcResolverZones: ["eu.acmecorp.com"] }, "sites.berlin.zones[0] ZONE_CLAIMED_TWICE", /`vpcResolverZones\[0\]`/],
  [{ "sites/berlin/zones": ["eu-west-1.amazonaws.com"] }, "sites.berlin.zones[0] AWS_ZONE_CLAIMED", /leave it out/],
  [
    { "privateZones/AmazonAWS.com": {} },
    'privateZones["AmazonAWS.com"] AWS_ZONE_CLAIMED',
    /would hide all of AWS's names in amazonaws\.com; name the zone more closely/,
  ],
  [
    { partition: "aws-cn", "privateZones/amazonaws.com.cn": {} },
    'privateZones["amazonaws.com.cn"] AWS_ZONE_CLAIMED',
    /would hide all of AWS's names/,
  ],
  [
    { "privateZones/cloud.acmecorp.com/vpcs": ["spoke"] },
    'privateZones["cloud.acmecorp.com"].vpcs ZONE_UNREACHABLE',
    /add hub, or its forwarders cannot resolve/,
  ],
  [
    { "reverseZones/10.20.0.0~16": {} },
    'reverseZones["10.20.0.0/16"] NOT_A_REVERSE_ZONE',
    /name the zone: "20\.10\.in-addr\.arpa"/,
  ],
  [{ "reverseZones/acmecorp.com": {} }, 'reverseZones["acmecorp.com"] NOT_A_REVERSE_ZONE', /is no reverse zone/],
  [
    { "reverseZones/22.10.in-addr.arpa": {} },
    'reverseZones["22.10.in-addr.arpa"] REVERSE_ZONE_UNUSED',
    /covers no range/,
  ],
  [{ "ptrRecords/exclude": ["a..b"] }, "ptrRecords.exclude[0] BAD_DOMAIN_NAME", /pattern/],
  [{ "ptrRecords/adopt": ["10.1"] }, "ptrRecords.adopt[0] BAD_ADDRESS", /is no IP address/],
];

const RECORDS: readonly Row[] = [
  [record({}), `${APP1} RECORD_EMPTY`, /give a, aaaa, cname, txt, mx, srv or alias/],
  [record({ a: [] }), `${APP1}.a RECORD_EMPTY`, /the list is empty/],
  [
    { "privateZones/cloud.acmecorp.com/records": { "app1.cloud.acmecorp.com": { a: ["10.21.1.10"] } } },
    'privateZones["cloud.acmecorp.com"].records["app1.cloud.acmecorp.com"] RECORD_NAME_ABSOLUTE',
    /names are relative to cloud\.acmecorp\.com; write "app1"/,
  ],
  [record({ a: ["fd00::1"] }), `${APP1}.a[0] BAD_RECORD_VALUE`, /"fd00::1" is no IPv4 address; it belongs in `aaaa`/],
  [record({ a: ["10.21.1.300"] }), `${APP1}.a[0] BAD_RECORD_VALUE`, /is no IPv4 address/],
  [record({ aaaa: ["fd00:21::1", "FD00:21:0::1"] }), `${APP1}.aaaa[1] BAD_RECORD_VALUE`, /is given twice/],
  [record({ txt: ["x".repeat(4001)] }), `${APP1}.txt[0] BAD_RECORD_VALUE`, /Route 53 takes 4000 in one value/],
  [record({ cname: "www.acmecorp.com", txt: ["x"] }), `${APP1} CNAME_NOT_ALONE`, /`cname` cannot stand beside `txt`/],
  [
    { "privateZones/cloud.acmecorp.com/records": { "@": { cname: "www.acmecorp.com" } } },
    'privateZones["cloud.acmecorp.com"].records["@"] CNAME_AT_APEX',
    /use `a` or `alias`/,
  ],
  [
    record({ a: ["10.21.1.1"], alias: { dnsName: "lb.amazonaws.com", zoneId: "Z1" } }),
    `${APP1} ALIAS_WITH_ADDRESSES`,
    /cannot stand beside `a`/,
  ],
  [
    record({ cname: "smtp" }),
    `${APP1}.cname TARGET_NOT_ABSOLUTE`,
    /"smtp" would be the top-level domain smtp\.; write "smtp\.cloud\.acmecorp\.com"/,
  ],
  [record({ cname: "-x.acmecorp.com" }), `${APP1}.cname BAD_RECORD_VALUE`, /begins with a hyphen/],
  [record({ cname: "APP1.cloud.acmecorp.com." }), `${APP1}.cname BAD_RECORD_VALUE`, /the record's own name/],
  [
    record({ srv: [{ priority: 1, weight: 1, port: 5060, target: "sip" }] }),
    `${APP1}.srv[0].target TARGET_NOT_ABSOLUTE`,
    /sip\.cloud\.acmecorp\.com/,
  ],
  [
    record({ txt: Array.from({ length: 401 }, (_, index) => `${index}`) }),
    `${APP1}.txt TOO_MANY_VALUES`,
    /401 values, Route 53 takes 400/,
  ],
  [record({ txt: Array.from({ length: 20 }, (_, i) => `${i}`.repeat(1900)) }), `${APP1}.txt TOO_MANY_VALUES`, /32000/],
];

const NOTICES: readonly Row[] = [
  [{ "vpcs/hub/forwarders/b": undefined }, "vpcs.hub.forwarders FORWARDER_ALONE", /its replacement interrupts/],
  [
    { "reverseZones/10.in-addr.arpa": {} },
    'reverseZones["10.in-addr.arpa"] SITE_MASKED',
    /"10\.in-addr\.arpa" answers NXDOMAIN for 10\.50\.0\.0\/16 of berlin wherever a VPC's own resolver is asked/,
  ],
  [
    { "vpcs/spoke/cidrBlocks": ["10.21.0.0/17"] },
    "vpcs.spoke.cidrBlocks[0] REVERSE_ZONES_MANY",
    /10\.21\.0\.0\/17 takes 128 zones, about \$23 a month; `reverseZones: { "21\.10\.in-addr\.arpa": {} }` takes one/,
  ],
  [
    { "vpcs/spoke/allocatedCidrBlocks": { ipv6: { cidrBlock: "2001:db8::/56" } } },
    "vpcs.spoke.allocatedCidrBlocks.ipv6 RANGE_WITHOUT_REVERSE",
    /no reverse zone; write the range in `cidrBlocks` once it is known/,
  ],
  [
    {
      "privateZones/cloud.acmecorp.com/existing": { zoneId: "Z1", associatedVpcs: ["hub"] },
      "privateZones/cloud.acmecorp.com/protect": true,
    },
    'privateZones["cloud.acmecorp.com"].protect PROTECTED_EXISTING',
    /`protect` does nothing/,
  ],
  [
    record({ cname: "db1.acmecorp.com" }),
    `${APP1}.cname CNAME_LEAKS`,
    /asks the internet for db1\.acmecorp\.com before the forwarder asks headquarters/,
  ],
  [record({ a: ["192.0.2.7"] }), "app1.cloud.acmecorp.com 192.0.2.7 PTR_SKIPPED", /no reverse zone covers it/],
  [
    {},
    "vpcs.spoke AWS_NAMES_ELSEWHERE",
    /ask the forwarders of hub, whose resolver does not know AWS's names that only spoke has/,
  ],
];

describe("A description", () => {
  it("does not warn of an alias whose target no site answers", () => {
    for (const cname of ["web.cloud.acmecorp.com", "www.example.com"]) {
      const { notices } = resolveConfig("acme", described(record({ cname })));
      assert.deepEqual(
        notices.filter(({ code }) => code === "CNAME_LEAKS"),
        [],
      );
    }
  });

  it("is resolved when nothing is wrong with it", () => {
    const { resolved, problems } = resolveConfig("acme", wellDescribed());
    assert.deepEqual(problems, []);
    assert.equal(resolved?.name, "acme");
  });

  for (const [title, rows] of Object.entries({ SHAPE, VPCS, ASKING, ZONES, RECORDS })) {
    describe(`is refused for its ${title.toLowerCase()}`, () => {
      for (const [changes, expected, message] of rows) {
        it(`at ${expected}: ${message.source.slice(0, 60)}`, () => {
          const { problems, resolved } = resolveConfig("acme", withSlashes(described(changes)));
          assert.deepEqual(problems.map(codeAt), [expected]);
          assert.match(problems[0]!.message, message);
          assert.equal(resolved, undefined);
        });
      }
    });
  }

  describe("passes with a word", () => {
    for (const [changes, expected, message] of NOTICES) {
      it(`at ${expected}`, () => {
        const { problems, notices } = resolveConfig("acme", described(changes));
        assert.deepEqual(problems, []);
        const notice = notices.find((found) => codeAt(found) === expected && message.test(found.message));
        assert.ok(notice, `there is only ${JSON.stringify(notices)}`);
      });
    }
  });

  it("without forwarders is refused at each site, and says what to give", () => {
    const config = described({ "vpcs/hub/forwarders": undefined, primaryVpc: "hub" });
    assert.deepEqual(problemsOf(config), ["sites.berlin FORWARDERS_MISSING", "sites.headquarters FORWARDERS_MISSING"]);
  });

  it("without forwarders and sites must say the primary VPC, because there is none to take", () => {
    const config = described({ "vpcs/hub/forwarders": undefined, sites: undefined });
    assert.deepEqual(problemsOf(config), ["primaryVpc PRIMARY_VPC_UNSTATED"]);
    assert.deepEqual(problemsOf({ ...config, primaryVpc: "hub" }), []);
  });

  it("with four forwarders is told that glibc asks three", () => {
    const forwarders = Object.fromEntries(["a", "b", "c", "d"].map((key) => [key, { subnetId: key }]));
    const config = described({ "vpcs/hub/forwarders": forwarders });
    assert.deepEqual(problemsOf(config), []);
    assert.deepEqual(
      noticesOf(config).filter((notice) => notice.endsWith("NAME_SERVERS_MANY")),
      ["vpcs.hub NAME_SERVERS_MANY", "vpcs.spoke NAME_SERVERS_MANY"],
    );
  });

  it("with keys that meet in one logical name is refused", () => {
    const config = described({
      "vpcs/hub/forwarders/a-b": { subnetId: "s" },
      "vpcs/hub-a": { vpcId: "v", cidrBlocks: ["10.60.0.0/16"], forwarders: { b: { subnetId: "t" } } },
      "vpcs/spoke/useForwardersOf": ["hub"],
      primaryVpc: "hub",
    });
    const { problems } = resolveConfig("acme", config);
    assert.deepEqual(problems.map(codeAt), ['vpcs["hub-a"].forwarders.b NAME_COLLISION']);
    assert.match(problems[0]!.message, /`vpcs\.hub\.forwarders\["a-b"\]` would both be "acme-hub-a-b"; rename one/);
  });

  it("with records that meet in one logical name is refused", () => {
    const config = described({
      "privateZones/cloud.acmecorp.com/records": { "a-b": { a: ["10.21.1.1"] } },
      "privateZones/cloud.acmecorp.com-a": { records: { b: { a: ["10.21.1.2"] } } },
    });
    assert.deepEqual(problemsOf(config), ['privateZones["cloud.acmecorp.com-a"].records.b NAME_COLLISION']);
  });

  it("names all its problems at once, and none that only follows from another", () => {
    const config = described({
      "vpcs/hub/cidrBlocks": "10.20.0.0/16",
      "vpcs/spoke/vpcId": undefined,
      "sites/berlin/resolvers": undefined,
      "sites/berlin/zones": ["acmecorp.com"],
      "sites/headquarters/reslovers": ["10.1.0.53"],
      "sites/headquarters/resolvers": undefined,
      "privateZones/cloud.acmecorp.com/records/mail": { cname: "smtp", txt: ["x"] },
      internetVia: "paris",
    });
    assert.deepEqual(problemsOf(config), [
      "internetVia UNKNOWN_SITE",
      'privateZones["cloud.acmecorp.com"].records.mail CNAME_NOT_ALONE',
      'privateZones["cloud.acmecorp.com"].records.mail.cname TARGET_NOT_ABSOLUTE',
      "sites.berlin.resolvers RESOLVERS_MISSING",
      "sites.berlin.zones[0] ZONE_CLAIMED_TWICE",
      "sites.headquarters.reslovers UNKNOWN_ARGUMENT",
      "vpcs.hub.cidrBlocks WRONG_TYPE",
      "vpcs.spoke.vpcId ARGUMENT_MISSING",
    ]);
  });

  it("may hold what is known later wherever content and references stand", () => {
    const config = described({
      "vpcs/hub/vpcId": later,
      "vpcs/hub/enableDnsSupport": later,
      "vpcs/hub/forwarders/a/subnetId": later,
      "vpcs/spoke/allocatedCidrBlocks": { ipam: { cidrBlock: later, within: "10.32.0.0/16" } },
      "sites/berlin/resolvers": [later, "10.50.0.53"],
      "sites/headquarters/resolvers": later,
      "clientCidrBlocks/vpn": later,
      "privateZones/cloud.acmecorp.com/records": {
        app1: { a: [later], aaaa: later, txt: later },
        mail: { cname: later },
      },
      tags: later,
    });
    assert.deepEqual(problemsOf(config), []);
  });

  it("may hold tokens wherever content and references stand", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the form of CDKTF's tokens
    const token = "${Token[TOKEN.7]}";
    const config = described({
      "sites/berlin/resolvers": [token],
      "clientCidrBlocks/vpn": token,
      "privateZones/cloud.acmecorp.com/records": { app1: { a: [token] }, mail: { cname: token } },
    });
    assert.deepEqual(problemsOf(config), []);
  });

  it("takes a resource as an alias, of which only four properties are read", () => {
    class LoadBalancer {
      readonly dnsName = "lb.elb.amazonaws.com";
      readonly zoneId = "Z1";
      readonly arn = "arn";
    }
    const { resolved, problems } = resolveConfig("acme", described(record({ alias: new LoadBalancer() })));
    assert.deepEqual(problems, []);
    assert.deepEqual(resolved?.config.privateZones?.["cloud.acmecorp.com"]?.records?.["app1"], {
      alias: { dnsName: "lb.elb.amazonaws.com", zoneId: "Z1", ipv6: false, evaluateTargetHealth: false },
      ttlSeconds: 300,
      ptr: true,
    });
  });

  it("has every default in it once it is resolved", () => {
    const { resolved } = resolveConfig("acme", wellDescribed());
    const { vpcs, sites, privateZones, ...rest } = resolved!.config;
    assert.deepEqual(rest, {
      primaryVpc: "hub",
      reverseZones: {},
      ptrRecords: { enabled: true },
      backend: { unbound: { instanceType: "t4g.small" } },
      vpcResolverZones: [],
      partition: "aws",
      clientCidrBlocks: {},
    });
    assert.deepEqual(vpcs["spoke"], {
      vpcId: "vpc-0222",
      cidrBlocks: ["10.21.0.0/16"],
      allocatedCidrBlocks: {},
      forwarders: {},
      useForwardersOf: ["hub"],
      reverseLookup: true,
      dhcpOptions: { enabled: true },
    });
    assert.deepEqual(sites?.["berlin"]?.useForwardersOf, ["hub"]);
    assert.deepEqual(privateZones?.["cloud.acmecorp.com"], {
      vpcs: ["hub", "spoke"],
      records: { app1: { a: ["10.21.1.10"], ttlSeconds: 300, ptr: true } },
      ttlSeconds: 300,
      protect: false,
    });
  });

  it("may hold arguments that a front end says are its own", () => {
    const config = described({ access: { region: "eu-west-1" }, "vpcs/hub/provider": {} });
    const paths = ["access UNKNOWN_ARGUMENT", "vpcs.hub.provider UNKNOWN_ARGUMENT"];
    assert.deepEqual(problemsOf(config), paths);
    const reader = {
      text: (value: unknown) => (typeof value === "string" ? value : undefined),
      texts: () => undefined,
      flag: () => undefined,
      ownArguments: ["access", "vpcs.*.provider"],
    };
    assert.deepEqual(resolveConfig("acme", config, reader).problems, []);
  });

  it("of any shape at all is answered with problems, never with an exception", () => {
    const anything = fc.anything({ withNullPrototype: true, withBigInt: true, maxDepth: 3 });
    const names = [
      "vpcs",
      "sites",
      "privateZones",
      "reverseZones",
      "ptrRecords",
      "backend",
      "clientCidrBlocks",
      "tags",
    ];
    const nearly = fc.dictionary(fc.constantFrom(...names), fc.dictionary(fc.string(), anything));
    fc.assert(
      fc.property(fc.oneof(anything, nearly), (config) => {
        const { resolved, problems } = resolveConfig("acme", config as HybridDnsConfig);
        assert.equal(resolved === undefined, problems.length > 0);
      }),
    );
  });

  it("with one argument of the wrong kind, wherever it is, is answered with problems", () => {
    const paths = pathsOf(described({ tags: { team: "network" }, primaryVpc: "hub" }));
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.anything({ withBigInt: true }), (path, value) => {
        const config = structuredClone(wellDescribed()) as unknown as { [key: string]: unknown };
        replace(config, path, value);
        resolveConfig("acme", config as unknown as HybridDnsConfig);
      }),
    );
    assert.ok(paths.length > 30);
  });

  it("that is endless is cut short", () => {
    const vpcs = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`v${index}`, {}]));
    assert.deepEqual(
      problemsOf(described({ vpcs })).filter((text) => text.startsWith("vpcs ")),
      ["vpcs VALUE_OUT_OF_RANGE"],
    );
    const records = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`r${index}`, {}]));
    const { problems } = resolveConfig("acme", described({ "privateZones/cloud.acmecorp.com/records": records }));
    assert.equal(problems.length, 201);
    assert.equal(problems.at(-1)?.code, "TOO_MANY_PROBLEMS");
  });

  it("lets a private zone stand for one name of AWS, and for a name of another partition", () => {
    const closer = { "privateZones/fs-0123.efs.eu-west-1.amazonaws.com": {}, "privateZones/amazonaws.com.cn": {} };
    assert.deepEqual(problemsOf(described(closer)), []);
  });
});

/** `~` stands for the slash that keys of `described` cannot have. */
function withSlashes(config: HybridDnsConfig): HybridDnsConfig {
  const { reverseZones } = config;
  if (reverseZones === undefined) return config;
  const entries = Object.entries(reverseZones).map(([key, zone]) => [key.replace("~", "/"), zone]);
  return { ...config, reverseZones: Object.fromEntries(entries) };
}

function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [[...path]];
  return [[...path], ...Object.entries(value).flatMap(([key, entry]) => pathsOf(entry, [...path, key]))].filter(
    (found) => found.length > 0,
  );
}

function replace(owner: { [key: string]: unknown }, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  owner[key!] ??= {};
  if (rest.length === 0) owner[key!] = value;
  else replace(owner[key!] as { [key: string]: unknown }, rest, value);
}
