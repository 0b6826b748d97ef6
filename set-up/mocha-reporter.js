// @ts-check
// mocha's spec report, and its counts in a file, for the closing lines.
const { writeFileSync } = require("node:fs");
const mocha = require("mocha");

module.exports = class extends mocha.reporters.Spec {
  /** @param {import("mocha").Runner} runner @param {import("mocha").MochaOptions} options */
  constructor(runner, options) {
    super(runner, options);
    /** @type {string[]} */
    const again = [];
    runner.on("retry", (test, error) => {
      again.push(`${test.fullTitle()}: ${error.message}`);
    });
    runner.once("end", () => {
      const { passes, failures, pending } = this.stats;
      const file = process.env.HYBRID_DNS_TEST_COUNTS;
      if (file) writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending, again }));
    });
  }
};
