/**
 * A whole process that compares reverse zones with address records which come line by line. Compiled so that it runs the built
 * package. @see compileOurs
 */
import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { AddressRecordConfig } from "../../../components/core/record-config";
import { route53ZoneStore } from "../../../components/io/route53-zone-store";
import { streamPtrPlan } from "../../../components/lifecycle/streamed-ptr-plan";
import type { StreamJob } from "../job";

const ENDLESS = { requestBurst: 1e9, requestsPerSecond: 1e9, changeBurst: 1e9, changesPerSecond: 1e9 };

const job = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as StreamJob;

async function* addressRecords(): AsyncGenerator<AddressRecordConfig> {
  for await (const line of createInterface(createReadStream(job.recordsFile))) {
    const [name = "", address = ""] = line.split(" ");
    yield { name, addresses: [address] };
  }
}

async function main(): Promise<void> {
  const store = route53ZoneStore({ endpoint: job.endpoint }, { credentials: "the bench gives them", pace: ENDLESS });
  let [planned, changes, others] = [0, 0, 0];
  for await (const plan of streamPtrPlan(store, addressRecords(), job.zoneIds)) {
    planned += plan.planned;
    changes += plan.changes.length;
    others += plan.skipped.length + plan.problems.length;
  }
  console.log(JSON.stringify({ planned, changes, others }));
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
