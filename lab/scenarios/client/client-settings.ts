/** How a client asks, as `resolv.conf` says it. */
export interface ResolverOptions {
  /** In the order of `resolv.conf`. */
  readonly servers: readonly string[];
  /** `timeout:N`, of one server. */
  readonly timeoutMilliseconds: number;
  /** `attempts:N`, rounds over all servers. */
  readonly attempts: number;
}

export interface Question {
  /** `{}` stands for something that nobody has asked before, e.g. `{}.apps.cloud.acmecorp.com`. */
  readonly name: string;
  readonly type: "A" | "PTR";
  readonly expected: Status;
}

/** `no data` is NOERROR without an answer; `no answer` that nothing came, or nothing that counts. */
export type Status = "NOERROR" | "no data" | "NXDOMAIN" | "SERVFAIL" | "REFUSED" | "NOTIMP" | "FORMERR" | "no answer";

export interface ClientSettings extends ResolverOptions {
  /** Asked one after the other, again and again. */
  readonly questions: readonly Question[];
  /** Asked at this pace whatever becomes of them, as many users would. */
  readonly perSecond: number;
  /** Ends after so many. @default - asks until its input ends */
  readonly most?: number | undefined;
  /** Makes the names that stand for new ones those of this client, e.g. `k3x9`. */
  readonly mark: string;
}

/** What became of one question. */
export interface Lookup {
  readonly name: string;
  readonly expected: Status;
  readonly status: Status;
  /** When it was asked, since the client began. */
  readonly atMilliseconds: number;
  readonly milliseconds: number;
  readonly answeredBy?: string | undefined;
}
