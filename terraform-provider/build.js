// @ts-check
// Builds the Terraform provider: a folder for a filesystem mirror, bundled files and a launcher for each platform.
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
 * The SDK is most of the provider, and only whoever asks Route 53 needs it: it is a file of its own, read then. What is not
 * read makes every command of Terraform start sooner.
 */
const awsSdk = {
  file: "aws-sdk.js",
  entry: ["@aws-sdk/client-route-53", "@aws-sdk/credential-providers"]
    .map((name) => `export * from "${name}";`)
    .join("\n"),
};

/** @type {import("esbuild").Plugin} */
const awsSdkApart = {
  name: "aws-sdk-apart",
  setup: ({ onResolve }) => {
    onResolve({ filter: /^@aws-sdk\// }, () => ({ path: `./${awsSdk.file}`, external: true }));
  },
};

/** @type {import("esbuild").BuildOptions & { write: false }} */
const common = {
  bundle: true,
  write: false,
  platform: "node",
  target: "node22",
  format: "cjs",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
};

/** @returns {Promise<readonly { readonly name: string; readonly text: string }[]>} the same for every platform */
async function bundles() {
  const entry = join(projectFolder, "components", "terraform-provider", "main.ts");
  const [provider, sdk] = await Promise.all([
    build({ ...common, entryPoints: [entry], plugins: [awsSdkApart], supported: { "dynamic-import": false } }),
    build({ ...common, stdin: { contents: awsSdk.entry, resolveDir: projectFolder } }),
  ]);
  return [
    // Not named like the launcher: Terraform runs the first file that is.
    { name: "provider.js", text: provider.outputFiles[0]?.text ?? "" },
    { name: awsSdk.file, text: sdk.outputFiles[0]?.text ?? "" },
  ];
}

/** @param {string} folder where a mirror is */
const versionFolder = (folder) => join(folder, address, version);

/**
 * @param {string} folder where the mirror goes; what is there is replaced
 * @returns {Promise<string>} the folder
 */
async function buildTerraformProvider(folder) {
  const files = await bundles();
  rmSync(folder, { recursive: true, force: true });
  for (const platform of platforms) {
    const target = join(versionFolder(folder), platform);
    mkdirSync(target, { recursive: true });
    for (const { name, text } of files) writeFileSync(join(target, name), text);
    copyFileSync(join(projectFolder, "LICENSE"), join(target, "LICENSE"));
    const { source, name } = launcherOf(platform);
    copyFileSync(join(__dirname, source), join(target, name));
    chmodSync(join(target, name), 0o755);
  }
  return folder;
}

module.exports = { buildTerraformProvider, platforms, versionFolder };

if (require.main === module) {
  buildTerraformProvider(terraformProviderFolder).then((folder) => console.log(`built ${folder}`));
}
