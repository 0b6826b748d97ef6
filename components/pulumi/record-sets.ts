import { Record as RecordSet } from "@pulumi/aws/route53/record";
import type * as pulumi from "@pulumi/pulumi";
import type { PlannedAlias, PlannedRecord } from "../core/part-plan";
import type { InputValues } from "./hybrid-dns-args";

/** Declares the record sets of a zone below a component. A set that someone else made is not overwritten: AWS refuses. */
export function declareRecordSets(
  component: pulumi.ComponentResource,
  zoneId: pulumi.Input<string>,
  records: readonly PlannedRecord<InputValues>[],
  aliases: readonly PlannedAlias<InputValues>[],
): void {
  for (const { logicalName, name, type, ttlSeconds, values } of records) {
    new RecordSet(logicalName, { zoneId, name, type, ttl: ttlSeconds, records: values }, { parent: component });
  }
  for (const { logicalName, name, type, dnsName, zoneId: targetZoneId, evaluateTargetHealth } of aliases) {
    new RecordSet(
      logicalName,
      { zoneId, name, type, aliases: [{ name: dnsName, zoneId: targetZoneId, evaluateTargetHealth }] },
      { parent: component },
    );
  }
}
