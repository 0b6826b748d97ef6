import assert from "node:assert/strict";
import fc from "fast-check";
import type { DomainName } from "../../components/core/domain-name";
import type { RecordSet } from "../../components/core/resource-record";
import { decideReverseZone, desiredPtrSets } from "../../components/core/reverse-sync";
import { type ReverseSyncConfig, resolveReverseSync } from "../../components/core/reverse-sync-config";

const CLOUD = "cloud.acmecorp.com." as DomainName;
const Z20 = "20.10.in-addr.arpa.";

function settingsOf(config: Partial<ReverseSyncConfig> = {}) {
  const { settings, problems } = resolveReverseSync({
    forwardZoneIds: { [CLOUD]: "ZF" },
    reverseZoneIds: { [Z20]: "Z20" },
    ...config,
  });
  assert.deepEqual(problems, []);
  return settings!;
}

const a = (name: string, ...values: string[]): RecordSet => ({
  name: `${name}.` as DomainName,
  type: "A",
  ttlSeconds: 300,
  values,
});
const ptr = (reverseName: string, ...names: string[]): RecordSet => ({
  name: `${reverseName}.${Z20}` as DomainName,
  type: "PTR",
  ttlSeconds: 300,
  values: names.map((name) => `${name}.`),
});
const cloud = (...recordSets: RecordSet[]) => [{ zoneName: CLOUD, recordSets }];
const desiredIn = (recordSets: RecordSet[], config: Partial<ReverseSyncConfig> = {}) =>
  desiredPtrSets(settingsOf(config), cloud(...recordSets)).zones.get(Z20 as DomainName)!;

describe("PTR records that follow from zones", () => {
  it("are those of all names of an address, in one order", () => {
    const sets = [a("b.cloud.acmecorp.com", "10.20.0.5"), a("a.cloud.acmecorp.com", "10.20.0.5", "10.20.0.6")];
    for (const order of [sets, sets.toReversed()]) {
      assert.deepEqual(desiredIn(order), [
        ptr("5.0", "a.cloud.acmecorp.com", "b.cloud.acmecorp.com"),
        ptr("6.0", "a.cloud.acmecorp.com"),
      ]);
    }
  });

  it("merge sets of one name, each with what it says, and take the smallest TTL", () => {
    const blue = { ...a("app.cloud.acmecorp.com", "10.20.0.5", "10.20.0.7"), routing: "blue" };
    const green = { ...a("app.cloud.acmecorp.com", "10.20.0.6", "10.20.0.7"), routing: "green", ttlSeconds: 60 };
    assert.deepEqual(desiredIn([blue, green]), [
      ptr("5.0", "app.cloud.acmecorp.com"),
      { ...ptr("6.0", "app.cloud.acmecorp.com"), ttlSeconds: 60 },
      { ...ptr("7.0", "app.cloud.acmecorp.com"), ttlSeconds: 60 },
    ]);
  });

  it("list what gets none, by name, and say why", () => {
    const { skipped } = desiredPtrSets(
      settingsOf({ policy: { exclude: ["tmp.cloud.acmecorp.com"] } }),
      cloud(
        a("*.cloud.acmecorp.com", "10.20.0.5"),
        a("tmp.cloud.acmecorp.com", "10.20.0.6"),
        a("far.cloud.acmecorp.com", "192.0.2.1"),
        { ...a("lb.cloud.acmecorp.com"), routing: "an alias of x." },
      ),
    );
    assert.deepEqual(
      skipped.map(({ name, what, reason }) => `${name} ${what}: ${reason}`),
      [
        "*.cloud.acmecorp.com 10.20.0.5: a wildcard is no name of a host",
        "far.cloud.acmecorp.com 192.0.2.1: no reverse zone covers it",
        "lb.cloud.acmecorp.com A: it is an alias of x.",
        "tmp.cloud.acmecorp.com 10.20.0.6: it is excluded",
      ],
    );
  });

  it("have names and addresses of the configuration among them", () => {
    const addressRecords = [{ name: "printer.lan", addresses: ["10.20.0.9"], ttlSeconds: 60 }];
    assert.deepEqual(desiredIn([], { addressRecords }), [{ ...ptr("9.0", "printer.lan"), ttlSeconds: 60 }]);
  });
});

