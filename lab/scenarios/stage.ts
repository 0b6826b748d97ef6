import type { Applier } from "../applier";
import type { Emulator } from "../emulator";
import type { Network } from "../network";
import { ask } from "../quickstart/ask";
import type { Fact } from "../quickstart/report";
import type { Question } from "./client/client-settings";
import type { ClientPlan } from "./client-plans";
import { judge, type Seen } from "./judge";
import { type LabClient, startClient } from "./lab-client";
import { forwarders } from "./lab-hosts";
import * as systemdResolved from "./systemd-resolved";
import { until } from "./until";

/** The lab that scenarios are played in. */
export interface ScenarioLab {
  readonly emulator: Emulator;
  readonly network: Network;
  /** Who applied the lab environment, and can apply it again; takes a second or two to open. */
  readonly applier: () => Promise<Applier>;
}

export interface StageOptions {
  /** Times are held against the bars', times this. @default 1 */
  readonly margin?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a client of a scenario saw. */
export interface ClientReport extends Seen {
  readonly client: string;
  readonly host: string;
  /** Whether it has a bar. */
  readonly judged: boolean;
}

/** What a scenario works with, and what it leaves to be shown. */
export interface Stage extends ScenarioLab {
  readonly margin: number;
  readonly reports: readonly ClientReport[];
  readonly facts: readonly Fact[];
  /** Starts clients, lets them ask in peace, then lets it happen, and has them ask on a while after it. */
  whileAsked(clients: readonly ClientPlan[], happen: () => Promise<void>): Promise<void>;
  /** A client that ends by itself. */
  burst(client: ClientPlan & { readonly most: number }): Promise<ClientReport>;
  fact(text: string, passed: boolean, seen: string): void;
  /** Has every forwarder answer these, so that they are in its cache. */
  warm(questions: readonly Question[]): Promise<void>;
  /** Waits until a forwarder, or a name server of the site, answers at its address. @returns after how many milliseconds */
  untilAnswers(address: string, question?: Question): Promise<number>;
  /** Runs a shell script in a host. @throws {Error} with what it said when it fails */
  script(host: string, text: string): Promise<string>;
  /** Something to be done before the next scenario, also where this one fails; the last first. */
  afterwards(undo: () => Promise<void>): void;
  /** Does what was left for afterwards. */
  close(): Promise<void>;
}

/** A second of questions, before and after. */
const inPeace = 100;
const ownAnswer: Question = { name: "app1.cloud.acmecorp.com", type: "A", expected: "NOERROR" };

export function stageOf(lab: ScenarioLab, { margin = 1, signal }: StageOptions): Stage {
  const { network } = lab;
  const reports: ClientReport[] = [];
  const facts: Fact[] = [];
  const undos: (() => Promise<void>)[] = [];
  let clientsSoFar = 0;

  async function start(plan: ClientPlan): Promise<LabClient> {
    clientsSoFar += 1;
    const mark = `${Date.now().toString(36)}-${clientsSoFar}`;
    const servers = plan.servers ?? (plan.resolved ? await startResolved(plan.host) : await resolversOf(plan.host));
    return startClient(network, plan.host, { ...plan, servers, mark });
  }

  async function resolversOf(host: string): Promise<readonly string[]> {
    const { stdout } = await network.exec(host, ["cat", "/etc/resolv.conf"]);
    return [...stdout.matchAll(/^nameserver (\S+)$/gm)].map(([, address]) => address!);
  }

  /** Anew for each client: it remembers which server failed it. */
  async function startResolved(host: string): Promise<readonly string[]> {
    await script(host, systemdResolved.start);
    undos.push(async () => {
      await script(host, systemdResolved.stop);
    });
    return [systemdResolved.address];
  }

  async function script(host: string, text: string): Promise<string> {
    const { code, stdout, stderr } = await network.exec(host, ["sh", "-ec", text]);
    if (code !== 0) throw new Error(`in ${host} this ended with ${code}: ${text}\n${stderr.trim()}`);
    return stdout.trim();
  }

  async function end(plan: ClientPlan, client: LabClient): Promise<ClientReport> {
    return {
      client: plan.name,
      host: plan.host,
      judged: plan.bar !== undefined,
      ...judge(await client.end(), plan.bar, margin),
    };
  }

  async function answersAsExpected(at: string, address: string, { name, type, expected }: Question): Promise<boolean> {
    const { status } = await ask(network, { at, name: name.replace("{}", `now-${Date.now()}`), type, server: address });
    return status === expected;
  }

  return {
    ...lab,
    margin,
    reports,
    facts,
    async whileAsked(plans, happen) {
      const clients = await Promise.all(plans.map(start));
      const [first] = clients;
      try {
        await Promise.all(clients.map((client) => client.further(inPeace)));
        signal?.throwIfAborted();
        await happen();
        await first?.further(inPeace);
      } finally {
        reports.push(...(await Promise.all(clients.map((client, index) => end(plans[index]!, client)))));
      }
    },
    async burst(plan) {
      const report = await end(plan, await start(plan));
      reports.push(report);
      return report;
    },
    fact: (text, passed, seen) => {
      facts.push({ text, passed, seen });
    },
    async warm(questions) {
      for (const { name: forwarder, address } of forwarders)
        for (const question of questions)
          await until(`${forwarder} answers ${question.name}`, () => answersAsExpected("app1", address, question), {
            signal,
          });
    },
    untilAnswers: (address, question = ownAnswer) =>
      until(`${address} answers ${question.name}`, () => answersAsExpected("client1", address, question), { signal }),
    script,
    afterwards: (undo) => {
      undos.push(undo);
    },
    async close() {
      const errors: unknown[] = [];
      for (let undo = undos.pop(); undo !== undefined; undo = undos.pop())
        await undo().catch((error: unknown) => errors.push(error));
      if (errors.length > 0) throw errors[0];
    },
  };
}
