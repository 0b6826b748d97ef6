// @ts-check
// Builds the Terraform provider: a folder for a filesystem mirror, one bundled file and a launcher for each platform.
const { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { build } = require("esbuild");
const { version } = require("../package.json");
const { projectFolder, terraformProviderFolder } = require("../set-up/paths");

/** Where Terraform looks in a mirror: the registry that a source without one means, and the source itself. */
const address = join("registry.terraform.io", "hybrid-dns", "hybriddns");

const platforms = ["darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64", "windows_amd64"];

/** @param {string} platform */
const launcherOf = (platform) =>
  platform.startsWith("windows")
    ? { source: "launcher.cmd", name: `terraform-provider-hybriddns_v${version}.cmd` }
    : { source: "launcher.sh", name: `terraform-provider-hybriddns_v${version}` };

/**
 * @param {string} folder where the mirror goes; what is there is replaced
 * @returns {Promise<string>} the folder
 */
async function buildTerraformProvider(folder) {
  const result = await build({
    entryPoints: [join(projectFolder, "components", "terraform-provider", "main.ts")],
    bundle: true,
    write: false,
    platform: "node",
    target: "node22",
    format: "cjs",
    // It starts for every command of Terraform: the less there is to read, the sooner it answers.
    minify: true,
    legalComments: "none",
    logLevel: "warning",
  });
  const [bundle] = result.outputFiles;
  rmSync(folder, { recursive: true, force: true });
  for (const platform of platforms) {
    const target = join(folder, address, version, platform);
    mkdirSync(target, { recursive: true });
    // Not named like the launcher: Terraform runs the first file that is.
    writeFileSync(join(target, "provider.js"), bundle?.contents ?? "");
    const { source, name } = launcherOf(platform);
    copyFileSync(join(__dirname, source), join(target, name));
    chmodSync(join(target, name), 0o755);
  }
  return folder;
}

module.exports = { buildTerraformProvider };

if (require.main === module) {
  buildTerraformProvider(terraformProviderFolder).then((folder) => console.log(`built ${folder}`));
}
