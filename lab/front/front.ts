import { mkdir, rm } from "node:fs/promises";
import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { type EventDelivery, eventDelivery } from "../functions/event-delivery";
import { accountIds } from "./account-ids";
import { callCounters } from "./call-counters";
import { cloud } from "./cloud";
import { faults } from "./faults";
import { handler } from "./handler";
import type { TreeBuilder } from "./image-builder/builds";
import { motoCloud } from "./image-builder/cloud";
import { type ImageBuilderService, imageBuilderService } from "./image-builder/service";
import { labTrees } from "./image-builder/trees";
import { type Moto, startMoto } from "./moto";
import { motoClient } from "./moto-client";
import { roleCredentials } from "./role-credentials";
import { type Route53Options, type Route53Service, route53Service } from "./route53/service";
import { vpcLookup } from "./vpc-lookup";

/** How to start a front; whatever is left out is AWS's or the lab's default. */
export interface FrontOptions {
  /** TCP port on the loopback address; 0 takes a free one. */
  readonly port?: number;
  /** Where logs go; made when it is not there. */
  readonly folder: string;
  /** A unix socket to listen on as well: network namespaces reach the front by it. */
  readonly socketPath?: string;
  /** Limits, clock and delays of Route 53. */
  readonly route53?: Omit<Route53Options, "vpcExists">;
  /** Who builds images' trees. @default - the lab, in its folder */
  readonly trees?: TreeBuilder;
}

/** A running front with its moto. */
export interface Front {
  readonly port: number;
  /** What AWS clients take as AWS_ENDPOINT_URL. */
  readonly endpoint: string;
  /** Address of the moto behind, for comparisons. */
  readonly motoEndpoint: string;
  readonly motoPid: number;
  readonly route53: Route53Service;
  readonly imageBuilder: ImageBuilderService;
  /** Settles when moto has ended although nobody asked for it. */
  readonly died: Promise<void>;
  end(): Promise<void>;
}

/** The port (or socket) is taken by another process. */
export class PortInUseError extends Error {}

/** Starts the one server that every AWS client talks to. @throws {PortInUseError} */
export async function startFront(options: FrontOptions): Promise<Front> {
  await mkdir(options.folder, { recursive: true });
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  let settle: { resolve: (port: number) => void; reject: (error: unknown) => void } | undefined;
  const motoPort = new Promise<number>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Whoever waits for the port sees why there is none; nobody waiting is no crash.
  motoPort.catch(() => {});
  const moto = motoClient(motoPort, agent);
  const imageBuilder = imageBuilderService({ cloud: motoCloud(moto), trees: options.trees ?? labTrees() });
  const route53 = route53Service({ ...options.route53, vpcExists: vpcLookup(moto) });
  let motoProcess: Moto | undefined;
  const address: { endpoint?: string } = {};
  const events = eventDelivery({
    moto,
    endpoint: () => address.endpoint!,
    folder: join(options.folder, "functions"),
    credentials: (role, account) => roleCredentials(moto, role, account),
  });
  const serve = handler({
    motoAddress: { port: motoPort, agent },
    accountOf: accountIds(moto),
    route53,
    imageBuilder,
    counters: callCounters(),
    faults: faults(),
    events,
    cloud: cloud(moto, () => route53.context.store.generation),
    health: () => ({ ready: motoProcess !== undefined, pid: process.pid, motoPid: motoProcess?.pid ?? null }),
  });

  const servers: Server[] = [];
  try {
    // The port first: a taken one shows at once, not after moto's start.
    const tcp = await listen(serve, { host: "127.0.0.1", port: options.port ?? 0 });
    servers.push(tcp);
    address.endpoint = `http://127.0.0.1:${(tcp.address() as AddressInfo).port}`;
    if (options.socketPath !== undefined) {
      await removeDeadSocket(options.socketPath);
      servers.push(await listen(serve, { path: options.socketPath }));
    }
    motoProcess = await startMoto(options.folder);
    settle?.resolve(motoProcess.port);
    warmUp(moto);
    return running(motoProcess, servers, agent, route53, imageBuilder, events);
  } catch (error) {
    settle?.reject(error);
    await closeAll(servers);
    await motoProcess?.end();
    throw error;
  }
}

function running(
  moto: Moto,
  servers: readonly Server[],
  agent: Agent,
  route53: Route53Service,
  imageBuilder: ImageBuilderService,
  events: EventDelivery,
): Front {
  const [tcp] = servers;
  if (!tcp) throw new Error("the front listens nowhere");
  const { port } = tcp.address() as AddressInfo;
  let ending: Promise<void> | undefined;
  const died = new Promise<void>((resolve) => {
    void moto.ended.then(() => {
      if (!ending) resolve();
    });
  });
  return {
    port,
    endpoint: `http://127.0.0.1:${port}`,
    motoEndpoint: `http://127.0.0.1:${moto.port}`,
    motoPid: moto.pid,
    route53,
    imageBuilder,
    died,
    end: () => {
      ending ??= closeAll(servers).then(async () => {
        await imageBuilder.end();
        await events.end();
        agent.destroy();
        await moto.end();
      });
      return ending;
    },
  };
}

function listen(
  serve: (request: IncomingMessage, response: ServerResponse) => void,
  where: { host: string; port: number } | { path: string },
): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 60_000 }, serve);
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const what = "port" in where ? `port ${where.port} of ${where.host}` : where.path;
      const taken = `${what} is in use by another process: end that one, or choose another port`;
      reject(error.code === "EADDRINUSE" ? new PortInUseError(taken) : error);
    });
    server.listen(where, () => resolve(server));
  });
}

/** A killed front leaves its socket's file behind, on which nobody answers; one that answers is another's. */
async function removeDeadSocket(path: string): Promise<void> {
  const answers = await new Promise<boolean>((resolve) => {
    const connection = connect(path);
    connection.once("connect", () => {
      connection.destroy();
      resolve(true);
    });
    connection.once("error", () => resolve(false));
  });
  if (!answers) await rm(path, { force: true });
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map((server) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    }),
  );
}

/** moto loads EC2 at the first call, which takes seconds on a slow machine: let that run beside what comes first. */
function warmUp(moto: ReturnType<typeof motoClient>): void {
  const scope = { service: "ec2", region: "us-east-1", accessKey: undefined };
  void moto.query(scope, { Action: "DescribeVpcs", Version: "2016-11-15" }).catch(() => {});
}
