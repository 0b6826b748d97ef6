import assert from "node:assert/strict";
import type { DesiredState } from "../../../components/core/forwarder-contract";
import { decideMakeWay, type OthersSeen, type OwnNature } from "../../../components/forwarder-agent/decisions/make-way";
import { desired, minutesAgo, NOW, report } from "./desired";

const own = { slot: "b", imageId: "ami-old", software: "unbound" } as const;
const seen = (changes: Partial<OthersSeen> = {}): OthersSeen => ({
  reports: { a: report("a"), c: report("c", { imageId: "ami-old" }) },
  answering: new Set(["a", "c"]),
  now: NOW,
  inVain: false,
  ...changes,
});
const withA = (changes: Parameters<typeof report>[1]) => seen({ reports: { a: report("a", changes) } });

describe("decideMakeWay", () => {
  type Case = [what: string, wanted: DesiredState, own: OwnNature, seen: OthersSeen, expected: string];
  const alone = { ...desired, slots: [{ key: "b", address: "10.20.1.5" }] };
  const first = { ...own, slot: "a" };
  const cases: Case[] = [
    ["one that is what it should be stays", desired, { ...own, imageId: "ami-new" }, seen(), "stay"],
    ["where no image is wanted, none is another", { ...desired, imageId: undefined }, own, seen(), "stay"],
    [
      "a slot that is not among them stays: the infrastructure takes it away",
      desired,
      { ...own, slot: "z" },
      seen(),
      "stay",
    ],
    ["its turn has come: those before are new, and all others answer", desired, own, seen(), "make-way"],
    [
      "other software is a reason like another image",
      { ...desired, imageId: undefined, software: "bind" },
      { ...first },
      seen({ answering: new Set(["b", "c"]) }),
      "make-way",
    ],
    [
      "the first one waits for no report",
      desired,
      first,
      seen({ reports: {}, answering: new Set(["b", "c"]) }),
      "make-way",
    ],
    ["one that is alone goes without asking", alone, own, seen({ reports: {}, answering: new Set() }), "make-way"],
    ["one before it is still old", desired, own, withA({ imageId: "ami-old" }), "slot a goes first"],
    ["one before it has the old software", desired, own, withA({ software: "bind" }), "slot a goes first"],
    [
      "one before it says that it is not healthy",
      desired,
      own,
      withA({ healthy: false }),
      "slot a says that it is not healthy",
    ],
    [
      "one before it has said nothing",
      desired,
      own,
      seen({ reports: {} }),
      "slot a has not reported for three minutes",
    ],
    [
      "one before it has said it too long ago",
      desired,
      own,
      withA({ reportedAt: minutesAgo(3.1) }),
      "slot a has not reported for three minutes",
    ],
    [
      "one before it does not answer now, whatever it said",
      desired,
      own,
      seen({ answering: new Set(["c"]) }),
      "no answer from slot a",
    ],
    ["one after it does not answer now", desired, own, seen({ answering: new Set(["a"]) }), "no answer from slot c"],
    [
      "its predecessor made way for the same in vain",
      desired,
      own,
      seen({ inVain: true }),
      "the machine before made way for the same, and this one came",
    ],
  ];
  for (const [what, state, self, others, expected] of cases) {
    it(what, () => {
      const decision = decideMakeWay(state, self, others);
      assert.equal(decision.kind === "wait" ? decision.reason : decision.kind, expected);
    });
  }

  it("lets every slot become new, and never two at a time, whatever the order in which they look", () => {
    for (const order of [
      ["a", "b", "c"],
      ["c", "b", "a"],
      ["b", "c", "a"],
    ]) {
      const images: { [slot: string]: string } = { a: "ami-old", b: "ami-old", c: "ami-old" };
      const gone: string[] = [];
      for (let round = 0; round < 4; round++) {
        for (const slot of order) {
          const reports = Object.fromEntries(
            Object.entries(images).map(([key, imageId]) => [key, report(key, { imageId })]),
          );
          const others = seen({ reports, answering: new Set(Object.keys(images)) });
          if (decideMakeWay(desired, { slot, imageId: images[slot]!, software: "unbound" }, others).kind !== "make-way")
            continue;
          gone.push(slot);
          images[slot] = "ami-new";
        }
      }
      assert.deepEqual(gone, ["a", "b", "c"]);
    }
  });
});
