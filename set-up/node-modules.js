// @ts-check
// What npm brings, and the package's own build, each made again only when its inputs changed.
const { createHash } = require("node:crypto");
const { existsSync, readFileSync, writeFileSync, readdirSync, statSync } = require("node:fs");
const { join } = require("node:path");
const { projectFolder } = require("./paths");
const { run } = require("./run");

const nodeModules = join(projectFolder, "node_modules");
const installed = join(nodeModules, ".hybrid-dns-lock");

/** The pinned Node, for everything that is not set-up itself. */
const node = join(nodeModules, "node", "bin", "node");

const lockHash = () =>
  createHash("sha256")
    .update(readFileSync(join(projectFolder, "package-lock.json")))
    .digest("hex");

const modulesThere = () => existsSync(node) && existsSync(installed) && readFileSync(installed, "utf8") === lockHash();

async function installModules() {
  // not --ignore-scripts: the pinned Node comes by its install script
  await run("npm", "npm", ["ci", "--no-audit", "--no-fund"]);
  writeFileSync(installed, lockHash());
}

const forwarderImage = join(projectFolder, "dist", "forwarder-image");
const buildInfo = join(projectFolder, "dist", ".tsbuildinfo");

/** @param {string} folder @returns {number} */
const newest = (folder) =>
  Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true }).map(
      (entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs,
    ),
  );

/** Whether dist/, which the dynamic provider's own process loads, is as new as the sources. */
const distThere = () =>
  existsSync(buildInfo) &&
  existsSync(forwarderImage) &&
  ["components", "forwarder-image"].every(
    (folder) => newest(join(projectFolder, folder)) < statSync(buildInfo).mtimeMs,
  );

async function buildDist() {
  await run("build", node, [join(nodeModules, "typescript", "bin", "tsc"), "-p", "tsconfig.build.json"]);
  await run("build", node, [join(projectFolder, "forwarder-image", "build.js")]);
  writeFileSync(buildInfo, readFileSync(buildInfo));
}

module.exports = { node, modulesThere, installModules, distThere, buildDist };
