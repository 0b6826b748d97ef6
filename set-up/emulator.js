// @ts-check
// moto, in a virtual environment of its own: only what the lab uses of it (a third of `moto[server]`).
const { existsSync, renameSync, rmSync } = require("node:fs");
const { join } = require("node:path");
const { motoFolder, motoVersion } = require("./paths");
const { run } = require("./run");

const packages = ["flask", "flask-cors", "PyYAML", "docker", "py-partiql-parser", "jsonpath_ng"];

const emulatorThere = () => existsSync(join(motoFolder, "complete"));

async function installEmulator() {
  rmSync(motoFolder, { recursive: true, force: true });
  await run("moto", "python3", ["-m", "venv", motoFolder]);
  const pip = [
    "install",
    "--quiet",
    "--no-compile",
    "--disable-pip-version-check",
    `moto==${motoVersion}`,
    ...packages,
  ];
  await run("moto", join(motoFolder, "bin", "pip"), pip);
  // a venv cannot be moved, so a mark says that it is whole
  const mark = join(motoFolder, `complete-${process.pid}`);
  await run("moto", "touch", [mark]);
  renameSync(mark, join(motoFolder, "complete"));
}

module.exports = { emulatorThere, installEmulator };
