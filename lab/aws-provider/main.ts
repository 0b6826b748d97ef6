import { connect } from "node:net";
import { Server, ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { makeService } from "./service";

const parentProcess = process.ppid;

/** Without an engine nobody would end this process: it is adopted when its engine dies. */
function endWithEngine(address: string | undefined): void {
  setInterval(() => {
    if (process.ppid !== parentProcess) process.exit(0);
  }, 250).unref();
  const [, host, port] = /^(?:tcp:\/\/)?(.*):(\d+)$/.exec(address ?? "") ?? [];
  if (host === undefined || port === undefined) return;
  // An engine that died before the first look at the parent leaves a closed port.
  const socket = connect({ host, port: Number(port) });
  socket.once("connect", () => socket.destroy());
  socket.once("error", () => process.exit(0));
}

const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(ResourceProviderService, makeService(process.env) as unknown as UntypedServiceImplementation);
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) {
    console.error(`pulumi-resource-aws: ${error.message}`);
    process.exit(1);
  }
  console.log(port);
  endWithEngine(process.argv[2]);
});
