/**
 * A whole process around the lifecycles of A and PTR records, as the adapters of engines are: arguments and state come from
 * files, the state goes back to its file. Compiled so that it runs the built package. @see compileOurs
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { route53ZoneStore } from "../../../components/io/route53-zone-store";
import {
  checkPtrRecords,
  createPtrRecords,
  deletePtrRecords,
  diffPtrRecords,
  readPtrRecords,
  updatePtrRecords,
} from "../../../components/lifecycle/ptr-records";
import type { PtrRecordsInputs, PtrRecordsState } from "../../../components/lifecycle/ptr-records-properties";
import {
  checkRecords,
  createRecords,
  deleteRecords,
  diffRecords,
  type RecordsInputs,
  type RecordsState,
  readRecords,
  updateRecords,
} from "../../../components/lifecycle/records";
import type { Network } from "../hosts";
import type { Job, Networks } from "../job";

const ENDLESS = { requestBurst: 1e9, requestsPerSecond: 1e9, changeBurst: 1e9, changesPerSecond: 1e9 };

const job = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as Job;
const store = route53ZoneStore(
  { endpoint: job.endpoint },
  { credentials: "the bench gives them", ...(job.unlimited && { pace: ENDLESS }) },
);

function networksOfJob(): Networks {
  return JSON.parse(readFileSync(job.networksFile, "utf8")) as Networks;
}

function wantedRecords({ forward, hosts }: Network): RecordsInputs {
  const { inputs, problems } = checkRecords({
    zoneName: forward,
    zoneId: job.zoneIds[forward]!,
    records: Object.fromEntries(
      hosts.map(({ name, address }) => [name.slice(0, -forward.length - 1), { a: [address] }]),
    ),
  });
  refuse(problems);
  return inputs;
}

function wantedPtrRecords(networks: Networks): PtrRecordsInputs {
  const { inputs, problems, notices } = checkPtrRecords({
    addressRecords: networks.flatMap(({ hosts }) => hosts.map(({ name, address }) => ({ name, addresses: [address] }))),
    zoneIds: job.zoneIds,
  });
  refuse([...problems, ...notices]);
  return inputs;
}

function refuse(problems: readonly { readonly path: string; readonly message: string }[]): void {
  if (problems.length > 0) throw new Error(problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));
}

/** Each resource has a state of its own. */
function stateFile(resource: string): string {
  return join(job.stateFolder, `${resource}.json`);
}

function oldState<T>(resource: string): T {
  return JSON.parse(readFileSync(stateFile(resource), "utf8")) as T;
}

function keep(resource: string, state: object): void {
  writeFileSync(stateFile(resource), JSON.stringify(state));
}

const PTR = "ptr-records";

/** What a phase does with the address records of one zone, and with the PTR records of all of them. */
interface PhaseWork {
  records(network: Network): Promise<boolean>;
  ptrRecords(networks: Networks): Promise<boolean>;
}

const works: { readonly [phase in Job["phase"]]: PhaseWork } = {
  create: {
    records: async (network) => {
      const { state } = await createRecords(store, wantedRecords(network));
      keep(network.forward, state);
      return true;
    },
    ptrRecords: async (networks) => {
      const { state } = await createPtrRecords(store, wantedPtrRecords(networks));
      keep(PTR, state);
      return true;
    },
  },
  plan: {
    records: async (network) => {
      const state = await readRecords(store, oldState<RecordsState>(network.forward));
      return diffRecords(state, wantedRecords(network));
    },
    ptrRecords: async (networks) => {
      const state = await readPtrRecords(store, oldState<PtrRecordsState>(PTR));
      return diffPtrRecords(state, wantedPtrRecords(networks));
    },
  },
  update: {
    records: async (network) => {
      const { state } = await updateRecords(store, oldState(network.forward), wantedRecords(network));
      keep(network.forward, state);
      return true;
    },
    ptrRecords: async (networks) => {
      const { state } = await updatePtrRecords(store, oldState(PTR), wantedPtrRecords(networks));
      keep(PTR, state);
      return true;
    },
  },
  delete: {
    records: async ({ forward }) => {
      refuse(await deleteRecords(store, oldState(forward)));
      return true;
    },
    ptrRecords: async () => {
      refuse(await deletePtrRecords(store, oldState(PTR)));
      return true;
    },
  },
};

async function main(): Promise<void> {
  const { records, ptrRecords } = works[job.phase];
  const networks = networksOfJob();
  let changes = false;
  // As an engine that works on one resource after the other.
  for (const network of networks) changes = (await records(network)) || changes;
  changes = (await ptrRecords(networks)) || changes;
  console.log(changes ? "changes" : "no changes");
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
