import {
  type Answer,
  decode,
  encode,
  type OptAnswer,
  RECURSION_AVAILABLE,
  RECURSION_DESIRED,
  TRUNCATED_RESPONSE,
} from "dns-packet";
import type { Resolution } from "./resolve";

const headerBytes = 12;
/** What fits every path that the lab stands for. @see https://www.dnsflagday.net/2020/ */
const largestUdpAnswer = 1232;
const smallestUdpAnswer = 512;
const largestTcpAnswer = 65_535;

const rcodes = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;
/** BADVERS is 16: the upper eight bits stand in the OPT record. */
const badVersion = 1;
const internetClass = 1;
const opcodeMask = 0x7800;
const responseBit = 0x8000;

/** Record types by number; what is not here is asked as `TYPE…` and answered by no data. */
const types: { readonly [number: number]: string } = {
  1: "A",
  2: "NS",
  5: "CNAME",
  6: "SOA",
  12: "PTR",
  15: "MX",
  16: "TXT",
  28: "AAAA",
  33: "SRV",
  35: "NAPTR",
  99: "SPF",
  255: "ANY",
  257: "CAA",
};
const zoneTransfers: readonly number[] = [251, 252];

interface Question {
  readonly name: string;
  readonly type: number;
  readonly class: number;
  /** As it came: sent back untouched, so that odd bytes and the case of letters come back too. */
  readonly bytes: Buffer;
}

/**
 * The answer to a message, or nothing for what deserves none (too short for a header, or itself an answer).
 *
 * Never throws: a message that cannot be read is FORMERR, one that cannot be answered SERVFAIL.
 */
export function respond(
  request: Buffer,
  transport: "udp" | "tcp",
  answer: (name: string, type: string) => Resolution,
): Buffer | undefined {
  if (request.length < headerBytes) return undefined;
  const flags = request.readUInt16BE(2);
  if (flags & responseBit) return undefined;
  const header = { id: request.readUInt16BE(0), recursionDesired: (flags & RECURSION_DESIRED) !== 0 };
  if (flags & opcodeMask) return failure(header, "NOTIMP");
  const question = readQuestion(request);
  if (question === undefined) return failure(header, "FORMERR");
  let opt: OptAnswer | undefined;
  try {
    opt = decode(request).additionals?.find((record): record is OptAnswer => record.type === "OPT");
  } catch {
    return failure(header, "FORMERR");
  }
  const size = opt === undefined ? smallestUdpAnswer : Math.max(smallestUdpAnswer, opt.udpPayloadSize);
  const limit = transport === "tcp" ? largestTcpAnswer : Math.min(size, largestUdpAnswer);
  const context = { header, question, edns: opt !== undefined };
  if (opt !== undefined && opt.ednsVersion !== 0) return write(context, { ...nothing, extendedRcode: badVersion });
  if (question.class !== internetClass || zoneTransfers.includes(question.type))
    return write(context, { ...nothing, rcode: "REFUSED" });
  try {
    const resolution = answer(question.name, types[question.type] ?? `TYPE${question.type}`);
    const whole = write(context, resolution);
    return whole.length <= limit ? whole : write(context, { ...nothing, rcode: resolution.rcode, truncated: true });
  } catch {
    return write(context, { ...nothing, rcode: "SERVFAIL" });
  }
}

/** The one question of a message; `undefined` when there is not exactly one, or it is cut off. */
function readQuestion(request: Buffer): Question | undefined {
  if (request.readUInt16BE(4) !== 1) return undefined;
  const labels: string[] = [];
  let offset = headerBytes;
  for (;;) {
    const length = request[offset];
    // 192 and above are pointers, which have nothing to point at here.
    if (length === undefined || length > 63 || offset - headerBytes > 254) return undefined;
    offset += 1;
    if (length === 0) break;
    labels.push(labelText(request.subarray(offset, offset + length)));
    offset += length;
  }
  if (offset + 4 > request.length) return undefined;
  return {
    name: labels.join("."),
    type: request.readUInt16BE(offset),
    class: request.readUInt16BE(offset + 2),
    bytes: request.subarray(headerBytes, offset + 4),
  };
}

/** A dot in a label must not look like a border of labels. */
const labelText = (bytes: Buffer) =>
  bytes
    .toString("latin1")
    .replace(/[.\\]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`);

interface Reply {
  readonly rcode: keyof typeof rcodes;
  readonly extendedRcode?: number;
  readonly truncated?: boolean;
  readonly answers: readonly Answer[];
  readonly authorities: readonly Answer[];
}

const nothing: Reply = { rcode: "NOERROR", answers: [], authorities: [] };

function write(
  context: { header: { id: number; recursionDesired: boolean }; question: Question; edns: boolean },
  reply: Reply,
): Buffer {
  const { header, question, edns } = context;
  const opt: OptAnswer = {
    type: "OPT",
    name: ".",
    udpPayloadSize: largestUdpAnswer,
    extendedRcode: reply.extendedRcode ?? 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [],
  };
  const message = encode({
    type: "response",
    id: header.id,
    flags: flagsOf(header, reply.rcode) | (reply.truncated ? TRUNCATED_RESPONSE : 0),
    answers: [...reply.answers],
    authorities: [...reply.authorities],
    additionals: edns ? [opt] : [],
  });
  const whole = Buffer.concat([message.subarray(0, headerBytes), question.bytes, message.subarray(headerBytes)]);
  whole.writeUInt16BE(1, 4);
  return whole;
}

const failure = (header: { id: number; recursionDesired: boolean }, rcode: keyof typeof rcodes): Buffer =>
  encode({ type: "response", id: header.id, flags: flagsOf(header, rcode) });

const flagsOf = (header: { recursionDesired: boolean }, rcode: keyof typeof rcodes) =>
  RECURSION_AVAILABLE | (header.recursionDesired ? RECURSION_DESIRED : 0) | rcodes[rcode];
