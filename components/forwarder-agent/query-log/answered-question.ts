/** A question and its answer, as a server's log has them. */
export interface AnsweredQuestion {
  /** Milliseconds of the time of day. */
  readonly at: number;
  readonly client: string;
  /** As the client wrote it, without final dot; what cannot be printed as the server prints it. */
  readonly name: string;
  /** e.g. `A`, with its class where that is not IN: `CH TXT` */
  readonly type: string;
  /** e.g. `NXDOMAIN` */
  readonly rcode: string;
  /** Only Unbound says it. */
  readonly milliseconds?: number;
  /** Only Unbound says it. */
  readonly cached?: boolean;
}

// A name has no spaces in either log, whatever a client asks for: Unbound writes `?`, BIND `\032`.
const UNBOUND_LINE = /\breply: (\S{1,64}) (\S{1,1024}) (\S{1,32}) (\S{1,16}) (\S{1,16}) (\d+\.\d+) ([01]) \d+$/;
const BIND_LINE =
  /\bclient @\S{1,32} (\S{1,64})#\d{1,5} \(\S{0,1024}\): response: (\S{1,1024}) (\S{1,16}) (\S{1,32}) (\S{1,16}) /;
const JOURNAL_TIME = /^(\d{1,12}\.\d{1,6}) /;

/** What a line of the journal (`--output=short-unix`) says of a question; `undefined` for all other lines. */
export function readAnsweredQuestion(line: string): AnsweredQuestion | undefined {
  const [, seconds] = JOURNAL_TIME.exec(line) ?? [];
  if (seconds === undefined) return undefined;
  const at = Math.round(Number(seconds) * 1_000);
  const ofUnbound = UNBOUND_LINE.exec(line);
  if (ofUnbound) {
    const [, client, name, type, dnsClass, rcode, took, cached] = ofUnbound as unknown as string[];
    return {
      ...question(at, client!, name!, type!, dnsClass!, rcode!),
      milliseconds: Math.round(Number(took) * 1_000_000) / 1_000,
      cached: cached === "1",
    };
  }
  const [, client, name, dnsClass, type, rcode] = (BIND_LINE.exec(line) ?? []) as string[];
  return client === undefined ? undefined : question(at, client, name!, type!, dnsClass!, rcode!);
}

function question(at: number, client: string, name: string, type: string, dnsClass: string, rcode: string) {
  return {
    at,
    client,
    name: name === "." ? name : name.replace(/\.$/, ""),
    type: dnsClass === "IN" ? type : `${dnsClass} ${type}`,
    rcode,
  };
}
