// @ts-check
// Builds the Terraform provider: a folder for a filesystem mirror, bundled files and a launcher for each platform.
const { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { build } = require("esbuild");
const { version } = require("../package.json");
const { buildForwarderImage } = require("../forwarder-image/build");
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
 * The SDK is most of the provider, and only whoever asks AWS needs it: files of its own, read then. What is not read makes
 * every command of Terraform start sooner.
 */
const awsSdk = {
  "aws-sdk.js": `export * from "@aws-sdk/client-route-53"; export * from "@aws-sdk/credential-providers";`,
  // EC2's client is the largest of all; of its calls, those that are made.
  "aws-sdk-ec2.js":
    `export { AssociateDhcpOptionsCommand, DescribeDhcpOptionsCommand, DescribeVpcsCommand, EC2Client } ` +
    `from "@aws-sdk/client-ec2";`,
};

/** @type {import("esbuild").Plugin} */
const awsSdkApart = {
  name: "aws-sdk-apart",
  setup: ({ onResolve }) => {
    onResolve({ filter: /^@aws-sdk\// }, ({ path }) => {
      const file = Object.entries(awsSdk).find(([, exported]) => exported.includes(`"${path}"`))?.[0];
      if (file === undefined) throw new Error(`${path} is in no bundled file of the SDK`);
      return { path: `./${file}`, external: true };
    });
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
  const files = {
    // Not named like the launcher: Terraform runs the first file that is.
    "provider.js": build({
      ...common,
      entryPoints: [entry],
      plugins: [awsSdkApart],
      supported: { "dynamic-import": false },
    }),
    ...Object.fromEntries(
      Object.entries(awsSdk).map(([name, contents]) => {
        // As modules, of which what is not used is left out.
        const mainFields = ["module", "main"];
        return [name, build({ ...common, mainFields, stdin: { contents, resolveDir: projectFolder } })];
      }),
    ),
  };
  return Promise.all(
    Object.entries(files).map(async ([name, built]) => ({ name, text: (await built).outputFiles[0]?.text ?? "" })),
  );
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
    // The image has its name from what it is made from, which stands beside a package's description.
    writeFileSync(join(target, "package.json"), `${JSON.stringify({ name: "hybriddns", version, private: true })}\n`);
    buildForwarderImage(join(target, "dist", "forwarder-image"));
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
