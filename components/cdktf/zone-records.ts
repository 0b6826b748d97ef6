import type { Construct } from "constructs";
import { planZoneRecords } from "../core";
import { Component } from "./component";
import type { Kit } from "./kit";
import type { PtrRecordsClass, ZoneRecordsProps } from "./part-props";
import { declareRecordSets } from "./record-sets";
import { readableZoneIds, tokenReader, zoneIdAt } from "./tokens";

/**
 * Records in a zone that is there already, with the PTR records that follow; they live and die with the stack.
 *
 * ```ts
 * new ZoneRecords(stack, "shop", {
 *   zoneName: "cloud.acmecorp.com",
 *   zoneIds: Token.asStringMap(network.get("zone_ids")),
 *   records: { shop: { alias: balancer }, "shop-berlin": { a: [berlin.privateIp] } },
 * });
 * ```
 *
 * For a team's own stack beside the network team's, which outputs `zoneIds` of its `HybridDns`. No PTR records:
 * `ptrRecords: { enabled: false }`, or `ptr: false` at one name.
 *
 * Declares an `aws_route53_record` for each name and type, and one `PtrRecords`.
 *
 * Costs nothing besides the zone. A name that another stack made already is refused by AWS.
 */
export class ZoneRecords<Provider, Access extends Provider> extends Component<Provider> {
  /** Names by reverse name, e.g. `{ "5.0.20.10.in-addr.arpa": ["app1.cloud.acmecorp.com"] }`. */
  readonly ptrRecords: { [reverseName: string]: string[] };

  constructor(
    kit: Kit<Provider>,
    PtrRecords: PtrRecordsClass<Access>,
    scope: Construct,
    id: string,
    props: ZoneRecordsProps<Provider, Access>,
  ) {
    const { provider, access, ...config } = props;
    super(kit, scope, id, provider);
    const { functions } = kit;
    const read = { ...config, zoneIds: readableZoneIds(config.zoneIds) };
    const plan = this.accept(planZoneRecords(this.logicalName, read, tokenReader(functions)));

    const { zoneName, addressRecords } = plan;
    const place = { kit, scope: this, logicalName: plan.logicalName, meta: this.meta };
    declareRecordSets(place, zoneIdAt(config.zoneIds, zoneName, functions), plan.records, plan.aliases);
    const { zoneIds, ptrRecords } = config;
    const wanted = addressRecords.length > 0 && ptrRecords?.enabled !== false;
    this.ptrRecords = wanted
      ? new PtrRecords(this, "PtrRecords", { ...ptrRecords, addressRecords: [...addressRecords], zoneIds, access })
          .ptrRecords
      : {};
  }
}
