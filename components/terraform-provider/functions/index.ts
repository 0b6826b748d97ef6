import { planPtrRecords } from "../../core/ptr-plan";
import { reverseName, reverseZoneNames } from "../../core/reverse-zone";
import { renderUnboundConf } from "../../core/unbound-conf";
import type { Value } from "../codec/value";
import { forwarderConfiguration } from "../data-sources/forwarder-configuration";
import type { FunctionResult } from "./function-result";

/** Functions by name. */
export const functions: {
  readonly [name: string]: (...values: readonly Value[]) => FunctionResult | Promise<FunctionResult>;
} = {
  reverse_zone_names: (network) => ({
    value: reverseZoneNames(network as string).map((name) => name.slice(0, -1)),
    problems: [],
  }),
  reverse_name: (address) => ({ value: reverseName(address as string).slice(0, -1), problems: [] }),
  ptr_records: (addressRecords, zoneNames) => {
    const records = (addressRecords as unknown as readonly { name: string; addresses: string[] }[]).map((record) => ({
      ...record,
    }));
    const { zones, problems } = planPtrRecords(records, zoneNames as unknown as readonly string[]);
    const entries = Object.values(zones).flatMap((ptrs) =>
      Object.entries(ptrs).map(([name, ptr]) => [name, ptr.names]),
    );
    return { value: Object.fromEntries(entries), problems: problems.map((problem) => ({ argument: 0, problem })) };
  },
  unbound_conf: (clients, zones) => {
    const cidrBlocks = clients as unknown as readonly string[];
    const named = Object.fromEntries(cidrBlocks.map((cidrBlock, index) => [String(index), cidrBlock]));
    const { configuration, problems } = forwarderConfiguration(named, zones as never);
    return {
      ...(configuration && { value: renderUnboundConf(configuration) }),
      problems: problems.map((problem) => ({ argument: problem.path.startsWith("forwardZones") ? 1 : 0, problem })),
    };
  },
  // The constructs are much code, and whoever calls no function of theirs need not read it.
  topology: async (name, description, form) =>
    (await import("./topology/topology.js")).topology(name as string, description!, form as string),
  topology_problems: async (name, description) =>
    (await import("./topology/topology.js")).topologyProblems(name as string, description!),
};
