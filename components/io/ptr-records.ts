import type { Problem } from "../core/problem";
import * as lifecycle from "../lifecycle/ptr-records";
import type { PtrRecordsArguments, PtrRecordsInputs, PtrRecordsState } from "../lifecycle/ptr-records-properties";
import type { OnProgress } from "../lifecycle/sync-progress";
import type { ZoneStore } from "../lifecycle/zone-store";
import { progressLine } from "./progress-line";
import { route53ZoneStore } from "./route53-zone-store";

/**
 * The lifecycle of PTR records in Route 53, as plain functions of plain data, in the order of arguments of Pulumi's dynamic
 * providers. Whoever adapts it to another engine calls these too.
 *
 * Unknown values are written as `UNKNOWN_VALUE` of `lifecycle/unknown-value`, which is Pulumi's own mark.
 */

/** It never changes: a resource is replaced only by its owner. */
const ID = "ptr-records";

export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

/** Turns the arguments into the plan, which a preview shows, record by record. Calls nobody. */
export async function check(
  _olds: unknown,
  news: PtrRecordsArguments,
): Promise<{ inputs: PtrRecordsInputs; failures: CheckFailure[] }> {
  const { inputs, problems } = lifecycle.checkPtrRecords(news);
  const failures = problems.map(({ code, path, message }) => ({ property: path, reason: `${message} (${code})` }));
  return { inputs, failures };
}

/** Whether an update is needed; never a replacement. Calls nobody. */
export async function diff(
  _id: string,
  olds: PtrRecordsState,
  news: PtrRecordsInputs,
): Promise<{ changes: boolean; replaces: string[]; deleteBeforeReplace: boolean }> {
  return { changes: lifecycle.diffPtrRecords(olds, news), replaces: [], deleteBeforeReplace: false };
}

/** @throws an Error that holds `id`, `properties` and `reasons` when some records were written before it failed */
export async function create(inputs: PtrRecordsInputs): Promise<{ id: string; outs: PtrRecordsState }> {
  return {
    id: ID,
    outs: await written(ID, (onProgress) => lifecycle.createPtrRecords(storeOf(inputs), inputs, onProgress)),
  };
}

/** The state as the zones have it; what is not as it was written is named on the standard error stream. */
export async function read(id: string, state: PtrRecordsState): Promise<{ id: string; props: PtrRecordsState }> {
  const { state: props, notices } = await lifecycle.refreshPtrRecords(storeOf(state), state);
  for (const notice of notices.slice(0, MOST_WARNINGS)) warn(notice);
  if (notices.length > MOST_WARNINGS)
    console.warn(`${notices.length - MOST_WARNINGS} more PTR records are not as written`);
  return { id, props };
}

/** @throws as `create` */
export async function update(
  id: string,
  olds: PtrRecordsState,
  news: PtrRecordsInputs,
): Promise<{ outs: PtrRecordsState }> {
  return { outs: await written(id, (onProgress) => lifecycle.updatePtrRecords(storeOf(news), olds, news, onProgress)) };
}

/** Deletes what is still as we wrote it; what somebody changed since stays, and is named on the standard error stream. */
async function deletePtrRecords(_id: string, state: PtrRecordsState): Promise<void> {
  const notices = await lifecycle.deletePtrRecords(storeOf(state), state, shownProgress());
  for (const notice of notices) warn(notice);
}

export { deletePtrRecords as delete };

/** More lines do not help anybody, where a whole zone was emptied, say. */
const MOST_WARNINGS = 20;

function storeOf({ access = {} }: Pick<PtrRecordsInputs, "access">): ZoneStore {
  return route53ZoneStore(access, { credentials: CREDENTIALS });
}

const CREDENTIALS =
  "PTR records are written with the environment's AWS credentials, or those that `access` names (profile, assumeRoles)";

/** Runs a write; a failure half-way carries what Pulumi keeps of it. */
async function written(
  id: string,
  write: (onProgress: OnProgress) => Promise<lifecycle.PtrRecordsOutcome>,
): Promise<PtrRecordsState> {
  try {
    const { state, notices } = await write(shownProgress());
    for (const notice of notices) warn(notice);
    return state;
  } catch (error) {
    const { message, properties } = error as lifecycle.PtrRecordsFailure;
    if (properties) Object.assign(error as Error, { id, reasons: [message] });
    throw error;
  }
}

/** What takes long says now and then how far it is. */
function shownProgress(): OnProgress {
  const output = { write: (text: string) => console.warn(`PTR records: ${text.trimEnd()}`) };
  return progressLine(output, () => performance.now()).report;
}

function warn({ path, message, code }: Problem): void {
  console.warn(`${path}: ${message} (${code})`);
}
