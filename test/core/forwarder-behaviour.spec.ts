import assert from "node:assert/strict";
import { renderNamedConf } from "../../components/core/named-conf";
import type { ForwarderConfiguration } from "../../components/core/part-plan";
import { reverseName, reverseZoneNames } from "../../components/core/reverse-zone";
import { renderUnboundConf } from "../../components/core/unbound-conf";
import { needsNamespaces } from "../lab/network/needs-namespaces";
import { type Answer, CLIENT, SITE, STRANGER, VPC_RESOLVER } from "./forwarder-world/protocol";
import { openWorld, type World, worldTree } from "./forwarder-world/world";

/** A software, and all in which it differs from the other one for a client: what cannot be levelled, with the reason. */
interface Software {
  readonly name: "unbound" | "bind";
  readonly render: (configuration: ForwarderConfiguration) => string;
  /**
   * A public name with a private address: Unbound takes the address away, BIND refuses the whole answer, since
   * `deny-answer-addresses` knows no other way (a response policy would, but needs a zone file beside the configuration).
   */
  readonly rebound: { readonly status: string; readonly answers: readonly string[] };
  /**
   * Clients that wait for one name and get their answers at the same moment: named keeps 64 kB of answers for each thread and
   * socket, drops what is beyond, and has no option for it; clients ask again then.
   */
  readonly waitingForOneName: number;
  /** The configuration with validation switched on by a made-up key of `signed.example`. */
  readonly validating: (configuration: string) => string;
  /** The line, or part of one, that says that a zone is not signed. */
  readonly unsigned: (zone: string) => string;
}

const DIGEST = "A5".repeat(32);

const SOFTWARE: readonly Software[] = [
  {
    name: "unbound",
    render: renderUnboundConf,
    rebound: { status: "NOERROR", answers: [] },
    waitingForOneName: 2_000,
    validating: (conf) =>
      `${conf.replace('"iterator"', '"validator iterator"')}server:\n    trust-anchor: "signed.example. DS 20326 8 2 ${DIGEST}"\n`,
    unsigned: (zone) => `domain-insecure: "${zone}."`,
  },
  {
    name: "bind",
    render: renderNamedConf,
    rebound: { status: "SERVFAIL", answers: [] },
    waitingForOneName: 500,
    validating: (conf) =>
      `${conf.replace("dnssec-validation no", "dnssec-validation yes")}trust-anchors { signed.example initial-ds 20326 8 2 "${DIGEST}"; };\n`,
    unsigned: (zone) => ` "${zone}";`,
  },
];

const SITE_RANGES = ["10.1.0.0/16", "172.16.0.0/12", "100.64.0.0/10", "fd00::/8"];
const toSite = { resolvers: [...SITE] };
const toVpc = { resolvers: [VPC_RESOLVER] };
const configuration: ForwarderConfiguration = {
  clientCidrBlocks: ["10.0.0.0/14", "10.20.0.0/16", "10.50.0.0/16"],
  forwardZones: {
    ...Object.fromEntries(SITE_RANGES.flatMap(reverseZoneNames).map((zone) => [zone, toSite])),
    "0.20.10.in-addr.arpa.": toVpc,
    "acmecorp.com.": toSite,
    "corp.signed.example.": toSite,
    "cloud.acmecorp.com.": toVpc,
    "amazonaws.com.": toVpc,
    ".": toVpc,
  },
};
const LONG_LABEL = "x".repeat(63);
/** 255 octets with the length bytes and the root's. */
const LONG_NAME = `${LONG_LABEL}.${LONG_LABEL}.${LONG_LABEL}.${"y".repeat(48)}.acmecorp.com`;
const many = (count: number, name: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => name(index));

