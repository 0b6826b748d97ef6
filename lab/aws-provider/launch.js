// @ts-check
// Starts the provider from one file that is made again when a source is newer: half the start of loading TypeScript.
const { mkdirSync, readdirSync, renameSync, statSync } = require("node:fs");
const { join, resolve } = require("node:path");

const cacheFolder = resolve(__dirname, "../../node_modules/.cache/hybrid-dns");
const bundle = join(cacheFolder, "pulumi-resource-aws.js");

/** @param {string} folder @returns {number} */
function newestSource(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) newest = Math.max(newest, newestSource(path));
    else if (/\.[jt]s$/.test(entry.name)) newest = Math.max(newest, statSync(path).mtimeMs);
  }
  return newest;
}

/** Two engines may start at once: each makes its own, the last stays. */
function makeBundle() {
  const own = `${bundle}.${process.pid}`;
  mkdirSync(cacheFolder, { recursive: true });
  require("esbuild").buildSync({
    entryPoints: [join(__dirname, "main.ts")],
    bundle: true,
    platform: "node",
    target: "node22",
    // One copy of google-protobuf: @pulumi/pulumi's.
    packages: "external",
    outfile: own,
    logLevel: "error",
  });
  renameSync(own, bundle);
}

/** Where nothing can be written it starts all the same, slower. @returns {boolean} */
function isBundled() {
  try {
    const built = statSync(bundle, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (built <= newestSource(__dirname)) makeBundle();
    return true;
  } catch {
    return false;
  }
}

if (isBundled()) require(bundle);
else {
  // @ts-expect-error it has no types
  require("tsx/cjs");
  require("./main");
}
