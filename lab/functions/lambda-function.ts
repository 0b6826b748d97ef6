import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

/** A function and what it is run with. */
export interface FunctionSettings {
  /** Folder with its code. */
  readonly folder: string;
  /** e.g. `index.handler` */
  readonly handler: string;
  /** All that it finds in its environment. */
  readonly environment: { readonly [name: string]: string };
  readonly timeoutSeconds: number;
  /** Each line that it writes. */
  readonly onLine?: ((line: string) => void) | undefined;
}

/** What an invocation came to. */
export type Invocation = { readonly result: unknown } | { readonly error: string };

/** A function that runs as a process of this machine, one invocation at a time. */
export interface LambdaFunction {
  /** Starts the process where there is none; it stays for the next invocation, as Lambda's does. */
  invoke(event: unknown): Promise<Invocation>;
  end(): Promise<void>;
}

const host = join(__dirname, "function-host.js");

/** Runs a function's own code as Lambda would: its environment, its time limit, a process that is kept while it works. */
export function lambdaFunction({
  folder,
  handler,
  environment,
  timeoutSeconds,
  onLine,
}: FunctionSettings): LambdaFunction {
  let child: ChildProcess | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const start = (): ChildProcess => {
    const started = spawn(process.execPath, [host, join(folder, handler)], {
      cwd: folder,
      env: environment,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    for (const stream of [started.stdout, started.stderr]) readLines(stream!, onLine);
    return started;
  };
  const invokeNow = async (event: unknown): Promise<Invocation> => {
    child ??= start();
    const running = child;
    const answer = await answerOf(running, event, timeoutSeconds * 1_000);
    if ("error" in answer && (running.exitCode !== null || running.signalCode !== null)) child = undefined;
    return answer;
  };
  return {
    invoke: (event) => {
      const next = turn.then(() => invokeNow(event));
      turn = next.catch(() => {});
      return next;
    },
    end: async () => {
      if (child) await killed(child);
      child = undefined;
    },
  };
}

async function answerOf(child: ChildProcess, event: unknown, milliseconds: number): Promise<Invocation> {
  const answered = new Promise<Invocation>((resolve) => {
    const take = (message: unknown) => {
      const { ready, ...answer } = message as { ready?: true } & Invocation;
      if (ready) child.send({ event, deadline: Date.now() + milliseconds });
      else settle(answer as Invocation);
    };
    const ended = () => settle({ error: `the process ended with ${child.exitCode ?? child.signalCode}` });
    const settle = (answer: Invocation) => {
      clearTimeout(timer);
      child.off("message", take).off("exit", ended);
      resolve(answer);
    };
    const timer = setTimeout(() => {
      child.off("exit", ended);
      void killed(child).then(() => settle({ error: `Task timed out after ${milliseconds / 1_000} seconds` }));
    }, milliseconds);
    child.on("message", take).once("exit", ended);
    if (warm.has(child)) child.send({ event, deadline: Date.now() + milliseconds });
    warm.add(child);
  });
  return answered;
}

/** Processes that have said that they are ready, or will to whoever came first. */
const warm = new WeakSet<ChildProcess>();

function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}

function readLines(stream: NodeJS.ReadableStream, onLine: FunctionSettings["onLine"]): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    for (const line of lines) onLine?.(line);
  });
}
