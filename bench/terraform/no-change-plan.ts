import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { ChangeResourceRecordSetsCommand, type Route53Client } from "@aws-sdk/client-route-53";
import { withBenchFront } from "./bench-front";
import { measuredProject } from "./measured-terraform";
import { addressOf, batchProgram, FORWARD, makeZones, type Zones } from "./programs";
import { count, mebibytes, type Part, seconds } from "./report";

const MOST_MEMORY = 150 * 1024 * 1024;
const MOST_IN_A_CALL = 1000;

/** A plan that changes nothing of very many records, and what our provider takes for it. */
export async function noChangePlan(folder: string, mirror: string, hosts: number): Promise<Part> {
  // More records than a zone takes without asking AWS, and as fast as can be: only how they get there is in question.
  const plenty = { burst: 1_000_000, perSecond: 1_000_000 };
  const settings = { recordSetsPerZone: 1_000_000, changes: plenty };
  const { plan, apply } = await withBenchFront(folder, settings, async (front, route53) => {
    const zones = await makeZones(route53);
    await fill(route53, zones, hosts);
    const program = batchProgram(zones, hosts);
    const project = await measuredProject(await mkdtemp(join(folder, "plan-")), mirror, front, program);
    // What stands already as it should is taken into the state without a change.
    const apply = await project.run("apply", "-auto-approve");
    return { apply, plan: await project.run("plan", "-detailed-exitcode") };
  });
  const row = (name: string, { milliseconds, cpuMilliseconds, peakBytes, calls }: typeof plan) => [
    name,
    seconds(milliseconds),
    seconds(cpuMilliseconds),
    mebibytes(peakBytes),
    count(calls["route53.ListResourceRecordSets"] ?? 0),
    count(calls["route53.ChangeResourceRecordSets"] ?? 0),
  ];
  const largest = Math.max(plan.peakBytes, apply.peakBytes);
  return {
    title: `${count(hosts)} A + ${count(hosts)} PTR that stand as they should`,
    head: ["", "took", "CPU of the provider", "memory of the provider", "list calls", "change calls"],
    rows: [row("first apply, takes them into the state", apply), row("plan without changes", plan)],
    bars: [
      {
        what: `the provider's memory at ${count(hosts)} + ${count(hosts)}`,
        limit: `≤ ${mebibytes(MOST_MEMORY)}`,
        measured: mebibytes(largest),
        met: largest > 0 && largest <= MOST_MEMORY,
      },
    ],
    missing: [],
  };
}

async function fill(route53: Route53Client, zones: Zones, hosts: number): Promise<void> {
  const write = async (
    zoneId: string,
    recordOf: (host: number) => { name: string; type: "A" | "PTR"; value: string },
  ) => {
    for (let first = 0; first < hosts; first += MOST_IN_A_CALL) {
      const numbers = Array.from({ length: Math.min(MOST_IN_A_CALL, hosts - first) }, (_, index) => first + index);
      const Changes = numbers.map((number) => {
        const { name, type, value } = recordOf(number);
        const set = { Name: name, Type: type, TTL: 300, ResourceRecords: [{ Value: value }] };
        return { Action: "CREATE" as const, ResourceRecordSet: set };
      });
      await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneId, ChangeBatch: { Changes } }));
    }
  };
  const nameOf = (host: number) => `host${host}.${FORWARD}.`;
  await write(zones.forward, (host) => ({ name: nameOf(host), type: "A", value: addressOf(host) }));
  await write(zones.reverse, (host) => {
    const name = `${addressOf(host).split(".").reverse().join(".")}.in-addr.arpa.`;
    return { name, type: "PTR", value: nameOf(host) };
  });
}
