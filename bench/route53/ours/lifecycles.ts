/**
 * A whole process around the lifecycles of A and PTR records, as the adapters of engines are: arguments and state come from
 * files, the state goes back to its file. Compiled so that it runs the built package. @see compileOurs
 */
import { readFileSync, writeFileSync } from "node:fs";
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
import type { Job, Networks } from "../job";

/** Address records are a resource a zone, PTR records one of all zones. */
interface State {
  readonly records: readonly RecordsState[];
  readonly ptrRecords: PtrRecordsState;
}

interface Wanted {
  readonly records: readonly RecordsInputs[];
  readonly ptrRecords: PtrRecordsInputs;
}

const ENDLESS = { requestBurst: 1e9, requestsPerSecond: 1e9, changeBurst: 1e9, changesPerSecond: 1e9 };

const job = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as Job;
const store = route53ZoneStore(
  { endpoint: job.endpoint },
  { credentials: "the bench gives them", ...(job.unlimited && { pace: ENDLESS }) },
);

function wanted(): Wanted {
  const networks = JSON.parse(readFileSync(job.networksFile, "utf8")) as Networks;
  const records = networks.map(({ forward, hosts }) => {
    const labels = hosts.map(({ name, address }) => [name.slice(0, -forward.length - 1), { a: [address] }]);
    return checkRecords({
      zoneName: forward,
      zoneId: job.zoneIds[forward]!,
      records: Object.fromEntries(labels),
    });
  });
  const ptrRecords = checkPtrRecords({
    addressRecords: networks.flatMap(({ hosts }) => hosts.map(({ name, address }) => ({ name, addresses: [address] }))),
    zoneIds: job.zoneIds,
  });
  const problems = [...records.flatMap((each) => each.problems), ...ptrRecords.problems, ...ptrRecords.notices];
  if (problems.length > 0) throw new Error(problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  return { records: records.map(({ inputs }) => inputs), ptrRecords: ptrRecords.inputs };
}

function oldState(): State {
  return JSON.parse(readFileSync(job.stateFile, "utf8")) as State;
}

function keep(state: State): void {
  writeFileSync(job.stateFile, JSON.stringify(state));
}

const phases: { readonly [phase in Job["phase"]]: () => Promise<string> } = {
  create: async () => {
    const news = wanted();
    const [records, ptrRecords] = await Promise.all([
      Promise.all(news.records.map((inputs) => createRecords(store, inputs))),
      createPtrRecords(store, news.ptrRecords),
    ]);
    keep({ records: records.map(({ state }) => state), ptrRecords: ptrRecords.state });
    return "created";
  },
  plan: async () => {
    const olds = oldState();
    const [records, ptrRecords] = await Promise.all([
      Promise.all(olds.records.map((state) => readRecords(store, state))),
      readPtrRecords(store, olds.ptrRecords),
    ]);
    const news = wanted();
    const changed = records.map((state, index) => diffRecords(state, news.records[index]!));
    changed.push(diffPtrRecords(ptrRecords, news.ptrRecords));
    return changed.includes(true) ? "changes" : "no changes";
  },
  update: async () => {
    const olds = oldState();
    const news = wanted();
    const [records, ptrRecords] = await Promise.all([
      Promise.all(olds.records.map((state, index) => updateRecords(store, state, news.records[index]!))),
      updatePtrRecords(store, olds.ptrRecords, news.ptrRecords),
    ]);
    keep({ records: records.map(({ state }) => state), ptrRecords: ptrRecords.state });
    return "updated";
  },
  delete: async () => {
    const olds = oldState();
    const notices = await Promise.all([
      ...olds.records.map((state) => deleteRecords(store, state)),
      deletePtrRecords(store, olds.ptrRecords),
    ]);
    if (notices.flat().length > 0) throw new Error(`${notices.flat().length} records were left`);
    return "deleted";
  },
};

phases[job.phase]().then(
  (said) => console.log(said),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
