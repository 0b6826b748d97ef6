import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Handshake } from "./handshake";

/** Where a server listens, and how to leave nothing of it behind. */
export interface Listening {
  readonly network: "unix" | "tcp";
  readonly address: string;
  readonly clear: () => void;
}

/** The longest path of a socket that every system takes. */
const LONGEST_PATH = 103;

/**
 * Listens where go-plugin expects it: on a socket in a folder of our own, on Windows on a port of the loopback.
 *
 * @throws an Error with a text for a person
 */
export async function listen(server: Server, handshake: Handshake): Promise<Listening> {
  return process.platform === "win32" ? listenOnPort(server, handshake) : listenOnSocket(server, handshake);
}

async function listenOnSocket(server: Server, { socketFolder = tmpdir() }: Handshake): Promise<Listening> {
  let folder: string;
  try {
    folder = mkdtempSync(join(socketFolder, "hybriddns-"));
  } catch (error) {
    throw new Error(`no socket can be made in ${socketFolder}: ${(error as Error).message}. ${OTHER_FOLDER}`);
  }
  const clear = () => rmSync(folder, { recursive: true, force: true });
  const address = join(folder, "s");
  try {
    if (Buffer.byteLength(address) > LONGEST_PATH) throw new Error(`a socket's path has ${LONGEST_PATH} bytes at most`);
    await listening(server, { path: address });
  } catch (error) {
    clear();
    throw new Error(`no socket can be made at ${address}: ${(error as Error).message}. ${OTHER_FOLDER}`);
  }
  return { network: "unix", address, clear };
}

const OTHER_FOLDER = "TMPDIR, or PLUGIN_UNIX_SOCKET_DIR, names another folder";

async function listenOnPort(server: Server, { lowestPort, highestPort }: Handshake): Promise<Listening> {
  for (let port = lowestPort; port <= highestPort; port++) {
    try {
      await listening(server, { host: "127.0.0.1", port });
      return { network: "tcp", address: `127.0.0.1:${port}`, clear: () => {} };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    }
  }
  throw new Error(`all ports of 127.0.0.1 from ${lowestPort} to ${highestPort} are in use`);
}

function listening(server: Server, options: { path: string } | { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
