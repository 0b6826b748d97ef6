import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { motoFolder } from "../../set-up/paths";

/** The emulator behind the front. */
export interface Moto {
  readonly port: number;
  readonly pid: number;
  /** Settles when moto has ended, for whatever reason. */
  readonly ended: Promise<void>;
  end(): Promise<void>;
}

const startMilliseconds = 60_000;

/** Starts moto on a free loopback port; its log goes to `moto.log` in the folder. */
export async function startMoto(folder: string): Promise<Moto> {
  const python = join(motoFolder, "bin", "python");
  if (!existsSync(python)) {
    throw new Error("moto, the AWS emulator, is not installed: run `npm run setup`");
  }
  const logFile = join(folder, "moto.log");
  const log = await open(logFile, "a");
  const child = spawn(python, [join(__dirname, "mending", "serve.py")], {
    stdio: ["pipe", "pipe", log.fd],
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: process.env["HOME"] ?? "",
      MOTO_EC2_LOAD_DEFAULT_AMIS: "false",
      MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
      PYTHONUNBUFFERED: "1",
      // A user's own settings for boto must not reach the emulator.
      AWS_ACCESS_KEY_ID: "moto",
      AWS_SECRET_ACCESS_KEY: "moto",
      AWS_EC2_METADATA_DISABLED: "true",
    },
  });
  await log.close();
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error("moto was started without pipes");
  // Writing to a moto that has just died must not end the front as well.
  stdin.on("error", () => {});
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const end = async () => {
    stdin.end();
    const timer = setTimeout(() => child.kill("SIGKILL"), 2_000);
    await ended;
    clearTimeout(timer);
  };
  try {
    return { port: await portOf(stdout, ended, logFile), pid: child.pid ?? 0, ended, end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function portOf(stdout: NodeJS.ReadableStream, ended: Promise<void>, logFile: string): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const line = await Promise.race([
    new Promise<string>((resolve) => createInterface(stdout).once("line", resolve)),
    ended.then(() => undefined),
    new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), startMilliseconds);
    }),
  ]);
  clearTimeout(timer);
  if (line === undefined) throw new Error(`moto, the AWS emulator, did not start: see ${logFile}`);
  const { port }: { port: number } = JSON.parse(line);
  return port;
}
