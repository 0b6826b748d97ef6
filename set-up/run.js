// @ts-check
// Runs one command of set-up with its output in a log file.
const { spawn } = require("node:child_process");
const { closeSync, mkdirSync, openSync, readFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const { labFolder, projectFolder } = require("./paths");
const { SetUpError } = require("./report");

/** Programs that run now, each the leader of a process group of its own. @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/** Ends all that run, with what they started, and waits for their end. */
async function endAll() {
  const ends = [...running].map((child) => new Promise((resolve) => child.once("exit", resolve)));
  for (const { pid } of running) if (pid !== undefined) process.kill(-pid, "SIGTERM");
  await Promise.all(ends);
}

/** @param {string} name */
const logFile = (name) => join(labFolder, "logs", `set-up-${name}.log`);

/**
 * @param {string} name names the log file
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<void>} rejects with the end of the log
 */
function run(name, command, args, options = {}) {
  const file = logFile(name);
  mkdirSync(dirname(file), { recursive: true });
  const log = openSync(file, "a");
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? projectFolder,
      env: options.env ?? process.env,
      stdio: ["ignore", log, log],
      detached: true,
    });
    running.add(child);
    const end = (/** @type {string | undefined} */ problem) => {
      closeSync(log);
      running.delete(child);
      if (problem === undefined) return resolve();
      const last = readFileSync(file, "utf8").trimEnd().split("\n").slice(-12).join("\n    ");
      reject(new SetUpError(`${command} ${args.join(" ")}: ${problem}\n    ${last}\n  the whole log: ${file}`));
    };
    child.on("error", (error) => end(error.message));
    child.on("exit", (code, signal) =>
      end(code === 0 ? undefined : signal ? `ended by ${signal}` : `exit code ${code}`),
    );
  });
}

module.exports = { run, endAll };
