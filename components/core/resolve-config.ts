import { checkBackend } from "./checks/backend-check";
import { checkClaims } from "./checks/claim-check";
import { checkHiddenRecords } from "./checks/hidden-record-check";
import { checkLeaks } from "./checks/leak-check";
import { checkComponentName } from "./checks/logical-name-check";
import { checkMonitor } from "./checks/monitor-check";
import { checkNames } from "./checks/name-check";
import { checkRanges } from "./checks/range-check";
import { checkSites } from "./checks/site-check";
import { checkVpcs } from "./checks/vpc-check";
import { checkZones } from "./checks/zones-check";
import { fillDefaults } from "./default-values";
import { keptReverseZones } from "./forwarding";
import type { HybridDnsConfig } from "./hybrid-dns-config";
import type { Problem } from "./problem";
import { planPtrRecords } from "./ptr-plan";
import { describe } from "./reading/describe";
import type { Description } from "./reading/description";
import { hybridDnsArguments } from "./reading/description-schema";
import { type Finding, judge } from "./reading/finding";
import { knownAddressRecords } from "./reading/known-address-records";
import { readArguments } from "./reading/shape-check";
import type { Report } from "./reading/written-values";
import { type PlainValues, plainReader, type ValueReader, type Values } from "./values";

/** The description with every default filled in and every check passed. */
export interface ResolvedConfig<V extends Values = PlainValues> {
  readonly name: string;
  /** As it was written, with every default; names of zones in their one form. */
  readonly config: HybridDnsConfig<V>;
  /** As it was read: what is planned from. */
  readonly description: Description<V>;
  readonly reader: ValueReader<V>;
}

/** `problems` is empty, or `resolved` is absent; `notices` are worth a look and stop nothing. */
export interface Resolution<V extends Values = PlainValues> {
  readonly resolved?: ResolvedConfig<V> | undefined;
  readonly problems: readonly Problem[];
  readonly notices: readonly Problem[];
}

/**
 * Applies every default and every check; all problems at once, none is thrown.
 *
 * What is unknown to `reader` is not checked: it passes.
 *
 * @param name - logical name of the component, e.g. `acme`: everything's begins with it
 * @param reader - may be left out where all values are text
 */
export function resolveConfig<V extends Values = PlainValues>(
  name: string,
  config: HybridDnsConfig<V>,
  reader?: ValueReader<V>,
): Resolution<V> {
  const values: ValueReader<V> = reader ?? (plainReader as ValueReader<V>);
  const read = readArguments<HybridDnsConfig<V>>(config, hybridDnsArguments, values.ownArguments);
  const findings: Finding[] = [...read.findings];
  const report: Report = (finding) => findings.push(finding);
  checkComponentName(name, report);
  const description = describe(String(name), read.config, values, report);
  checkBackend(read.config.backend, values, report);
  checkVpcs(description, values, report);
  checkRanges(description, values, report);
  checkClaims(description, report);
  checkSites(description, values, report);
  checkZones(description, values, report);
  checkLeaks(description, values, report);
  checkNames(description, report);
  checkHiddenRecords(description, report);
  checkPtrRecords(description, values, report);
  checkMonitor(description, report);
  const { problems, notices } = judge(findings);
  if (problems.length > 0) return { problems, notices };
  return { resolved: { name, config: fillDefaults(description), description, reader: values }, problems, notices };
}

/** Says which of the known addresses get no PTR record because no reverse zone covers them. */
function checkPtrRecords<V extends Values>(description: Description<V>, reader: ValueReader<V>, report: Report): void {
  const { ptrRecords } = description.config;
  if (ptrRecords?.enabled === false) return;
  const zones = [...keptReverseZones(description), ...description.privateZones.map(({ name }) => name)];
  const known = knownAddressRecords(description, reader);
  const { notices } = planPtrRecords(known, zones, { exclude: (ptrRecords?.exclude ?? []).filter(Boolean) });
  for (const notice of notices) report({ ...notice, notice: true });
}
