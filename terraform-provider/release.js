// @ts-check
// Packs the Terraform provider as a registry takes it: a zip for each platform, their checksums and the manifest.
const { createHash } = require("node:crypto");
const { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } = require("node:fs");
const { join, relative, sep } = require("node:path");
const { zipSync } = require("fflate");
const { version } = require("../package.json");
const { terraformProviderFolder, terraformReleaseFolder } = require("../set-up/paths");
const { buildTerraformProvider, platforms, versionFolder } = require("./build");

/** What all files of a release begin with. */
const prefix = `terraform-provider-hybriddns_${version}`;

/** The same sources make the same bytes. A zip holds local time without a zone, which this is everywhere. */
const mtime = new Date(1980, 0, 1);

/** Made on Unix: only then are permissions read. */
const UNIX = 3;

const manifest = { version: 1, metadata: { protocol_versions: ["6.0"] } };

/**
 * @param {string} folder
 * @returns {Uint8Array} a zip of the folder's files, of which the launcher can be run
 */
function zipOf(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
    .map((name) => {
      // Not all that the files have here: that depends on who builds, and where. What may be executed is said by git too.
      const isProgram = name.startsWith("terraform-provider-") || (statSync(join(folder, name)).mode & 0o100) !== 0;
      const permissions = isProgram ? 0o100755 : 0o100644;
      return [
        name.split(sep).join("/"),
        [readFileSync(join(folder, name)), { mtime, os: UNIX, attrs: permissions * 2 ** 16 }],
      ];
    });
  return zipSync(Object.fromEntries(entries), { level: 9 });
}

/**
 * Everything but the signature of the checksums (`…_SHA256SUMS.sig`), which only the owner of the key can make.
 *
 * @param {string} mirror a built mirror
 * @param {string} folder where the release goes; what is there is replaced
 * @returns {string} the folder
 */
function packTerraformProvider(mirror, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  /** @type {[string, Uint8Array][]} */
  const files = [
    [`${prefix}_manifest.json`, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)],
    ...platforms.map(
      /** @returns {[string, Uint8Array]} */
      (platform) => [`${prefix}_${platform}.zip`, zipOf(join(versionFolder(mirror), platform))],
    ),
  ];
  const sums = files.map(([name, bytes]) => {
    writeFileSync(join(folder, name), bytes);
    return `${createHash("sha256").update(bytes).digest("hex")}  ${name}\n`;
  });
  writeFileSync(join(folder, `${prefix}_SHA256SUMS`), sums.join(""));
  return folder;
}

module.exports = { packTerraformProvider };

if (require.main === module) {
  buildTerraformProvider(terraformProviderFolder).then((mirror) => {
    console.log(`built ${packTerraformProvider(mirror, terraformReleaseFolder)}`);
  });
}
