import { setFlagsFromString } from "node:v8";
import { readHandshake } from "./transport/handshake";
import { servePlugin } from "./transport/serve";

/** The provider's process: started by Terraform for one command. */
async function main(): Promise<void> {
  const handshake = readHandshake(process.env);
  if ("message" in handshake) {
    console.error(handshake.message);
    process.exitCode = 1;
    return;
  }
  // States pass through once, and Terraform runs many providers beside each other: memory counts more than collecting late.
  // On the command line it would cost a third of the start, since Node's own code is compiled for other flags.
  setFlagsFromString("--optimize-for-size");
  try {
    await servePlugin(handshake, async () => {
      const [{ callHandlers }, { newProvider }] = await Promise.all([
        import("./rpc/index.js"),
        import("./provider.js"),
      ]);
      return callHandlers(newProvider());
    });
  } catch (error) {
    console.error(`hybriddns: ${(error as Error).message}`);
    process.exit(1);
  }
}

void main();
