import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { findAwsProviderMirror } from "../../lab/terraform/find-terraform";
import { withBenchFront } from "./bench-front";
import { type Measured, measuredProject } from "./measured-terraform";
import { batchProgram, makeZones, singleProgram, type Zones } from "./programs";
import { count, type Part, seconds } from "./report";

/** The most calls that may change records. */
const MOST_CHANGE_CALLS = 12;

interface Way {
  readonly name: string;
  readonly hosts: number;
  readonly program: (zones: Zones, hosts: number) => string;
}

/** An address record and a PTR record for each of many hosts, planned and applied; beside it, a resource for each record. */
export async function recordBatches(
  folder: string,
  mirror: string,
  hosts: number,
  singleHosts: number | undefined,
): Promise<Part> {
  const missing: string[] = [];
  const ways: Way[] = [{ name: "hybriddns, in batches", hosts, program: batchProgram }];
  if (singleHosts === undefined) missing.push("Single records take minutes: `--with-single` measures them too.");
  else if (!findAwsProviderMirror())
    missing.push("Single records want the AWS provider, which is not on this machine.");
  else ways.push({ name: "aws_route53_record, each", hosts: singleHosts, program: singleProgram });

  const measured: { way: Way; plan: Measured; apply: Measured }[] = [];
  for (const way of ways) measured.push({ way, ...(await measureWay(folder, mirror, way)) });
  const rows = measured.map(({ way, plan, apply }) => {
    const records = 2 * way.hosts;
    return [
      way.name,
      `${count(way.hosts)} A + ${count(way.hosts)} PTR`,
      seconds(plan.milliseconds),
      seconds(apply.milliseconds),
      count(changeCalls(apply)),
      count(allCalls(apply)),
      (allCalls(apply) / records).toPrecision(2),
      `${(apply.milliseconds / records).toFixed(1)} ms`,
    ];
  });
  const calls = changeCalls(measured[0]!.apply);
  return {
    title: "Records that are new, planned and applied",
    head: ["", "records", "plan", "apply", "change calls", "calls", "calls a record", "apply, a record"],
    rows,
    bars: [
      {
        what: `change calls of ${count(hosts)} A + ${count(hosts)} PTR`,
        limit: `≤ ${MOST_CHANGE_CALLS}`,
        measured: count(calls),
        // None at all would be no measurement.
        met: calls > 0 && calls <= MOST_CHANGE_CALLS,
      },
    ],
    missing,
  };
}

async function measureWay(folder: string, mirror: string, { hosts, program }: Way) {
  return withBenchFront(folder, {}, async (front, route53) => {
    const text = program(await makeZones(route53), hosts);
    const project = await measuredProject(await mkdtemp(join(folder, "way-")), mirror, front, text);
    const plan = await project.run("plan", "-out=saved");
    const apply = await project.run("apply", "saved");
    return { plan, apply };
  });
}

function changeCalls({ calls }: Measured): number {
  return calls["route53.ChangeResourceRecordSets"] ?? 0;
}

function allCalls({ calls }: Measured): number {
  return Object.values(calls).reduce((sum, each) => sum + each, 0);
}
