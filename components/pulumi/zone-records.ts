import * as pulumi from "@pulumi/pulumi";
import type { ZoneRecordsConfig } from "../core/part-config";
import type { PlannedZoneRecords } from "../core/part-plan";
import { planZoneRecords } from "../core/parts/zone-records-plan";
import { resolveAwsAccess } from "./aws-access";
import type { InputValues } from "./hybrid-dns-args";
import { inputReader, zoneIdAt } from "./inputs";
import type { ZoneRecordsArgs } from "./part-args";
import { present } from "./present";
import { acceptPlan } from "./problems";
import { PtrRecords } from "./ptr-records";
import { declareRecordSets } from "./record-sets";

const zoneRecordsType = "hybrid-dns:index:ZoneRecords";

/**
 * Records in a zone that is there already, with the PTR records that follow; they live and die with the stack.
 *
 * ```ts
 * new ZoneRecords("shop", {
 *   zoneName: "cloud.acmecorp.com",
 *   zoneIds: network.requireOutput("zoneIds"),
 *   records: { shop: { alias: balancer }, "shop-berlin": { a: [berlin.privateIp] } },
 * });
 * ```
 *
 * For a team's own stack beside the network team's, which exports `zoneIds` of its `HybridDns`. No PTR records:
 * `ptrRecords: { enabled: false }`, or `ptr: false` at one name.
 *
 * Declares an `aws:route53:Record` for each name and type, and one `PtrRecords`.
 *
 * Costs nothing besides the zone. A name that another stack made already is refused by AWS.
 */
export class ZoneRecords extends pulumi.ComponentResource {
  /** Names by reverse name, e.g. `{ "5.0.20.10.in-addr.arpa": ["app1.cloud.acmecorp.com"] }`. */
  readonly ptrRecords: pulumi.Output<{ [reverseName: string]: string[] }>;

  constructor(name: string, args: ZoneRecordsArgs, opts?: pulumi.ComponentResourceOptions) {
    super(zoneRecordsType, name, {}, opts);
    const { access, ...config } = { ...args };
    const planning = planZoneRecords(name, config, inputReader);
    const wanted = present(planning.plan).some((plan) => wantsPtrRecords(plan, config));
    const { problems } = resolveAwsAccess(this, name, access, "route53");
    const plan = acceptPlan(
      { ...planning, problems: [...planning.problems, ...problems.filter(() => wanted)] },
      this,
      opts,
    );

    declareRecordSets(this, zoneIdAt(config.zoneIds, plan.zoneName, this), plan.records, plan.aliases);
    const { zoneIds, ptrRecords } = config;
    const ptrArgs = { ...ptrRecords, addressRecords: [...plan.addressRecords], zoneIds, access };
    const none: { [reverseName: string]: string[] } = {};
    this.ptrRecords = wanted ? new PtrRecords(name, ptrArgs, { parent: this }).ptrRecords : pulumi.output(none);
    this.registerOutputs({ ptrRecords: this.ptrRecords });
  }
}

/** Names without addresses need no resource, and no access, for PTR records; the same when they are switched off. */
function wantsPtrRecords(
  plan: PlannedZoneRecords<InputValues>,
  { ptrRecords }: ZoneRecordsConfig<InputValues>,
): boolean {
  return plan.addressRecords.length > 0 && ptrRecords?.enabled !== false;
}