for (const software of SOFTWARE) {
  describe(`A forwarder that runs ${software.name}`, function () {
    this.timeout(120_000);
    let world: World;
    const conf = software.render(configuration);
    const answerOf = async (name: string, type = "A"): Promise<[string, readonly string[]]> => {
      const { status, answers } = await world.ask({ name, type });
      return [status, answers];
    };
    const serveSite = (
      records: { readonly [question: string]: readonly string[] },
      mode?: "silent" | "servfail" | "slow",
    ) => Promise.all(SITE.map((address) => world.serve(address, records, mode)));
    /** Asks until the answer is as wanted; a cached one is so only after its second. */
    const until = async (name: string, wanted: (answer: Answer) => boolean, milliseconds: number): Promise<void> => {
      const begin = performance.now();
      for (;;) {
        const answer = await world.ask({ name });
        if (wanted(answer)) return;
        const waited = performance.now() - begin;
        assert.ok(waited < milliseconds, `${name} was still ${answer.status} ${answer.answers} after ${waited} ms`);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    };

    before(async function () {
      const { tree, reason } = worldTree();
      if (tree === undefined) {
        console.log(`    skipped: ${reason}`);
        return this.skip();
      }
      world = await openWorld(await needsNamespaces(this), tree);
    });
    beforeEach(async () => {
      await world.run(software.name, conf);
      await Promise.all([VPC_RESOLVER, ...SITE].map((address) => world.serve(address, {})));
      await Promise.all([VPC_RESOLVER, ...SITE].map((address) => world.askedOf(address)));
    });
    after(() => world?.close());

    it("1: forwards reverse names past its own empty zones, parts of such a zone too", async () => {
      await world.serve(VPC_RESOLVER, { "5.0.20.10.in-addr.arpa PTR": ["app1.cloud.acmecorp.com"] });
      await serveSite({ "9.0.1.10.in-addr.arpa PTR": ["intranet.acmecorp.com"] });
      assert.deepEqual(await answerOf("5.0.20.10.in-addr.arpa", "PTR"), ["NOERROR", ["app1.cloud.acmecorp.com"]]);
      assert.deepEqual(await answerOf("9.0.1.10.in-addr.arpa", "PTR"), ["NOERROR", ["intranet.acmecorp.com"]]);
    });

    it("1: asks nobody about private reverse names that nobody has", async () => {
      for (const name of ["5.1.20.10.in-addr.arpa", "1.0.168.192.in-addr.arpa", "1.1.254.169.in-addr.arpa"]) {
        assert.deepEqual(await answerOf(name, "PTR"), ["NXDOMAIN", []], name);
      }
      assert.deepEqual(await world.askedOf(VPC_RESOLVER), []);
    });

    it("2: forwards each zone of a range that takes several", async () => {
      const addresses = ["172.16.0.1", "172.31.255.1", "100.64.0.1", "100.127.0.1", "fd12::1"];
      await serveSite(
        Object.fromEntries(addresses.map((each) => [`${reverseName(each).slice(0, -1)} PTR`, ["a.acmecorp.com"]])),
      );
      for (const address of addresses) {
        assert.deepEqual(
          await answerOf(reverseName(address).slice(0, -1), "PTR"),
          ["NOERROR", ["a.acmecorp.com"]],
          address,
        );
      }
    });

    it("3: lets private addresses pass for our names and AWS's, for no public one", async () => {
      await world.serve(VPC_RESOLVER, {
        "fs-1.efs.eu-west-1.amazonaws.com A": ["10.20.3.4"],
        "app1.cloud.acmecorp.com A": ["10.20.3.5"],
        "www.example A": ["203.0.113.7"],
        ...Object.fromEntries(PRIVATE.map((address, index) => [`rebound${index}.example A`, [address]])),
        "rebound6.example AAAA": ["fd00::9"],
        "mapped.example AAAA": ["::ffff:10.1.0.9"],
      });
      await serveSite({ "intranet.acmecorp.com A": ["10.1.0.9"], "intranet.acmecorp.com AAAA": ["fd00::9"] });
      assert.deepEqual(await answerOf("fs-1.efs.eu-west-1.amazonaws.com"), ["NOERROR", ["10.20.3.4"]]);
      assert.deepEqual(await answerOf("app1.cloud.acmecorp.com"), ["NOERROR", ["10.20.3.5"]]);
      assert.deepEqual(await answerOf("intranet.acmecorp.com"), ["NOERROR", ["10.1.0.9"]]);
      assert.deepEqual(await answerOf("intranet.acmecorp.com", "AAAA"), ["NOERROR", ["fd00::9"]]);
      assert.deepEqual(await answerOf("www.example"), ["NOERROR", ["203.0.113.7"]]);
      const rebound = [software.rebound.status, software.rebound.answers];
      for (const index of PRIVATE.keys()) assert.deepEqual(await answerOf(`rebound${index}.example`), rebound);
      for (const name of ["rebound6.example", "mapped.example"])
        assert.deepEqual(await answerOf(name, "AAAA"), rebound);
    });

    it("4: follows aliases from the site to AWS and back, and asks the target's own servers", async () => {
      const targets = {
        "db.eu-west-1.rds.amazonaws.com A": ["10.20.4.4"],
        "www.cloud.acmecorp.com CNAME": ["web.acmecorp.com"],
      };
      await world.serve(VPC_RESOLVER, targets);
      await serveSite({
        "db.acmecorp.com CNAME": ["db.eu-west-1.rds.amazonaws.com"],
        "web.acmecorp.com A": ["10.1.4.4"],
      });
      assert.deepEqual(await answerOf("db.acmecorp.com"), ["NOERROR", ["db.eu-west-1.rds.amazonaws.com", "10.20.4.4"]]);
      assert.deepEqual(await answerOf("www.cloud.acmecorp.com"), ["NOERROR", ["web.acmecorp.com", "10.1.4.4"]]);
    });

    it("5: sends a child zone elsewhere than its parent, whatever the parent says of it", async () => {
      await world.serve(VPC_RESOLVER, { "app2.cloud.acmecorp.com A": ["10.20.5.5"] });
      await serveSite({ "sibling.acmecorp.com A": ["10.1.5.5"], "app2.cloud.acmecorp.com A": ["10.1.66.66"] });
      assert.deepEqual(await answerOf("no.acmecorp.com"), ["NXDOMAIN", []]);
      assert.deepEqual(await answerOf("app2.cloud.acmecorp.com"), ["NOERROR", ["10.20.5.5"]]);
      assert.deepEqual(await answerOf("sibling.acmecorp.com"), ["NOERROR", ["10.1.5.5"]]);
      const asked = (await Promise.all(SITE.map((address) => world.askedOf(address)))).flat();
      assert.ok(!asked.some((name) => name.endsWith("cloud.acmecorp.com")), `the site was asked ${asked}`);
    });

    it("6: answers of an unsigned private zone below a signed parent where validation is switched on", async () => {
      const records = { "app1.corp.signed.example A": ["10.1.0.9"] };
      await serveSite(records);
      await world.run(software.name, software.validating(conf));
      assert.deepEqual(await answerOf("app1.corp.signed.example"), ["NOERROR", ["10.1.0.9"]]);
      const line = software.unsigned("corp.signed.example");
      // Where two lists name the zone, the last one is that of what is not signed.
      const at = conf.lastIndexOf(line);
      const without = conf.slice(0, at) + conf.slice(at + line.length);
      await world.run(software.name, software.validating(without));
      assert.equal((await world.ask({ name: "app1.corp.signed.example" })).status, "SERVFAIL", "the key counts");
    });

    it("7: has cached names within 2 s when the site is silent, and fresh ones soon after it is back", async () => {
      await serveSite({ "cached.acmecorp.com A": ["10.1.7.7"] });
      await world.serve(VPC_RESOLVER, {
        "app7.cloud.acmecorp.com A": ["10.20.7.7"],
        "app8.cloud.acmecorp.com A": ["10.20.7.8"],
      });
      assert.deepEqual(await answerOf("cached.acmecorp.com"), ["NOERROR", ["10.1.7.7"]]);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await serveSite({}, "silent");
      for (let round = 0; round < 3; round++) {
        const { answers, tookMilliseconds } = await world.ask({ name: "cached.acmecorp.com" });
        assert.deepEqual(answers, ["10.1.7.7"]);
        assert.ok(tookMilliseconds < 2_000 + MACHINE, `took ${tookMilliseconds} ms`);
      }
      const cloud = await world.ask({ name: "app7.cloud.acmecorp.com" });
      assert.ok(
        cloud.status === "NOERROR" && cloud.tookMilliseconds < MACHINE,
        `cloud names took ${cloud.tookMilliseconds} ms`,
      );
      await serveSite({ "cached.acmecorp.com A": ["10.1.7.8"] });
      await until("cached.acmecorp.com", ({ answers }) => answers[0] === "10.1.7.8", 10_000);
    });

    it("7: has answers in less than a second when one of the site's two resolvers is silent", async () => {
      // BIND asks the silent one again for one name in some hundreds.
      const names = many(600, (index) => `one-of-two-${index}.acmecorp.com`);
      const records = Object.fromEntries(names.map((name) => [`${name} A`, ["10.1.7.9"]]));
      await serveSite(records);
      await world.serve(SITE[0], records, "silent");
      const took: number[] = [];
      for (const name of names) {
        const { status, tookMilliseconds } = await world.ask({ name });
        assert.equal(status, "NOERROR", `${name} ${took.length}`);
        took.push(tookMilliseconds);
      }
      const p99 = took.sort((left, right) => left - right)[Math.ceil(took.length * 0.99) - 1]!;
      assert.ok(p99 < 1_000, `p99 is ${p99} ms`);
    });

    it("7: answers the first question after it starts, though one of the site's two resolvers is silent", async () => {
      const records = { "first.acmecorp.com A": ["10.1.7.10"] };
      await serveSite(records);
      await world.serve(SITE[0], records, "silent");
      // Whom it asks first is chance.
      for (let start = 0; start < 8; start++) {
        await world.run(software.name, `${conf}# start ${start}\n`);
        assert.deepEqual(await answerOf("first.acmecorp.com"), ["NOERROR", ["10.1.7.10"]]);
      }
    });

    it("8: never asks the internet about a private name, also when the site answers SERVFAIL", async () => {
      await serveSite({}, "servfail");
      for (const [name, type] of [
        ["secret.acmecorp.com", "A"],
        ["8.8.1.10.in-addr.arpa", "PTR"],
      ] as const) {
        assert.deepEqual(await answerOf(name, type), ["SERVFAIL", []]);
      }
      assert.deepEqual(await world.askedOf(VPC_RESOLVER), []);
    });

    for (const [count, what, name] of [
      [2_000, "as many names", (index: number) => `burst${index}.acmecorp.com`],
      [software.waitingForOneName, "one name", () => "everybody.acmecorp.com"],
    ] as const) {
      it(`9: drops no question of ${count} at once from one address about ${what}`, async () => {
        // One that has seen how slow the site is, and not a silent one: else this would measure what is left of that.
        await world.run(software.name, `${conf}# asked about ${what}\n`);
        const names = many(count, name);
        const before = many(8, (index) => `before${index}.acmecorp.com`);
        const records = [...names, ...before].map((each) => [`${each} A`, ["10.1.9.9"]] as const);
        await serveSite(Object.fromEntries(records), "slow");
        for (const each of before) await until(each, ({ status }) => status === "NOERROR", 10_000);
        const answers = await world.askAtOnce(names.map((each) => ({ name: each, from: CLIENT })));
        const lost = answers.filter(({ status }) => status !== "NOERROR");
        assert.equal(lost.length, 0, `lost: ${[...new Set(lost.map(({ status }) => status))]}`);
      });
    }

    it("10: carries answers of up to 60 kB over TCP, and no packet above 1,232 octets", async () => {
      const texts = (count: number) => many(count, (index) => `${index}`.padEnd(250, "."));
      const sets: { readonly [question: string]: readonly string[] } = {
        "4k.acmecorp.com TXT": texts(15),
        "60k.acmecorp.com TXT": texts(215),
        "1800.acmecorp.com A": many(1_800, (index) => `10.1.${index >> 8}.${index & 255}`),
      };
      await serveSite(sets);
      for (const [question, data] of Object.entries(sets)) {
        const [name = "", type = ""] = question.split(" ");
        const packet = await world.ask({ name, type });
        assert.deepEqual([packet.truncated, packet.bytes <= 1_232], [true, true], `${name}: ${packet.bytes} octets`);
        const whole = await world.ask({ name, type, tcp: true });
        assert.equal(whole.answers.length, data.length, `${name}: ${whole.status}`);
      }
    });

    it("11: refuses whoever is outside the known ranges, over UDP and TCP, and asks nobody for them", async () => {
      await world.serve(VPC_RESOLVER, { "public.example A": ["203.0.113.11"] });
      assert.deepEqual(await answerOf("public.example"), ["NOERROR", ["203.0.113.11"]]);
      await world.askedOf(VPC_RESOLVER);
      for (const tcp of [false, true]) {
        for (const name of ["public.example", "other.example", "5.0.20.10.in-addr.arpa", "localhost"]) {
          const { status, answers } = await world.ask({ name, tcp, from: STRANGER });
          assert.deepEqual([status, answers], ["REFUSED", []], `${name} over ${tcp ? "TCP" : "UDP"}`);
        }
      }
      assert.deepEqual(await world.askedOf(VPC_RESOLVER), []);
    });

    it("gives nobody more by ANY than by asking for one type", async () => {
      const sets = {
        "many.acmecorp.com A": many(40, (index) => `10.1.11.${index}`),
        "many.acmecorp.com TXT": many(4, (index) => `${index}`.padEnd(250, ".")),
      };
      await serveSite(sets);
      for (const type of ["A", "TXT"]) await world.ask({ name: "many.acmecorp.com", type });
      const { bytes, answers } = await world.ask({ name: "many.acmecorp.com", type: "ANY" });
      assert.ok([0, 4, 40].includes(answers.length) && bytes <= 1_232, `${answers.length} records, ${bytes} octets`);
    });

    it("12: is never rendered with itself as a server", () => {
      const loop = { ...configuration, forwardZones: { "acmecorp.com": { resolvers: ["127.0.0.1"] } } };
      assert.throws(() => software.render(loop), { code: "FORWARDING_LOOP" });
    });

    it("13: asks the resolver of its own VPC about names that AWS makes for that VPC only", async () => {
      const name = "vpce-1.s3.eu-west-1.vpce.amazonaws.com";
      await world.serve(VPC_RESOLVER, { [`${name} A`]: ["10.20.13.13"] });
      assert.deepEqual(await answerOf(name), ["NOERROR", ["10.20.13.13"]]);
    });

    it("14: asks the site about the internet where that is said, and the VPC's resolver still about AWS", async () => {
      const viaSite = { ...configuration, forwardZones: { ...configuration.forwardZones, ".": toSite } };
      await world.run(software.name, software.render(viaSite));
      await world.serve(VPC_RESOLVER, { "ec2.eu-west-1.amazonaws.com A": ["203.0.113.14"] });
      await serveSite({ "www.example A": ["203.0.113.15"] });
      assert.deepEqual(await answerOf("www.example"), ["NOERROR", ["203.0.113.15"]]);
      assert.deepEqual(await answerOf("ec2.eu-west-1.amazonaws.com"), ["NOERROR", ["203.0.113.14"]]);
      assert.deepEqual(await world.askedOf(VPC_RESOLVER), ["ec2.eu-west-1.amazonaws.com"]);
    });

    it("takes other rules without a restart, and keeps what it knows", async () => {
      const name = "1.5.20.10.in-addr.arpa";
      await world.serve(VPC_RESOLVER, {
        "known.example A": ["203.0.113.20"],
        [`${name} PTR`]: ["new.cloud.acmecorp.com"],
      });
      await serveSite({ [`${name} PTR`]: ["other.acmecorp.com"] });
      const withRule = (rule: { resolvers: string[] }) =>
        software.render({
          ...configuration,
          forwardZones: { ...configuration.forwardZones, "5.20.10.in-addr.arpa.": rule },
        });
      assert.deepEqual(await answerOf("known.example"), ["NOERROR", ["203.0.113.20"]]);
      assert.deepEqual(await answerOf(name, "PTR"), ["NXDOMAIN", []]);
      await world.reload(software.name, withRule(toVpc));
      assert.deepEqual(await answerOf(name, "PTR"), ["NOERROR", ["new.cloud.acmecorp.com"]]);
      await world.reload(software.name, withRule(toSite));
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      assert.deepEqual(await answerOf(name, "PTR"), ["NOERROR", ["other.acmecorp.com"]]);
      await world.reload(software.name, conf);
      await world.serve(VPC_RESOLVER, {}, "silent");
      assert.deepEqual(await answerOf("known.example"), ["NOERROR", ["203.0.113.20"]]);
      assert.deepEqual(await answerOf(name, "PTR"), ["NXDOMAIN", []]);
    });

    it("15: knows a name in any case, with underscores, and as long as names get", async () => {
      const names = [
        "_ldap._tcp.dc._msdcs.acmecorp.com",
        "xn--mnchen-3ya.acmecorp.com",
        `${LONG_LABEL}.acmecorp.com`,
        LONG_NAME,
      ];
      await serveSite(Object.fromEntries(names.map((name) => [`${name} A`, ["10.1.15.15"]])));
      for (const name of names) {
        for (const asked of [name, name.toUpperCase(), name]) {
          assert.deepEqual(await answerOf(asked), ["NOERROR", ["10.1.15.15"]], asked);
        }
      }
    });
  });
}

/** What a busy machine may add to a measured time. */
const MACHINE = 400;
/** One of each private range. */
const PRIVATE = ["10.1.0.9", "172.16.0.9", "192.168.0.9", "169.254.0.9", "100.64.0.9"];
