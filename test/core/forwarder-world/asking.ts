import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect } from "node:net";
import { type DecodedPacket, decode, encode, type Packet, type RecordType, streamEncode } from "dns-packet";
import { type Answer, CLIENT, FORWARDER, type Question } from "./protocol";

/** Questions from one socket. */
const A_SOCKET = 100;
/** Longer than any answer that counts, so that a late one is seen to be late. */
const PATIENCE_MILLISECONDS = 15_000;

export async function ask(question: Question): Promise<Answer> {
  return question.tcp ? await askByTcp(question) : (await askAtOnce([question]))[0]!;
}

/** All at once, from several sockets of one address, so that no socket has to hold all answers. */
export async function askAtOnce(questions: readonly Question[]): Promise<readonly Answer[]> {
  const parts = Array.from({ length: Math.ceil(questions.length / A_SOCKET) }, (_, index) =>
    questions.slice(index * A_SOCKET, (index + 1) * A_SOCKET),
  );
  return (await Promise.all(parts.map(askBySocket))).flat();
}

/** Each question has an id of its own. */
async function askBySocket(questions: readonly Question[]): Promise<readonly Answer[]> {
  const answers: Answer[] = questions.map(() => none(PATIENCE_MILLISECONDS));
  const socket = createSocket("udp4");
  socket.bind(0, questions[0]?.from ?? CLIENT);
  await once(socket, "listening");
  const begin = performance.now();
  let missing = questions.length;
  await new Promise<void>((resolve) => {
    const giveUp = setTimeout(resolve, PATIENCE_MILLISECONDS);
    socket.on("message", (message) => {
      const packet = decode(message);
      answers[packet.id ?? 0] = answerOf(packet, message.length, performance.now() - begin);
      missing -= 1;
      if (missing > 0) return;
      clearTimeout(giveUp);
      resolve();
    });
    for (const [id, question] of questions.entries()) socket.send(encode(packetOf(question, id)), 53, FORWARDER);
  });
  socket.close();
  return answers;
}

async function askByTcp(question: Question): Promise<Answer> {
  const begin = performance.now();
  const socket = connect({ host: FORWARDER, port: 53, localAddress: question.from ?? CLIENT });
  socket.setTimeout(PATIENCE_MILLISECONDS, () => socket.destroy());
  socket.on("error", () => socket.destroy());
  socket.write(streamEncode(packetOf(question, 0)));
  let data = Buffer.alloc(0);
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    data = Buffer.concat([data, chunk]);
    if (data.length >= 2 && data.length >= 2 + data.readUInt16BE(0)) break;
  }
  socket.destroy();
  const took = performance.now() - begin;
  return data.length > 2 ? answerOf(decode(data.subarray(2)), data.length - 2, took) : none(took);
}

function packetOf({ name, type = "A" }: Question, id: number): Packet {
  return {
    type: "query",
    id,
    flags: 0x0100,
    questions: [{ name, type: type as RecordType, class: "IN" }],
    additionals: [
      {
        type: "OPT",
        name: ".",
        udpPayloadSize: 4096,
        extendedRcode: 0,
        ednsVersion: 0,
        flags: 0,
        flag_do: false,
        options: [],
      },
    ],
  };
}

function answerOf(packet: DecodedPacket, bytes: number, tookMilliseconds: number): Answer {
  const answers = (packet.answers ?? []).map((answer) => ("data" in answer ? `${answer.data}` : answer.type));
  // Decoded packets have it, but not its type.
  const { rcode } = packet as DecodedPacket & { readonly rcode: string };
  return { status: rcode, truncated: packet.flag_tc, answers, bytes, tookMilliseconds };
}

function none(tookMilliseconds: number): Answer {
  return { status: "TIMEOUT", truncated: false, answers: [], bytes: 0, tookMilliseconds };
}
