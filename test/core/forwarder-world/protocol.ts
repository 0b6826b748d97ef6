/** Where everything is. */
export const FORWARDER = "10.20.1.53";
export const VPC_RESOLVER = "169.254.169.253";
export const SITE = ["10.1.0.53", "10.2.0.53"] as const;
export const CLIENT = "10.50.7.7";
export const STRANGER = "192.0.2.66";

/** What a server outside does with a question. */
export type Mode = "answers" | "silent" | "servfail" | "slow";

/** Records by `name type`, e.g. `app1.acmecorp.com A`; what is not there is NXDOMAIN. */
export type Records = { readonly [question: string]: readonly string[] };

export interface Question {
  readonly name: string;
  readonly type?: string;
  readonly from?: string;
  readonly tcp?: boolean;
}

export interface Answer {
  /** `TIMEOUT` where none came. */
  readonly status: string;
  readonly truncated: boolean;
  /** Data of all records of the answer, in its order. */
  readonly answers: readonly string[];
  readonly bytes: number;
  readonly tookMilliseconds: number;
}

/** What the process in the world does on request. */
export interface WorldMethods {
  /** Replaces the forwarder by one with this configuration, and waits for its first answer. */
  run(software: "unbound" | "bind", configuration: string): Promise<void>;
  /** Gives the running forwarder another configuration, as the agent does: without a restart. */
  reload(software: "unbound" | "bind", configuration: string): Promise<void>;
  /** What a server outside knows, and does. */
  serve(address: string, records: Records, mode?: Mode): Promise<void>;
  ask(question: Question): Promise<Answer>;
  /** All sent at once from one address. */
  askAtOnce(questions: readonly Question[]): Promise<readonly Answer[]>;
  /** Names that a server outside was asked since the last time, in the order of their first question. */
  askedOf(address: string): Promise<readonly string[]>;
}
