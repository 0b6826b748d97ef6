import type { Problem } from "../../core/problem";
import type { Value } from "../codec/value";
import type { ValueType } from "../schema/schema";

/** What a function gives, or what is wrong with its arguments: the path begins with the argument's place. */
export interface FunctionResult {
  readonly value?: Value;
  /** Where the result may be of any type: which it is of. */
  readonly type?: ValueType;
  readonly problems: readonly { readonly argument: number; readonly problem: Problem }[];
}
