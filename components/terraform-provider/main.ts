import { newProvider } from "./provider";
import { callHandlers } from "./rpc";
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
  try {
    await servePlugin(handshake, callHandlers(newProvider()));
  } catch (error) {
    console.error(`hybriddns: ${(error as Error).message}`);
    process.exit(1);
  }
}

void main();
