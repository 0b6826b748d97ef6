import type { Construct } from "constructs";
import type { PlannedAlias, PlannedRecord } from "../core";
import { keyIn } from "./component";
import type { Kit } from "./kit";
import type { TokenValues } from "./tokens";

/** What declares something: below what, with which provider, and the logical name that children's names begin with. */
export interface Place<Provider> {
  readonly kit: Kit<Provider>;
  readonly scope: Construct;
  readonly logicalName: string;
  readonly meta: { provider?: Provider };
}

/** Declares the record sets of a zone. A set that someone else made is not overwritten: AWS refuses. */
export function declareRecordSets<Provider>(
  { kit, scope, logicalName: parent, meta }: Place<Provider>,
  zoneId: string,
  records: readonly PlannedRecord<TokenValues>[],
  aliases: readonly PlannedAlias<TokenValues>[],
): void {
  for (const { logicalName, name, type, ttlSeconds, values } of records) {
    const key = keyIn(parent, logicalName);
    new kit.Route53Record(scope, key, { zoneId, name, type, ttl: ttlSeconds, records: values, ...meta });
  }
  for (const { logicalName, name, type, dnsName, zoneId: targetZoneId, evaluateTargetHealth } of aliases) {
    const alias = { name: dnsName, zoneId: targetZoneId, evaluateTargetHealth };
    new kit.Route53Record(scope, keyIn(parent, logicalName), { zoneId, name, type, alias, ...meta });
  }
}
