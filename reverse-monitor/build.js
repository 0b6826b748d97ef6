// @ts-check
// The function of a ReverseMonitor as one file, and in the archive that Lambda takes.
const { mkdirSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const { buildSync } = require("esbuild");
const { zipSync } = require("fflate");

const projectFolder = dirname(__dirname);

/**
 * All that it needs is in it, the AWS SDK too: what is tested is what runs, whatever SDK Lambda's Node brings.
 *
 * @returns {Uint8Array} the same for the same sources
 */
function bundleMonitor() {
  const { outputFiles } = buildSync({
    entryPoints: [join(projectFolder, "components", "reverse-monitor", "main.ts")],
    absWorkingDir: projectFolder,
    bundle: true,
    write: false,
    platform: "node",
    target: "node22",
    format: "cjs",
    mainFields: ["module", "main"],
    minify: true,
    legalComments: "inline",
    logLevel: "warning",
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

/**
 * @param {Uint8Array} bundle
 * @returns {Uint8Array} the same for the same bundle, whenever and wherever it is made
 */
function archiveOf(bundle) {
  return zipSync({ "index.js": [bundle, { mtime: new Date(1980, 0, 1), attrs: 0o644 << 16, os: 3 }] }, { level: 9 });
}

/** @param {string} folder */
function buildReverseMonitor(folder) {
  mkdirSync(folder, { recursive: true });
  const bundle = bundleMonitor();
  writeFileSync(join(folder, "index.js"), bundle);
  writeFileSync(join(folder, "function.zip"), archiveOf(bundle));
}

module.exports = { archiveOf, buildReverseMonitor, bundleMonitor };

if (require.main === module) buildReverseMonitor(join(projectFolder, "dist", "reverse-monitor"));
