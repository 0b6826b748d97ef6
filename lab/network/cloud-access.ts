import { Agent } from "node:http";
import { connect } from "node:net";

/** How the emulated AWS is reached. */
export interface CloudAccess {
  /** e.g. `http://127.0.0.1:4577` */
  readonly endpoint: string;
  /** The same front as a socket in the file system: network namespaces do not separate those. */
  readonly socket?: string | undefined;
  readonly region: string;
}

/** What every SDK client of the lab is made with. */
export function clientSettings({ endpoint, socket, region }: CloudAccess) {
  return {
    endpoint,
    region,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 2,
    ...(socket === undefined ? {} : { requestHandler: { httpAgent: new SocketAgent(socket) } }),
  };
}

/** Connects to one socket, whatever the address that is asked for. */
class SocketAgent extends Agent {
  constructor(private readonly socket: string) {
    super({ keepAlive: true });
  }

  override createConnection() {
    return connect(this.socket);
  }
}
