// Holds the lab's network, in namespaces of its own; started by start.sh. Ends only by being killed, and all with it.
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serveControl } from "./control";
import { labNetwork } from "./lab-network";
import { networkHolder } from "./network-holder";

const [tree = "", folder = "", rootFileSystemsFolder = "", socket = "", user = ""] = process.argv.slice(2);
const logFile = join(folder, "network.log");
const log = (line: string) => appendFileSync(logFile, `${new Date().toISOString()} ${line}\n`);
const tools = { tree, folder: join(tree, "mnt"), singleUser: user === "single-user", log };
const holder = networkHolder({
  log,
  network: (front, relay) => labNetwork({ tools, rootFileSystemsFolder, folder, front, relay }),
});

serveControl(socket, holder).then(
  () => writeFileSync(join(folder, "ready"), ""),
  (error: unknown) => {
    log(`cannot serve: ${error}`);
    process.exitCode = 1;
  },
);
