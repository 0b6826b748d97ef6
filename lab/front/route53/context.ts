import type { RateLimits } from "./rate-limits";
import type { Route53Settings } from "./settings";
import { type Change, freshId, type HostedZone, type Route53Store } from "./store";
import type { XmlElement, XmlValue } from "./xml";

/** What every action works with besides its own request. */
export interface Route53Context {
  readonly store: Route53Store;
  readonly limits: RateLimits;
  readonly settings: () => Route53Settings;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Whether the emulated EC2 has this VPC in the account and region. */
  readonly vpcExists: (account: string, region: string, vpcId: string) => Promise<boolean>;
}

/** One call of an action, as the service read it from the request. */
export interface Route53Call {
  readonly account: string;
  /** Ids in the path, in their order. */
  readonly ids: readonly string[];
  readonly query: URLSearchParams;
  /** The request document; @throws {AwsError} when there is none or its root is another. */
  readonly document: (root: string) => XmlElement;
}

/** What an action answers. */
export interface Route53Answer {
  readonly root: string;
  readonly content: { readonly [name: string]: XmlValue };
  readonly status?: number;
  readonly location?: string;
}

/** Serves one action. @throws {AwsError} */
export type Route53Action = (call: Route53Call, context: Route53Context) => Promise<Route53Answer> | Route53Answer;

/** Notes a change that is made now; its ChangeInfo is what the caller gets. */
export function noteChange(context: Route53Context, comment?: string): XmlValue {
  const { store, settings, now } = context;
  const submittedAt = now();
  const change: Change = {
    id: freshId("C"),
    submittedAt,
    insyncAt: submittedAt + settings().insyncMilliseconds,
    ...(comment !== undefined && { comment }),
  };
  store.changes.set(change.id, change);
  // Callers wait for the change they just made: a few thousand are more than anyone asks for again.
  if (store.changes.size > 5_000) store.changes.delete(store.changes.keys().next().value ?? "");
  return changeInfo(change, submittedAt);
}

/** How a change stands at a time. */
export function changeInfo(change: Change, now: number): XmlValue {
  return {
    Id: `/change/${change.id}`,
    Status: now >= change.insyncAt ? "INSYNC" : "PENDING",
    SubmittedAt: new Date(change.submittedAt).toISOString(),
    Comment: change.comment,
  };
}

/** Marks that what resolvers see of a zone has changed. */
export function touch({ store }: Route53Context, zone?: HostedZone): void {
  if (zone) zone.inOrder = undefined;
  store.generation++;
}
