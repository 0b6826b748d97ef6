import * as pulumi from "@pulumi/pulumi";
import { resolveAwsAccess } from "./aws-access";
import { dynamicProvider } from "./dynamic-provider";
import { orNone } from "./inputs";
import type { PtrRecordsArgs } from "./part-args";
import { refuseProblems, showFurtherNotices } from "./problems";

const ptrRecordsType = "hybrid-dns:index:PtrRecords";
const ptrRecordSetsType = "pulumi-nodejs:dynamic/hybriddns:PtrRecords";

/**
 * PTR records for names made anywhere, in reverse zones made anywhere. A preview lists each one.
 *
 * ```ts
 * new PtrRecords("corp", {
 *   zoneIds: reverse.zoneIds,
 *   addressRecords: [{ name: "app1.cloud.acmecorp.com", addresses: [app1.privateIp] }],
 * });
 * ```
 *
 * Names of a `PrivateZone`: its `addressRecords`. Zones of another stack: its `zoneIds`, zones that are no reverse zones are
 * passed over. Who comes first where names share an address: `prefer`; records made by others: `adopt`. A component with a
 * provider of its own needs `access`.
 *
 * Declares one dynamic resource, which writes all records in as few batches as Route 53 allows.
 *
 * Costs nothing besides its zones. A record that someone else made is a conflict, shown and never overwritten.
 */
export class PtrRecords extends pulumi.ComponentResource {
  /** Names by reverse name, e.g. `{ "5.0.20.10.in-addr.arpa": ["app1.cloud.acmecorp.com"] }`. */
  readonly ptrRecords: pulumi.Output<{ [reverseName: string]: string[] }>;
  /** Reasons, by name, for addresses without PTR record. */
  readonly skipped: pulumi.Output<{ [name: string]: string }>;

  constructor(name: string, args: PtrRecordsArgs, opts?: pulumi.ComponentResourceOptions) {
    super(ptrRecordsType, name, {}, opts);
    const { access: stated, addressRecords, zoneIds, ...policy } = { ...args };
    const { access, problems } = resolveAwsAccess(this, name, stated, "route53");
    refuseProblems(problems, this);
    const sets = new PtrRecordSets(name, { addressRecords, zoneIds, policy, access }, { parent: this });
    this.ptrRecords = sets.ptrRecords;
    this.skipped = orNone(sets.skipped);
    this.skipped.apply((reasons) => showSkipped(reasons, this, opts));
    this.registerOutputs({ ptrRecords: this.ptrRecords, skipped: this.skipped });
  }
}

/** Addresses that no zone covers; whoever is left out by the policy was left out on purpose. */
function showSkipped(
  reasons: { [name: string]: string },
  component: PtrRecords,
  opts: pulumi.ComponentResourceOptions | undefined,
): void {
  const skipped = Object.entries(reasons).flatMap(([name, reason]) =>
    reason.split("; ").map((each) => {
      const [address, message = ""] = each.split(/: (.*)/s);
      return { code: "PTR_SKIPPED", path: `${name} ${address}`, message };
    }),
  );
  showFurtherNotices(
    skipped.filter(({ message }) => message === "no reverse zone covers it"),
    component,
    opts,
  );
}

class PtrRecordSets extends pulumi.CustomResource {
  declare readonly ptrRecords: pulumi.Output<{ [reverseName: string]: string[] }>;
  declare readonly skipped: pulumi.Output<{ [name: string]: string }>;

  constructor(name: string, inputs: pulumi.Inputs, opts: pulumi.CustomResourceOptions) {
    const __provider = dynamicProvider("hybrid-dns/io/ptr-records");
    // What only the provider knows has to be named, else it does not become an Output.
    super(ptrRecordSetsType, name, { ptrRecords: undefined, skipped: undefined, ...inputs, __provider }, opts);
  }
}
