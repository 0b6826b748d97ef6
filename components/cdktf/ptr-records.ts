import type { Construct } from "constructs";
import { Component } from "./component";
import type { Kit } from "./kit";
import type { PtrRecordsProps } from "./part-props";
import { needsHybridDnsProvider } from "./problems";

/**
 * PTR records for names made anywhere, in reverse zones made anywhere. A plan lists each one.
 *
 * ```ts
 * new HybridDnsProvider(stack, "hybriddns", { region: "eu-west-1" });
 * new PtrRecords(stack, "corp", {
 *   zoneIds: reverse.zoneIds,
 *   addressRecords: [{ name: "app1.cloud.acmecorp.com", addresses: [app1.privateIp] }],
 * });
 * ```
 *
 * Names of a `PrivateZone`: its `addressRecords`. Zones of another stack: its `zoneIds`, zones that are no reverse zones are
 * passed over. Who comes first where names share an address: `prefer`; records made by others: `adopt`. The stack needs a
 * `HybridDnsProvider`; where it has several, say with `access` which one.
 *
 * Declares one `hybriddns_ptr_records`, which writes all records in as few batches as Route 53 allows.
 *
 * Costs nothing besides its zones. A record that someone else made is a conflict, shown and never overwritten.
 */
export class PtrRecords<Provider, Access extends Provider> extends Component<Provider> {
  /** Names by reverse name, e.g. `{ "5.0.20.10.in-addr.arpa": ["app1.cloud.acmecorp.com"] }`. */
  readonly ptrRecords: { [reverseName: string]: string[] };
  /** Reasons, by name, for addresses without PTR record. */
  readonly skipped: { [name: string]: string };

  constructor(kit: Kit<Provider>, scope: Construct, id: string, props: PtrRecordsProps<Access>) {
    const { access, ...records } = props;
    super(kit, scope, id, access);
    const { ptrRecords, skipped } = new kit.PtrRecordsResource(this, "Resource", { ...records, ...this.meta });
    this.ptrRecords = ptrRecords;
    this.skipped = skipped;
    needsHybridDnsProvider(kit, this, "PTR records are written by our own provider");
  }
}
