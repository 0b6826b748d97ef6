import { faultError } from "../../core/parsed";
import type { Problem } from "../../core/problem";
import * as lifecycle from "../../io/dhcp-options-restore";
import type { Ec2Access } from "../../io/ec2-client";
import { isUnknown } from "../../lifecycle/unknown-value";
import { argumentsOf } from "../codec/arguments";
import type { ObjectValue } from "../codec/value";
import { isKnownExcept, type ResourceLifecycle } from "../lifecycle-resource";
import { dhcpOptionsRestoreSchema } from "../schema/dhcp-options-restore";

/** The arguments and the state alike; how EC2 is reached is the provider's. */
type Restore = Omit<lifecycle.DhcpOptionsRestoreInputs, "access">;

/** `hybriddns_dhcp_options_restore` over the lifecycle of the promise. */
export const dhcpOptionsRestore: ResourceLifecycle<Ec2Access, Restore, Restore> = {
  schema: dhcpOptionsRestoreSchema,
  replacedBy: ["vpc_id"],
  check: (config) => {
    const inputs = argumentsOf(dhcpOptionsRestoreSchema.attributes, config) as unknown as Restore;
    return {
      inputs,
      problems: problemsOf(inputs),
      notices: [],
      known: isKnownExcept(dhcpOptionsRestoreSchema, config, []),
    };
  },
  results: () => ({}),
  port: (provider) => provider.ec2(),
  differs: (state, inputs) => state.vpcId !== inputs.vpcId || state.dhcpOptionsId !== inputs.dhcpOptionsId,
  create: async (access, inputs) => {
    await lifecycle.create({ ...inputs, access });
    return { state: inputs, notices: [] };
  },
  update: async (access, state, inputs) => {
    await lifecycle.update(inputs.vpcId, state, { ...inputs, access });
    return { state: inputs, notices: [] };
  },
  read: async (_access, state) => state,
  delete: async (access, state) => {
    await lifecycle.delete(state.vpcId, { ...state, access });
    return [];
  },
  stateOf: restoreOf,
  import: async (access, id) => {
    const [, vpcId, dhcpOptionsId] = /^\s*(vpc-\w+)=(dopt-\w+|default)\s*$/.exec(id) ?? [];
    if (vpcId === undefined || dhcpOptionsId === undefined) {
      const example = "vpc-0a1b2c3d4e5f60718=dopt-0a1b2c3d4e5f60718";
      const message = `${JSON.stringify(id.slice(0, 80))} is no VPC with its option set; give e.g. \`${example}\``;
      throw faultError({ code: "BAD_IMPORT_ID", message });
    }
    await lifecycle.create({ vpcId, dhcpOptionsId, access });
    return { config: { vpc_id: vpcId, dhcp_options_id: dhcpOptionsId }, state: { vpcId, dhcpOptionsId } };
  },
  problemsOf: (error) => {
    const { problem } = error as Partial<lifecycle.MissingSetError>;
    return problem && [{ ...problem, path: "dhcpOptionsId" }];
  },
};

function restoreOf(attributes: ObjectValue): Restore {
  return { vpcId: attributes["vpc_id"] as string, dhcpOptionsId: attributes["dhcp_options_id"] as string };
}

/** Two ids beside each other are easily taken for one another. */
function problemsOf({ vpcId, dhcpOptionsId }: Restore): readonly Problem[] {
  const problems: Problem[] = [];
  if (!isUnknown(vpcId) && !/^vpc-./.test(vpcId)) {
    const message = `${JSON.stringify(vpcId.slice(0, 80))} is no id of a VPC; expected e.g. "vpc-0a1b2c3d4e5f60718"`;
    problems.push({ code: "BAD_VPC_ID", path: "vpcId", message });
  }
  if (!isUnknown(dhcpOptionsId) && !/^(dopt-.|default$)/.test(dhcpOptionsId)) {
    const message = `${JSON.stringify(dhcpOptionsId.slice(0, 80))} is no id of an option set; expected e.g. "dopt-0a1b2c3d4e5f60718", or "default"`;
    problems.push({ code: "BAD_DHCP_OPTIONS_ID", path: "dhcpOptionsId", message });
  }
  return problems;
}
