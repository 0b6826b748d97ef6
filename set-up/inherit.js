// @ts-check
// Runs a program as if it were this one: same terminal, same signals, same exit code.
const { spawn } = require("node:child_process");
const { delimiter, dirname, isAbsolute } = require("node:path");
const { constants } = require("node:os");

/**
 * @param {string} command @param {readonly string[]} args @param {string} cwd
 * @param {NodeJS.ProcessEnv} [more]
 * @returns {Promise<number>} its exit code
 */
function inherit(command, args, cwd, more = {}) {
  const beside = isAbsolute(command) ? [dirname(command)] : [];
  const PATH = [...beside, process.env.PATH ?? ""].join(delimiter);
  const child = spawn(command, args, { cwd, stdio: "inherit", env: { ...process.env, PATH, ...more } });
  // a terminal's Ctrl-C reaches the child by itself; a signal to this process alone has to be handed on
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => {
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 1)));
  });
}

module.exports = { inherit };
