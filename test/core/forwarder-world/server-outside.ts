import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";
import { type Answer, decode, encode, type Packet, type RecordType, streamDecode, streamEncode } from "dns-packet";
import type { Mode, Records } from "./protocol";

const SLOW_MILLISECONDS = 400;
/** So short that a cached answer has soon expired. */
const TTL_SECONDS = 1;

/** A server outside the forwarder: a site's, or the VPC's resolver. */
export class ServerOutside {
  readonly #asked = new Set<string>();
  #records = new Map<string, readonly string[]>();
  #mode: Mode = "answers";

  /** @param address - its own, port 53 on UDP and TCP */
  static async listen(address: string): Promise<ServerOutside> {
    const server = new ServerOutside();
    const socket = createSocket({ type: "udp4", recvBufferSize: 4 << 20 });
    socket.on("message", (message, peer) => {
      server.#answer(message, (answer) => {
        const room = decode(message).additionals?.some(({ type }) => type === "OPT") ? 1232 : 512;
        const whole = encode(answer);
        socket.send(whole.length > room ? encode(truncated(answer)) : whole, peer.port, peer.address);
      });
    });
    socket.bind(53, address);
    const stream = createServer((connection) => {
      connection.on("error", () => connection.destroy());
      connection.on("data", (data) => {
        const message = encode(streamDecode(data));
        server.#answer(message, (answer) => connection.write(streamEncode(answer)));
      });
    });
    stream.listen(53, address);
    await Promise.all([once(socket, "listening"), once(stream, "listening")]);
    return server;
  }

  serve(records: Records, mode: Mode = "answers"): void {
    this.#records = new Map(Object.entries(records).map(([question, data]) => [question.toLowerCase(), data]));
    this.#mode = mode;
  }

  asked(): readonly string[] {
    const names = [...this.#asked];
    this.#asked.clear();
    return names;
  }

  #answer(message: Buffer, send: (answer: Packet) => void): void {
    const query = decode(message);
    const [question] = query.questions ?? [];
    if (question === undefined) return;
    this.#asked.add(question.name.toLowerCase());
    if (this.#mode === "silent") return;
    const answers = this.#found(question.name, question.type);
    const status = this.#mode === "servfail" ? 2 : answers.length > 0 ? 0 : 3;
    const answer: Packet = {
      type: "response",
      id: query.id ?? 0,
      // recursion desired, available, and the status
      flags: 0x0180 | status,
      questions: [question],
      answers,
      authorities: status === 3 ? [soa(question.name)] : [],
    };
    if (this.#mode === "slow") setTimeout(() => send(answer), SLOW_MILLISECONDS);
    else send(answer);
  }

  /** With what an alias leads to, as far as this server knows it. */
  #found(name: string, type: string): Answer[] {
    const own = this.#records.get(`${name} ${type}`.toLowerCase());
    if (own) return own.map((data) => record(name, type, data));
    const [target] = this.#records.get(`${name} CNAME`.toLowerCase()) ?? [];
    return target === undefined ? [] : [record(name, "CNAME", target), ...this.#found(target, type)];
  }
}

function record(name: string, type: string, data: string): Answer {
  return { name, type: type as RecordType, ttl: TTL_SECONDS, class: "IN", data } as Answer;
}

function soa(name: string): Answer {
  const zone = name.split(".").slice(1).join(".") || ".";
  const data = { mname: zone, rname: zone, serial: 1, refresh: 60, retry: 60, expire: 60, minimum: TTL_SECONDS };
  return { name: zone, type: "SOA", ttl: TTL_SECONDS, class: "IN", data };
}

function truncated(answer: Packet): Packet {
  return { ...answer, flags: (answer.flags ?? 0) | 0x0200, answers: [] };
}
