import type { AwsError } from "../aws-error";
import type { MotoClient } from "../moto-client";
import type { Scope } from "../scope";

/** A call of a query-protocol service on its way to moto. */
export interface QueryCall {
  readonly scope: Scope;
  readonly action: string;
  /** The request's parameters; a rule may change them before they are passed on. */
  readonly parameters: URLSearchParams;
  readonly moto: MotoClient;
}

/**
 * One thing that moto does otherwise than AWS, made right.
 *
 * `before` sees the call and may refuse it with an {@link AwsError} or change its parameters; what it returns is handed
 * to `after`, which sees moto's answer when that is a success and may change it.
 */
export interface MendingRule<Kept = unknown> {
  /** What AWS does, in one sentence. */
  readonly title: string;
  readonly service: "ec2" | "elasticloadbalancing";
  readonly actions: readonly string[];
  readonly before?: (call: QueryCall) => Promise<Kept>;
  readonly after?: (call: QueryCall, body: string, kept: Kept) => Promise<string>;
}

/** Only for inference: a rule whose `after` takes what its `before` kept. */
export function rule<Kept>(definition: MendingRule<Kept>): MendingRule {
  return definition as MendingRule;
}
