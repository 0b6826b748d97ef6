import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";

/** Answers one message of one sender, or keeps silent. */
export type Respond = (message: Buffer, transport: "udp" | "tcp", sender: string) => Buffer | undefined;

const idleMilliseconds = 10_000;
const mostConnections = 256;

/** Serves DNS over UDP and TCP at one address. @returns closes it */
export async function serveDns(address: string, port: number, respond: Respond): Promise<() => void> {
  const udp = createSocket({ type: "udp4", recvBufferSize: 4_194_304 });
  udp.on("message", (message, sender) => {
    const response = respond(message, "udp", sender.address);
    // A sender that is gone is no error of ours.
    if (response !== undefined) udp.send(response, sender.port, sender.address, () => {});
  });
  udp.on("error", () => {});
  const tcp = createServer((connection) => serveConnection(connection, respond));
  tcp.maxConnections = mostConnections;
  udp.bind(port, address);
  tcp.listen(port, address);
  await Promise.all([once(udp, "listening"), once(tcp, "listening")]);
  return () => {
    udp.close();
    tcp.close();
  };
}

/** Messages over TCP have their length before them; several may come over one connection (RFC 7766). */
function serveConnection(connection: Socket, respond: Respond): void {
  let pending: Buffer = Buffer.alloc(0);
  connection.setTimeout(idleMilliseconds, () => connection.destroy());
  connection.on("error", () => connection.destroy());
  connection.on("data", (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const end = 2 + pending.readUInt16BE(0);
      const response = respond(pending.subarray(2, end), "tcp", connection.remoteAddress ?? "");
      pending = pending.subarray(end);
      if (response === undefined) {
        connection.destroy();
        return;
      }
      const length = Buffer.alloc(2);
      length.writeUInt16BE(response.length);
      connection.write(Buffer.concat([length, response]));
    }
  });
}
