// @ts-check
// Puts together what an image is made from: this folder's files, and the agent as one file among them.
const {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} = require("node:fs");
const { dirname, join } = require("node:path");
const { buildSync } = require("esbuild");

const projectFolder = dirname(__dirname);

/** Of this folder, what an image is made from. */
const contents = ["packages", "package-list.sh", "provision.sh", "files"];

const agentPath = join("files", "usr", "lib", "hybrid-dns", "agent.js");

/**
 * The agent as one file for the Node that Debian has, readable to whoever reviews the image.
 *
 * @returns {string} the same for the same sources
 */
function bundleAgent() {
  const { outputFiles } = buildSync({
    entryPoints: [join(projectFolder, "components", "forwarder-agent", "main.ts")],
    absWorkingDir: projectFolder,
    bundle: true,
    write: false,
    platform: "node",
    target: "node18",
    format: "cjs",
    minifySyntax: true,
    legalComments: "inline",
    logLevel: "warning",
  });
  return outputFiles[0]?.text ?? "";
}

/** @param {string} folder what is there is replaced, unless it is the same already */
function buildForwarderImage(folder) {
  mkdirSync(dirname(folder), { recursive: true });
  const made = mkdtempSync(`${folder}-`);
  try {
    for (const name of contents) cpSync(join(__dirname, name), join(made, name), { recursive: true });
    writeFileSync(join(made, agentPath), bundleAgent());
    chmodSync(made, 0o755);
    if (existsSync(folder) && same(made, folder)) return;
    rmSync(folder, { recursive: true, force: true });
    renameSync(made, folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** @param {string} one @param {string} other */
function same(one, other) {
  const names = filesOf(one);
  return (
    names.join("\n") === filesOf(other).join("\n") &&
    names.every((name) => readFileSync(join(one, name)).equals(readFileSync(join(other, name))))
  );
}

/** @param {string} folder */
const filesOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length))
    .sort();

module.exports = { buildForwarderImage, bundleAgent };

if (require.main === module) buildForwarderImage(join(projectFolder, "dist", "forwarder-image"));
