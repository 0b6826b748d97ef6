import assert from "node:assert/strict";
import {
  type ChangeAction,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  type RRType,
} from "@aws-sdk/client-route-53";
import { awsError, withFront } from "../running-front";
import { numbers, refused, set, unhurried, withZone, zoneName } from "./zone-under-test";

describe("record sets of the front", () => {
  const running = withFront({ route53: { settings: unhurried } });
  const { id, change, list, added } = withZone(running);

  describe("values", () => {
    const cases: readonly [RRType, readonly string[], readonly string[]][] = [
      ["A", ["10.0.0.1"], ["10.0.0.256", "10.0.0", "::1", "host.example", "010.0.0.1", ""]],
      ["AAAA", ["fd00::1", "::ffff:10.0.0.1"], ["10.0.0.1", "fd00::g", "fe80::1%eth0"]],
      ["CNAME", ["target.example", "Target.Example."], ["a..example", "spa ce.example", `${"a".repeat(64)}.example`]],
      ["PTR", ["host.example"], ["", "a..example"]],
      [
        "MX",
        ["10 mail.example", "65535 mail.example."],
        ["mail.example", "65536 mail.example", "-1 mail.example", "10 a b"],
      ],
      ["SRV", ["1 2 389 ldap.example"], ["1 2 ldap.example", "1 2 65536 ldap.example"]],
      [
        "TXT",
        [
          '"one"',
          '"one" "two"',
          '"one""two"',
          '""',
          `"${"a".repeat(255)}"`,
          '"quote \\" and \\\\ and \\041"',
          `"${"a".repeat(255)}" "b"`,
        ],
        ["one", '"one', 'one"', `"${"a".repeat(256)}"`, '"one" two', '"\u00e4"', '"end\\"'],
      ],
      ["CAA", ['0 issue "ca.example"'], ["issue ca.example"]],
    ];
    for (const [type, good, bad] of cases) {
      it(`of ${type} are accepted when they are right and refused when they are not`, async () => {
        for (const [at, value] of good.entries()) await change(["CREATE", set(`good${at}`, type, [value])]);
        for (const value of bad) {
          const order = change(["CREATE", set("bad", type, [value])]);
          await assert.rejects(order, refused("Invalid Resource Record"), `${type} ${value}`);
        }
      });
    }
    it("of TXT have at most 4,000 characters", async () => {
      // 15 strings of 255 and one of 111 with quotes and gaps: 15 * 258 + 130 = 4,000.
      const full = `${`"${"a".repeat(255)}" `.repeat(15)}"${"b".repeat(128)}"`;
      assert.equal(full.length, 4_000);
      await change(["CREATE", set("t", "TXT", [full])]);
      await assert.rejects(change(["UPSERT", set("t", "TXT", [full.replace(/"$/, 'b"')])]), refused("too long"));
      assert.equal((await list()).find(({ Type }) => Type === "TXT")?.ResourceRecords?.[0]?.Value, full);
    });
    it("of one record set are not repeated, whatever their case", async () => {
      const twice = set("p", "PTR", ["host.example", "HOST.example."]);
      await assert.rejects(change(["CREATE", twice]), refused("Duplicate Resource Record"));
    });
  });

  describe("names", () => {
    it("come back lower-case, absolute and escaped, and are the same in every spelling", async () => {
      await change(
        ["CREATE", set("*.Wild", "A", ["10.0.0.1"])],
        ["CREATE", set("0/25", "NS", ["ns.example"])],
        ["CREATE", set("a\\056b", "A", ["10.0.0.1"])],
        ["CREATE", set("_ldap._tcp", "SRV", ["1 2 389 ldap.example"])],
      );
      assert.deepEqual(
        (await added()).sort(),
        [`\\052.wild.${zoneName}. A`, `_ldap._tcp.${zoneName}. SRV`, `a\\056b.${zoneName}. A`].sort(),
      );
      assert.ok((await list()).some(({ Name }) => Name === `0\\05725.${zoneName}.`));
      await change(["DELETE", set("\\052.wild", "A", ["10.0.0.1"])]);
    });
    it("that are none are refused", async () => {
      for (const name of ["a..b", "a\\9b", "spa ce", "\u00e4", "a".repeat(64)]) {
        await assert.rejects(change(["CREATE", set(name, "A", ["10.0.0.1"])]), refused("FATAL problem"), name);
      }
    });
  });

  describe("aliases", () => {
    const alias = (name: string, DNSName: string, zone: string, Type: RRType = "A"): ResourceRecordSet => ({
      Name: `${name}.${zoneName}`,
      Type,
      AliasTarget: { DNSName, HostedZoneId: zone, EvaluateTargetHealth: false },
    });
    const own = () => id().replace("/hostedzone/", "");

    it("point at a load balancer or at a record set of the zone", async () => {
      await change(
        ["CREATE", alias("lb", "internal-web-1.eu-central-1.elb.amazonaws.com", "Z215JYRZR1TBD5")],
        ["CREATE", set("a", "A", ["10.0.0.1"])],
        ["CREATE", alias("b", `a.${zoneName}`, own())],
      );
      const found = (await list()).find(({ Name }) => Name === `lb.${zoneName}.`);
      assert.deepEqual(found, {
        Name: `lb.${zoneName}.`,
        Type: "A",
        AliasTarget: {
          DNSName: "internal-web-1.eu-central-1.elb.amazonaws.com.",
          HostedZoneId: "Z215JYRZR1TBD5",
          EvaluateTargetHealth: false,
        },
      });
      await change(["DELETE", alias("lb", "internal-web-1.eu-central-1.elb.amazonaws.com.", "Z215JYRZR1TBD5")]);
    });
    it("are refused when their target is not there or not where they say", async () => {
      await assert.rejects(
        change(["CREATE", alias("b", `missing.${zoneName}`, own())]),
        refused("that target was not found"),
      );
      await assert.rejects(
        change(["CREATE", alias("b", "other.example", own())]),
        refused("does not lie within the target zone"),
      );
      await assert.rejects(
        change(["CREATE", alias("b", "other.example", "Z215JYRZR1TBD5")]),
        refused("does not lie within"),
      );
      await assert.rejects(
        change(["CREATE", { ...alias("b", "x.amazonaws.com", "Z215JYRZR1TBD5"), TTL: 60 }]),
        awsError("InvalidInput"),
      );
    });
  });

  describe("set identifiers", () => {
    const weighted = (SetIdentifier: string | undefined, Weight: number | undefined, address = "10.0.0.1") =>
      set("w", "A", [address], { ...(SetIdentifier && { SetIdentifier }), ...(Weight !== undefined && { Weight }) });

    it("tell weighted record sets of one name and type apart", async () => {
      await change(["CREATE", weighted("one", 1)], ["CREATE", weighted("two", 255, "10.0.0.2")]);
      assert.deepEqual(
        (await list()).filter(({ Type }) => Type === "A").map(({ SetIdentifier, Weight }) => [SetIdentifier, Weight]),
        [
          ["one", 1],
          ["two", 255],
        ],
      );
      await assert.rejects(change(["DELETE", weighted("two", 254, "10.0.0.2")]), refused("do not match"));
      await change(["DELETE", weighted("two", 255, "10.0.0.2")]);
    });
    it("go with a routing policy, one for a name and type", async () => {
      await assert.rejects(change(["CREATE", weighted(undefined, 1)]), awsError("InvalidInput", "SetIdentifier"));
      await assert.rejects(
        change(["CREATE", weighted("one", undefined)]),
        awsError("InvalidInput", "Expected exactly one of"),
      );
      await assert.rejects(change(["CREATE", weighted("one", 256)]), awsError("InvalidInput", "Weight"));
      await change(["CREATE", weighted("one", 1)]);
      await assert.rejects(change(["CREATE", set("w", "A", ["10.0.0.3"])]), refused("routing policy"));
      const multivalue = set("w", "A", ["10.0.0.3"], { SetIdentifier: "m", MultiValueAnswer: true });
      await assert.rejects(change(["CREATE", multivalue]), refused("routing policy"));
      const region = (SetIdentifier: string) => set("l", "A", ["10.0.0.3"], { SetIdentifier, Region: "eu-central-1" });
      await change(["CREATE", region("one")]);
      await assert.rejects(change(["CREATE", region("two")]), refused("eu-central-1"));
    });
  });

  describe("listing", () => {
    const pages = async (MaxItems: number | undefined) => {
      const seen: string[] = [];
      const sizes: number[] = [];
      let start: Pick<ResourceRecordSet, "Name" | "Type" | "SetIdentifier"> | undefined;
      do {
        const page = await running().route53.send(
          new ListResourceRecordSetsCommand({
            HostedZoneId: id(),
            MaxItems,
            StartRecordName: start?.Name,
            StartRecordType: start?.Type,
            StartRecordIdentifier: start?.SetIdentifier,
          }),
        );
        sizes.push(page.ResourceRecordSets!.length);
        seen.push(
          ...page.ResourceRecordSets!.map(({ Name, Type, SetIdentifier }) => `${Name} ${Type} ${SetIdentifier ?? ""}`),
        );
        start = page.IsTruncated
          ? { Name: page.NextRecordName, Type: page.NextRecordType, SetIdentifier: page.NextRecordIdentifier }
          : undefined;
      } while (start);
      return { seen, sizes };
    };

    it("goes by reversed labels, then type, then set identifier", async () => {
      await change(
        ["CREATE", set("b", "TXT", ['"x"'])],
        ["CREATE", set("b", "A", ["10.0.0.1"])],
        ["CREATE", set("z.a", "A", ["10.0.0.1"])],
        ["CREATE", set("a", "A", ["10.0.0.1"])],
        ["CREATE", set("a-c", "A", ["10.0.0.1"])],
        ["CREATE", set("w", "A", ["10.0.0.1"], { SetIdentifier: "2", Weight: 1 })],
        ["CREATE", set("w", "A", ["10.0.0.1"], { SetIdentifier: "10", Weight: 1 })],
        ["CREATE", set("*", "A", ["10.0.0.1"])],
      );
      const { seen } = await pages(undefined);
      assert.deepEqual(
        seen.map((line) => line.replace(`${zoneName}. `, "").trim()),
        ["NS", "SOA", "\\052.A", "a-c.A", "a.A", "z.a.A", "b.A", "b.TXT", "w.A 10", "w.A 2"],
      );
      for (const size of [1, 2, 3]) assert.deepEqual((await pages(size)).seen, seen, `pages of ${size}`);
    });
    it("gives 100 on a page when not asked, and never more than 300", async () => {
      await change(
        ...numbers(310).map((at): [ChangeAction, ResourceRecordSet] => ["CREATE", set(`n${at}`, "A", ["10.0.0.1"])]),
      );
      assert.deepEqual((await pages(undefined)).sizes, [100, 100, 100, 12]);
      assert.deepEqual((await pages(300)).sizes, [300, 12]);
      assert.deepEqual((await pages(1_000)).sizes, [300, 12]);
    });
    it("starts at a name that is not there, and wants a name where there is a type", async () => {
      const { route53 } = running();
      await change(["CREATE", set("a", "A", ["10.0.0.1"])], ["CREATE", set("c", "A", ["10.0.0.1"])]);
      const from = async (StartRecordName: string | undefined, StartRecordType?: RRType) =>
        (
          await route53.send(
            new ListResourceRecordSetsCommand({ HostedZoneId: id(), StartRecordName, StartRecordType }),
          )
        ).ResourceRecordSets!.map(({ Name }) => Name);
      assert.deepEqual(await from(`B.${zoneName}`), [`c.${zoneName}.`]);
      assert.deepEqual(await from(`a.${zoneName}`, "AAAA"), [`c.${zoneName}.`]);
      await assert.rejects(from(undefined, "A"), awsError("InvalidInput"));
      await assert.rejects(
        route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: id(), MaxItems: 0 })),
        awsError("InvalidInput"),
      );
    });
  });
});
