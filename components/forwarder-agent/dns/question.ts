import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";

export const RECORD_TYPES = { A: 1, SOA: 6 } as const;
export const RCODES = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;

export interface DnsQuestion {
  readonly address: string;
  readonly port: number;
  /** Without final dot. */
  readonly name: string;
  readonly type: keyof typeof RECORD_TYPES;
  readonly milliseconds: number;
}

/** Of an answer, only what says whether there was one. */
export interface DnsAnswer {
  readonly rcode: number;
  readonly milliseconds: number;
}

/**
 * Asks a question over UDP once.
 *
 * Only what comes from the server itself, with the question's own id and name, is an answer.
 *
 * @returns `undefined` where there is none in time
 */
export async function askDns(question: DnsQuestion): Promise<DnsAnswer | undefined> {
  const query = encodeQuery(randomInt(0x10000), question.name, RECORD_TYPES[question.type]);
  const socket = createSocket(question.address.includes(":") ? "udp6" : "udp4");
  const begun = performance.now();
  return new Promise((resolve) => {
    const end = (answer: DnsAnswer | undefined) => {
      clearTimeout(timer);
      socket.close();
      resolve(answer);
    };
    const timer = setTimeout(end, question.milliseconds, undefined);
    socket.on("error", () => end(undefined));
    socket.on("message", (message) => {
      const rcode = rcodeOf(message, query);
      if (rcode !== undefined) end({ rcode, milliseconds: performance.now() - begun });
    });
    socket.connect(question.port, question.address, () => socket.send(query));
  });
}

/** A query as RFC 1035 section 4.1 writes it, recursion desired. */
export function encodeQuery(id: number, name: string, type: number): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(0x0100, 2);
  header.writeUInt16BE(1, 4);
  const labels = name.split(".").filter((label) => label !== "");
  if (labels.some((label) => Buffer.byteLength(label) > 63)) throw new Error(`no DNS name: ${name.slice(0, 300)}`);
  const lengthAndText = (label: string) => [Buffer.of(Buffer.byteLength(label)), Buffer.from(label)];
  return Buffer.concat([header, ...labels.flatMap(lengthAndText), Buffer.of(0, type >> 8, type & 0xff, 0, 1)]);
}

/** @returns `undefined` for what is no answer to the query */
export function rcodeOf(message: Buffer, query: Buffer): number | undefined {
  if (message.length < query.length || message.readUInt16BE(0) !== query.readUInt16BE(0)) return undefined;
  const flags = message.readUInt16BE(2);
  if ((flags & 0x8000) === 0 || message.readUInt16BE(4) !== 1) return undefined;
  const asked = (text: Buffer) => text.subarray(12, query.length).toString("latin1").toLowerCase();
  return asked(message) === asked(query) ? flags & 0xf : undefined;
}
