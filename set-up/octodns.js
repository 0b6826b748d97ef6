// @ts-check
// octoDNS, in a virtual environment of its own: only benchmarks run it, so set-up does not.
const { existsSync, renameSync, rmSync } = require("node:fs");
const { join } = require("node:path");
const { octodnsFolder, octodnsPackages } = require("./paths");
const { run } = require("./run");

const octodnsThere = () => existsSync(join(octodnsFolder, "complete"));

async function installOctodns() {
  rmSync(octodnsFolder, { recursive: true, force: true });
  await run("octodns", "python3", ["-m", "venv", octodnsFolder]);
  const pip = ["install", "--quiet", "--disable-pip-version-check", ...octodnsPackages];
  await run("octodns", join(octodnsFolder, "bin", "pip"), pip);
  // a venv cannot be moved, so a mark says that it is whole
  const mark = join(octodnsFolder, `complete-${process.pid}`);
  await run("octodns", "touch", [mark]);
  renameSync(mark, join(octodnsFolder, "complete"));
}

module.exports = { octodnsThere, installOctodns };
