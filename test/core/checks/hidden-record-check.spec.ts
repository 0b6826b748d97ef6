import assert from "node:assert/strict";
import { planTopology } from "../../../components/core/plan-topology";
import { resolveConfig } from "../../../components/core/resolve-config";
import { codeAt, described } from "../descriptions";

/** Records of cloud.acmecorp.com beside a zone x.cloud.acmecorp.com, in some VPCs or all. */
function withCloserZone(vpcs?: string[]) {
  return described({
    privateZones: {
      "cloud.acmecorp.com": {
        records: {
          app1: { a: ["10.21.1.10"] },
          x: { a: ["10.21.1.11"] },
          "y.x": { a: ["10.21.1.12"] },
          yx: { a: ["10.21.1.13"] },
          "*.x": { cname: "app1.cloud.acmecorp.com" },
        },
      },
      "x.cloud.acmecorp.com": { records: { z: { a: ["10.21.1.14"] } }, ...(vpcs && { vpcs }) },
    },
  });
}

function hiddenIn(vpcs?: string[]) {
  const { resolved, problems, notices } = resolveConfig("acme", withCloserZone(vpcs));
  assert.deepEqual(problems, []);
  return {
    hidden: notices.filter(({ code }) => code === "RECORD_HIDDEN"),
    withPtr: planTopology(resolved!).ptrRecords!.addressRecords.map(({ name }) => name),
  };
}

describe("A record that a closer private zone hides", () => {
  const path = (label: string) => `privateZones["cloud.acmecorp.com"].records${label} RECORD_HIDDEN`;

  it("is worth a notice and gets no PTR record", () => {
    const { hidden, withPtr } = hiddenIn();
    assert.deepEqual(hidden.map(codeAt), [path(".x"), path('["*.x"]'), path('["y.x"]')]);
    assert.match(hidden[2]!.message, /zone x\.cloud\.acmecorp\.com answers in its place, .*no PTR record/);
    assert.deepEqual(withPtr.toSorted(), [
      "app1.cloud.acmecorp.com",
      "yx.cloud.acmecorp.com",
      "z.x.cloud.acmecorp.com",
    ]);
  });

  it("keeps its PTR record where only some VPCs have the closer zone, which the notice names", () => {
    const { hidden, withPtr } = hiddenIn(["hub"]);
    assert.equal(hidden.length, 3);
    assert.match(hidden[1]!.message, /answers in its place in hub, and does not have it; move it/);
    assert.equal(withPtr.length, 5);
  });
});
