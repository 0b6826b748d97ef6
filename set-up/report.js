// @ts-check
// Lines that say what is going on, with the elapsed time; colours only on a terminal.
const started = Date.now();
const coloured = Boolean(process.stderr.isTTY) && !process.env.NO_COLOR;
/** @param {number} code @param {string} text */
const paint = (code, text) => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text);

const elapsed = () => `${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s`;

/** @param {string} text */
const say = (text) => console.error(`${paint(2, elapsed())}  ${text}`);
/** @param {string} text */
const done = (text) => say(`${paint(32, "✓")} ${text}`);
/** @param {string} text */
const failed = (text) => say(`${paint(31, "✗")} ${text}`);

/** Something that the user has to put right; printed without a stack trace. */
class SetUpError extends Error {
  /** @param {string} message @param {number} [exitCode] */
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

module.exports = { say, done, failed, SetUpError };
