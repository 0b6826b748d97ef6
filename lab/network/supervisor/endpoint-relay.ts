import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { relayPort } from "../aws-endpoint";

const mostConnections = 256;

/**
 * AWS's endpoints, as hosts of a VPC reach them: bytes go to the front's socket and back.
 *
 * Whom a network fault has cut off is not refused but never answered, as behind a firewall that drops.
 */
export function endpointRelay(frontSocket: string) {
  const connections = new Map<Socket, string>();
  const cut = new Set<string>();
  const key = (vpcId: string, sender: string) => `${vpcId} ${sender}`;

  function pass(connection: Socket): void {
    const front = connect(frontSocket);
    for (const [one, other] of [
      [connection, front],
      [front, connection],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
      one.pipe(other);
    }
  }

  return {
    /** @returns closes it */
    async serve(address: string, vpcId: string): Promise<() => void> {
      const server = createServer((connection) => {
        const who = key(vpcId, connection.remoteAddress ?? "");
        connections.set(connection, who);
        connection.on("close", () => connections.delete(connection));
        if (cut.has(who)) connection.on("error", () => connection.destroy());
        else pass(connection);
      });
      server.maxConnections = mostConnections;
      server.listen(relayPort, address);
      await once(server, "listening");
      return () => {
        server.close();
        for (const [connection, who] of connections) if (who.startsWith(`${vpcId} `)) connection.destroy();
      };
    },
    /** Cuts a host off, or lets it through again; what it has open ends. */
    set(vpcId: string, sender: string, reachable: boolean): void {
      const who = key(vpcId, sender);
      if (reachable) cut.delete(who);
      else cut.add(who);
      for (const [connection, other] of connections) if (other === who) connection.destroy();
    },
  };
}

export type EndpointRelay = ReturnType<typeof endpointRelay>;
