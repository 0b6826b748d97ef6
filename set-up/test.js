// @ts-check
// `npm test`: set-up, then everything that CI checks. Arguments go to mocha, e.g. `npm test -- --grep PTR`.
const { mkdtempSync, readFileSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { inherit } = require("./inherit");
const { exitWith, node, projectFolder, setUp } = require("./main");
const { done, failed, say } = require("./report");

/** @param {string} name */
const program = (name) => join(projectFolder, "node_modules", ".bin", name);

/** Scripts of package.json, by what they check. @type {Readonly<Record<string, string>>} */
const checks = {
  "lint and format": "lint",
  "types, with both majors of @pulumi/aws": "typecheck",
  "boundaries between folders": "boundaries",
};

exitWith(async () => {
  await setUp();
  let passed = 0;
  const broken = [];
  for (const [title, script] of Object.entries(checks)) {
    say(title);
    if ((await inherit("npm", ["run", "--silent", script], projectFolder)) === 0) passed++;
    else broken.push(title);
  }
  const folder = mkdtempSync(join(tmpdir(), "hybrid-dns-test-"));
  const counts = join(folder, "counts.json");
  const reporter = join(projectFolder, "set-up", "mocha-reporter.js");
  // Real servers and a busy machine: once more, and said so below.
  const args = [
    program("mocha"),
    "--reporter",
    reporter,
    "--retries",
    "1",
    "test/**/*.spec.ts",
    ...process.argv.slice(2),
  ];
  const code = await inherit(node, args, projectFolder, { HYBRID_DNS_TEST_COUNTS: counts });
  const tests = readCounts(counts);
  rmSync(folder, { recursive: true, force: true });
  // mocha that died, or that ran nothing, has not passed
  if (tests.passed + tests.failed === 0 || (code !== 0 && tests.failed === 0)) broken.push(`mocha (exit code ${code})`);
  for (const title of broken) failed(title);
  for (const title of tests.again) say(`not at the first try: ${title}`);
  if (broken.length + tests.failed === 0) done("all is well");
  const skipped = tests.skipped > 0 ? `, ${tests.skipped} skipped` : "";
  console.log(`\n${passed + tests.passed} passed, ${broken.length + tests.failed} failed${skipped}`);
  return broken.length + tests.failed === 0 ? 0 : 1;
});

/** @param {string} file @returns {{ passed: number, failed: number, skipped: number, again: readonly string[] }} */
function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { passed: 0, failed: 0, skipped: 0, again: [] };
  }
}
