import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { findAwsProviderMirror } from "../../lab/terraform/find-terraform";
import { newProject } from "../../test/terraform-provider/running-terraform";
import { singleProgram } from "../terraform/programs";
import { count, type Part } from "../terraform/report";
import { environmentOf, THROTTLED, withContestFront } from "./contest-front";
import { networksOf, SHORT_DOMAIN } from "./hosts";
import { type MeasuredPhase, measured, measuredPhase, PHASE_TITLES } from "./measured";
import { ours } from "./ours";
import { HEAD, rowOf } from "./rows";
import { wholeProcess } from "./whole-process";

/** A few records, by us and by a resource of Terraform's AWS provider for each. */
export async function terraformRecords(
  hosts: number,
  program: string,
  folder: string,
  terraformMissing: string | undefined,
): Promise<Part> {
  const networks = networksOf(hosts, SHORT_DOMAIN);
  const own = await withContestFront(folder, THROTTLED, networks, async (front) => {
    const us = await ours(program, folder, front, false);
    const results: MeasuredPhase[] = [];
    for (const phase of ["create", "plan"] as const) {
      results.push(await measuredPhase(front, us, phase, networks, networks));
    }
    return results;
  });
  const theirs = terraformMissing === undefined ? await byTerraform(hosts, folder) : [];
  return {
    title: `${count(hosts)} A + ${count(hosts)} PTR, beside a resource for each record`,
    head: HEAD,
    rows: [
      ...own.map((each) => rowOf(`hybrid-dns: ${PHASE_TITLES[each.phase]}`, each, each.bound)),
      ...theirs.map(({ title, result }) => rowOf(`aws_route53_record: ${title}`, result)),
    ],
    bars: [],
    missing: terraformMissing === undefined ? [] : [`Terraform: skipped. ${terraformMissing}`],
  };
}

/** Why Terraform takes no part, if it does not. */
export async function terraformMissing(): Promise<string | undefined> {
  if (!findAwsProviderMirror())
    return "The AWS provider is not on this machine (HYBRID_DNS_TERRAFORM_PLUGINS names its mirror).";
  return wholeProcess(["terraform", "version"]).then(
    () => undefined,
    () => "terraform is not installed.",
  );
}

async function byTerraform(hosts: number, folder: string) {
  const zones = [{ forward: "cloud.acmecorp.com", reverse: "20.10.in-addr.arpa", hosts: [] }];
  return withContestFront(folder, THROTTLED, zones, async ({ endpoint, zoneIds, asked }) => {
    const [zone] = zones;
    const text = singleProgram({ forward: zoneIds[zone!.forward]!, reverse: zoneIds[zone!.reverse]! }, hosts);
    const place = await mkdtemp(join(folder, "terraform-"));
    const project = await newProject(place, place, text, environmentOf(endpoint));
    const front = { endpoint, zoneIds, asked } as Parameters<typeof measured>[0];
    const run = (...argv: string[]) => measured(front, () => wholeProcess(["terraform", ...argv], project));
    return [
      { title: PHASE_TITLES.create, result: await run("apply", "-auto-approve") },
      { title: PHASE_TITLES.plan, result: await run("plan", "-detailed-exitcode") },
    ];
  });
}
