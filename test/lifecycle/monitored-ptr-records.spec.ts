import assert from "node:assert/strict";
import fc from "fast-check";
import type { DomainName } from "../../components/core/domain-name";
import type { RecordSet } from "../../components/core/resource-record";
import {
  checkPtrRecords,
  createPtrRecords,
  deletePtrRecords,
  diffPtrRecords,
  readPtrRecords,
  refusePtrConflicts,
  updatePtrRecords,
} from "../../components/lifecycle/ptr-records";
import type { PtrRecordsInputs, PtrRecordsState } from "../../components/lifecycle/ptr-records-properties";
import { planReverseSync } from "../../components/lifecycle/reverse-sync";
import { applyReverseSync } from "../../components/lifecycle/reverse-sync-apply";
import { type MemoryZones, memoryZones } from "../helpers/memory-zones";

const REVERSE = "20.10.in-addr.arpa";
const FORWARD = "cloud.acmecorp.com";

type Hosts = { readonly [label: string]: string };

function inputsOf(hosts: Hosts, monitored = true, zoneId = "reverse"): PtrRecordsInputs {
  const addressRecords = Object.entries(hosts).map(([label, address]) => ({
    name: `${label}.${FORWARD}`,
    addresses: [address],
  }));
  const { inputs, problems } = checkPtrRecords({
    addressRecords,
    zoneIds: { [REVERSE]: zoneId },
    policy: { monitored },
  });
  assert.deepEqual(problems, []);
  return inputs;
}

const record = (name: string, type: string, ...values: string[]): RecordSet => ({
  name: `${name}.` as DomainName,
  type,
  ttlSeconds: 300,
  values,
});
const ptr = (reverseName: string, ...labels: string[]) =>
  record(`${reverseName}.${REVERSE}`, "PTR", ...labels.map((label) => `${label}.${FORWARD}.`));
const address = (label: string, ...values: string[]) => record(`${label}.${FORWARD}`, "A", ...values);

/** One run of the monitor, on the very engine that its function has. */
async function monitor(zones: MemoryZones): Promise<void> {
  const config = {
    forwardZoneIds: { [FORWARD]: "forward" },
    reverseZoneIds: { [REVERSE]: "reverse" },
    guards: { force: true },
  };
  const plan = await planReverseSync(zones, config);
  const { zones: written } = await applyReverseSync(zones, plan);
  assert.deepEqual(
    written.flatMap(({ stop }) => stop ?? []),
    [],
  );
}

