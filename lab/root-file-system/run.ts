import { spawn } from "node:child_process";

/** Runs a program to its end. @throws {Error} with the end of its output where it fails */
export function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
    let end = "";
    const keep = (chunk: Buffer) => {
      end = (end + chunk.toString()).slice(-4_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => reject(new Error(`${command} cannot be run: ${error.message}`)));
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with exit code ${code}:\n${end.trimEnd()}`)),
    );
  });
}
