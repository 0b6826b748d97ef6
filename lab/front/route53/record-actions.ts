import { AwsError } from "../aws-error";
import { applyChanges, tokensOf } from "./apply-changes";
import { changeInfo, noteChange, type Route53Action, touch } from "./context";
import { listRecordSets } from "./list-record-sets";
import { readChangeBatch } from "./read-change-batch";
import { requestedZone } from "./zone-actions";

/** ChangeResourceRecordSets: one batch of a zone at a time, all of it or nothing. */
export const changeResourceRecordSets: Route53Action = async (call, context) => {
  const { store, limits, settings, sleep } = context;
  const zone = requestedZone(call.account, call.ids[0], context);
  const batch = readChangeBatch(call.document("ChangeResourceRecordSetsRequest"));
  if (zone.busy) {
    throw new AwsError(
      "PriorRequestNotComplete",
      "The request was rejected because Route 53 was still processing a prior request.",
    );
  }
  limits.takeChanges(call.account, tokensOf(batch.changes));
  zone.busy = true;
  try {
    await sleep(settings().changeMilliseconds);
    if (!store.zones.has(zone.id))
      throw new AwsError("NoSuchHostedZone", `No hosted zone found with ID: ${zone.id}`, 404);
    applyChanges(zone, batch.changes, settings(), (id) => store.zones.has(id));
  } finally {
    zone.busy = false;
  }
  touch(context, zone);
  return {
    root: "ChangeResourceRecordSetsResponse",
    content: { ChangeInfo: noteChange(context, batch.comment) },
  };
};

/** ListResourceRecordSets */
export const listResourceRecordSets: Route53Action = (call, context) => ({
  root: "ListResourceRecordSetsResponse",
  content: listRecordSets(requestedZone(call.account, call.ids[0], context), call.query),
});

/** GetChange */
export const getChange: Route53Action = (call, { store, now }) => {
  const change = store.changes.get(call.ids[0] ?? "");
  if (!change) throw new AwsError("NoSuchChange", `Could not find resource with ID: ${call.ids[0]}`, 404);
  return { root: "GetChangeResponse", content: { ChangeInfo: changeInfo(change, now()) } };
};