describe("PTR records that a monitor keeps", () => {
  it("are created by the stack where they are missing, and nothing else is done to any record", async () => {
    const zones = memoryZones("reverse");
    zones.put("reverse", ptr("6.0", "elsewhere"));
    const { state, notices } = await createPtrRecords(zones, inputsOf({ app1: "10.20.0.5", app2: "10.20.0.6" }));
    assert.deepEqual(notices, []);
    assert.deepEqual(zones.content("reverse"), {
      "5.0.20.10.in-addr.arpa. PTR": "300 app1.cloud.acmecorp.com.",
      "6.0.20.10.in-addr.arpa. PTR": "300 elsewhere.cloud.acmecorp.com.",
    });
    // The state is what is planned: nothing is shown as a change, now or after a refresh.
    assert.equal(diffPtrRecords(state, inputsOf({ app1: "10.20.0.5", app2: "10.20.0.6" })), false);
    assert.deepEqual(await readPtrRecords(zones, state), state);
  });

  it("are left to the monitor afterwards: an update writes nothing, and is still shown", async () => {
    const zones = memoryZones("reverse");
    const { state } = await createPtrRecords(zones, inputsOf({ app1: "10.20.0.5" }));
    const calls = zones.calls.length;
    const news = inputsOf({ app1: "10.20.0.7" });
    assert.equal(diffPtrRecords(state, news), true);
    await refusePtrConflicts(zones, state, news);
    const updated = await updatePtrRecords(zones, state, news);
    assert.equal(zones.calls.length, calls);
    assert.deepEqual(updated.state.ptrRecords, { "7.0.20.10.in-addr.arpa": ["app1.cloud.acmecorp.com"] });
  });

  it("are handed over without a gap, and taken back", async () => {
    const zones = memoryZones("forward", "reverse");
    zones.put("forward", address("app1", "10.20.0.5"), address("app2", "10.20.0.6"));
    const own = await createPtrRecords(zones, inputsOf({ app1: "10.20.0.5" }, false));
    const given = await updatePtrRecords(zones, own.state, inputsOf({ app1: "10.20.0.5" }));
    assert.deepEqual(Object.keys(zones.content("reverse")), ["5.0.20.10.in-addr.arpa. PTR"]);
    await monitor(zones);
    // The function died before it came to app1: the stack finds that out, although its own records are the same.
    zones.drop("reverse", "5.0.20.10.in-addr.arpa. PTR");
    await updatePtrRecords(zones, given.state, inputsOf({ app1: "10.20.0.5" }, false));
    assert.deepEqual(Object.keys(zones.content("reverse")).sort(), [
      "5.0.20.10.in-addr.arpa. PTR",
      "6.0.20.10.in-addr.arpa. PTR",
    ]);
  });

  it("are a conflict when they are taken back while the monitor has made more of them", async () => {
    const zones = memoryZones("reverse");
    const { state } = await createPtrRecords(zones, inputsOf({ app1: "10.20.0.5" }));
    zones.drop("reverse", "5.0.20.10.in-addr.arpa. PTR");
    zones.put("reverse", ptr("5.0", "app1", "other"));
    await assert.rejects(updatePtrRecords(zones, state, inputsOf({ app1: "10.20.0.5" }, false)), /PTR_CONFLICT/);
  });

  it("go out of a zone that is not ours any more, since no monitor knows it", async () => {
    const zones = memoryZones("reverse", "new");
    const { state } = await createPtrRecords(zones, inputsOf({ app1: "10.20.0.5" }));
    await updatePtrRecords(zones, state, inputsOf({ app1: "10.20.0.5" }, true, "new"));
    assert.deepEqual(zones.content("reverse"), {});
  });

  it("are deleted with the resource, so that its zones can be; what the monitor made of others stays", async () => {
    const zones = memoryZones("reverse");
    const { state } = await createPtrRecords(zones, inputsOf({ app1: "10.20.0.5", app2: "10.20.0.6" }));
    zones.drop("reverse", "6.0.20.10.in-addr.arpa. PTR");
    zones.put("reverse", ptr("6.0", "app2", "other"), ptr("7.0", "other"));
    const notices = await deletePtrRecords(zones, state);
    assert.deepEqual(Object.keys(zones.content("reverse")), [
      "6.0.20.10.in-addr.arpa. PTR",
      "7.0.20.10.in-addr.arpa. PTR",
    ]);
    assert.deepEqual(
      notices.map(({ code }) => code),
      ["PTR_LEFT"],
    );
  });

  it("never fight: whatever stack, monitor and others do in whatever order, the stack deletes and changes nothing", async () => {
    const host = fc.record({ label: fc.constantFrom("a", "b", "c"), last: fc.integer({ min: 1, max: 3 }) });
    const hosts = fc.array(host, { maxLength: 3 });
    const step = fc.oneof(
      fc.record({ who: fc.constant("stack" as const), hosts }),
      fc.record({ who: fc.constant("others" as const), hosts }),
      fc.record({ who: fc.constant("monitor" as const), hosts: fc.constant([]) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const zones = memoryZones("forward", "reverse");
        let state: PtrRecordsState | undefined;
        for (const { who, hosts: wanted } of steps) {
          const named = Object.fromEntries(wanted.map(({ label, last }) => [label, `10.20.0.${last}`]));
          const before = zones.content("reverse");
          if (who === "monitor") await monitor(zones);
          else {
            setAddresses(zones, who === "stack" ? "s" : "o", named);
            if (who === "others") continue;
            const own = Object.fromEntries(Object.entries(named).map(([label, value]) => [`s${label}`, value]));
            const news = inputsOf(own);
            const { state: next } = await (state
              ? updatePtrRecords(zones, state, news)
              : createPtrRecords(zones, news));
            state = next;
            const after = zones.content("reverse");
            for (const [key, text] of Object.entries(before)) assert.equal(after[key], text, key);
          }
        }
        await monitor(zones);
        const settled = zones.content("reverse");
        await monitor(zones);
        if (state) await updatePtrRecords(zones, state, inputsOf({}));
        assert.deepEqual(zones.content("reverse"), settled);
      }),
      { numRuns: 300 },
    );
  });
});

/** The address records whose labels begin with a letter are these, and no others. */
function setAddresses(zones: MemoryZones, owner: string, hosts: Hosts): void {
  for (const key of Object.keys(zones.content("forward"))) if (key.startsWith(owner)) zones.drop("forward", key);
  for (const [label, value] of Object.entries(hosts)) zones.put("forward", address(`${owner}${label}`, value));
}