describe("What makes a reverse zone as it should be", () => {
  const own = "a.cloud.acmecorp.com";
  const rows: [string, RecordSet[], RecordSet[], Partial<ReverseSyncConfig>, string[]][] = [
    ["creates what is missing", [], [ptr("5.0", own)], {}, ["+5.0"]],
    ["leaves what is right", [ptr("5.0", own)], [ptr("5.0", own)], {}, []],
    ["updates ours", [ptr("5.0", own)], [ptr("5.0", "b.cloud.acmecorp.com")], {}, ["~5.0"]],
    ["updates a TTL", [{ ...ptr("5.0", own), ttlSeconds: 5 }], [ptr("5.0", own)], {}, ["~5.0"]],
    ["deletes ours", [ptr("5.0", own)], [], {}, ["-5.0"]],
    ["leaves others'", [ptr("5.0", "a.example.com")], [], {}, []],
    ["shows others' where one of ours should be", [ptr("5.0", "a.example.com")], [ptr("5.0", own)], {}, ["!5.0"]],
    ["shows what is partly ours", [ptr("5.0", own, "a.example.com")], [ptr("5.0", own)], {}, ["!5.0"]],
    [
      "takes over what is adopted",
      [ptr("5.0", "a.example.com")],
      [ptr("5.0", own)],
      { policy: { adopt: ["10.20.0.5"] } },
      ["~5.0"],
    ],
    [
      "shows a CNAME where one of ours should be",
      [{ ...ptr("5.0", "x"), type: "CNAME" }],
      [ptr("5.0", own)],
      { policy: { adopt: ["10.20.0.5"] } },
      ["!5.0"],
    ],
    [
      "shows a set with a routing policy, also where it is adopted",
      [{ ...ptr("5.0", own), routing: "blue" }],
      [ptr("5.0", own)],
      { policy: { adopt: ["10.20.0.5"] } },
      ["!5.0"],
    ],
    ["leaves excluded names to others", [ptr("5.0", own)], [], { policy: { exclude: [own] } }, []],
    ["deletes names of owned domains", [ptr("5.0", "a.lab")], [], { ownedDomains: ["lab"] }, ["-5.0"]],
    [
      "moves a literal name",
      [ptr("5.0", "printer.lan")],
      [ptr("6.0", "printer.lan")],
      { addressRecords: [{ name: "printer.lan", addresses: ["10.20.0.6"] }] },
      ["-5.0", "+6.0"],
    ],
    ["leaves the zone's own records", [{ ...ptr("x", "ns.aws"), name: Z20 as DomainName, type: "NS" }], [], {}, []],
  ];
  const signs = ({ changes, conflicts }: ReturnType<typeof decideReverseZone>) => [
    ...changes.map(({ before, after }) => {
      const sign = before && after ? "~" : after ? "+" : "-";
      return `${sign}${(after ?? before)!.name.replace(`.${Z20}`, "")}`;
    }),
    ...conflicts.map(({ desired }) => `!${desired.name.replace(`.${Z20}`, "")}`),
  ];
  for (const [title, current, desired, config, expected] of rows) {
    it(title, () => assert.deepEqual(signs(decideReverseZone(settingsOf(config), current, desired)), expected));
  }

  describe("beside a classless zone (case 24)", () => {
    const child = `64/28.5.${Z20}`;
    const settings = settingsOf({
      reverseZoneIds: { [Z20]: "Z20", [child]: "Z64" },
      policy: { adopt: ["10.20.5.71"] },
    });
    const desired = desiredPtrSets(settings, cloud(a("a.cloud.acmecorp.com", "10.20.5.70", "10.20.5.71")));
    const inParent = desired.zones.get(Z20 as DomainName)!;
    const cname = (host: number, target: string): RecordSet => ({
      ...ptr(`${host}.5`),
      type: "CNAME",
      values: [target],
    });

    it("leads there by CNAME, which Route 53 reads back as no change", () => {
      assert.equal(inParent.length, 16);
      const readBack = inParent.map((set) => ({
        ...set,
        values: set.values.map((value) => value.replace("/", "\\057")),
      }));
      assert.deepEqual(decideReverseZone(settings, readBack, inParent).changes, []);
      assert.equal(inParent[6]!.values[0], `70.64\\05728.5.${Z20}`);
    });

    it("takes its own PTR records out of the way in the same batch, and shows others'", () => {
      const own = ptr("70.5", "a.cloud.acmecorp.com");
      const decision = decideReverseZone(
        settings,
        [own, ptr("71.5", "x.example.com"), ptr("72.5", "y.example.com")],
        inParent,
      );
      const at70 = decision.changes.filter(({ before, after }) => (before ?? after)!.name.startsWith("70.5."));
      assert.deepEqual(
        at70.map(({ before, after }) => [before?.type, after?.type]),
        [
          ["PTR", undefined],
          [undefined, "CNAME"],
        ],
      );
      assert.deepEqual(
        decision.conflicts.map(({ desired: { name } }) => name),
        [`71.5.${Z20}`, `72.5.${Z20}`],
      );
    });

    it("adopts in it by address", () => {
      const inChild = desired.zones.get(child as DomainName)!;
      const other = { ...inChild[1]!, values: ["x.example.com."] };
      assert.deepEqual(signs(decideReverseZone(settings, [other], inChild)), [`+70.64/28.5`, `~71.64/28.5`]);
    });

    it("removes the CNAMEs that led into zones of its own, and no others", () => {
      const current = [
        cname(64, `64.${child}`),
        cname(65, `66.${child}`),
        cname(66, "66.64/28.5.21.10.in-addr.arpa."),
        cname(67, "a.cloud.acmecorp.com."),
      ];
      assert.deepEqual(signs(decideReverseZone(settings, current, [])), ["-64.5"]);
    });
  });

  it("leaves alone what points into a zone that could not be read", () => {
    const settings = settingsOf({ forwardZoneIds: { "acmecorp.com": "ZA", [CLOUD]: "ZF" } });
    const decision = decideReverseZone(settings, [ptr("5.0", own), ptr("6.0", "b.acmecorp.com")], [], [CLOUD]);
    assert.deepEqual(signs(decision), ["-6.0"]);
    assert.equal(decision.counts.foreign, 1);
  });

  it("counts what is ours, and refuses to delete too much of it", () => {
    const current = Array.from({ length: 20 }, (_, index) => ptr(`${index}.0`, `h${index}.cloud.acmecorp.com`));
    const desired = [{ ...current[0]!, ttlSeconds: 5 }, ...current.slice(1, 13), ptr("1.1", "new.cloud.acmecorp.com")];
    const other = ptr("2.1", "a.example.com");
    const { counts, refusals } = decideReverseZone(settingsOf(), [...current, other], desired);
    assert.deepEqual(counts, { existing: 20, creates: 1, updates: 1, deletes: 7, foreign: 1 });
    assert.deepEqual(refusals, [{ action: "delete", count: 7, existing: 20, maximumPercent: 30 }]);
    const forced = decideReverseZone(settingsOf({ guards: { force: true } }), current, desired);
    assert.deepEqual(forced.refusals, []);
  });

  it("does not depend on the order of anything", () => {
    const name = fc.constantFrom("a.cloud.acmecorp.com", "b.cloud.acmecorp.com", "x.example.com");
    const address = fc.integer({ min: 1, max: 4 });
    const anyA = fc
      .tuple(name, fc.uniqueArray(address, { minLength: 1, maxLength: 3 }))
      .map(([each, hosts]) => a(each, ...hosts.map((host) => `10.20.0.${host}`)));
    const anyPtr = fc
      .tuple(address, fc.uniqueArray(name, { minLength: 1, maxLength: 2 }))
      .map(([host, names]) => ptr(`${host}.0`, ...names));
    const sets = fc.array(anyA, { maxLength: 5 });
    const standing = fc.uniqueArray(anyPtr, { maxLength: 4, selector: (set) => set.name });
    fc.assert(
      fc.property(sets, standing, (forward, current) => {
        const settings = settingsOf();
        const decide = (forwardSets: RecordSet[], currentSets: RecordSet[]) => {
          const { zones, skipped } = desiredPtrSets(settings, cloud(...forwardSets));
          return { decision: decideReverseZone(settings, currentSets, zones.get(Z20 as DomainName)!), skipped };
        };
        assert.deepEqual(decide(forward, current), decide(forward.toReversed(), current.toReversed()));
      }),
    );
  });
});
