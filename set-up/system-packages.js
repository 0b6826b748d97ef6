// @ts-check
// What the machine must have; by apt-get where we are root, else a message that names it.
const { spawnSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const { delimiter, join } = require("node:path");
const { pulumiFolder } = require("./paths");
const { SetUpError, say } = require("./report");
const { run } = require("./run");

/** @param {string} program */
const onPath = (program) =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .concat("/usr/sbin", "/sbin")
    .some((folder) => existsSync(join(folder, program)));

/** @param {string} program @param {readonly string[]} args */
const output = (program, args) => {
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
};

/** @param {string | undefined} text @param {readonly [number, number]} least */
function atLeast(text, [major, minor]) {
  const found = /(\d+)\.(\d+)/.exec(text ?? "");
  if (!found) return false;
  const [, a, b] = found.map(Number);
  return Number(a) > major || (Number(a) === major && Number(b) >= minor);
}

const pulumiThere = () =>
  Boolean(process.env.PULUMI_CLI) || onPath("pulumi") || existsSync(join(pulumiFolder, "pulumi"));

/** Everything that is missing and that no package manager of ours brings, all at once. */
function missingTools() {
  const missing = [];
  if (!atLeast(process.versions.node, [20, 0])) missing.push(`Node 20 or newer; this is ${process.versions.node}`);
  const python = output("python3", ["--version"]);
  if (!atLeast(python, [3, 11])) missing.push(`Python 3.11 or newer as python3; got ${python ?? "none"}`);
  if (!pulumiThere()) {
    const go = output("go", ["env", "GOVERSION"]);
    if (!atLeast(go, [1, 25]))
      missing.push(
        `a \`pulumi\` on PATH (https://www.pulumi.com/docs/install), or Go 1.25 or newer to build it from its module; got ${go ? `Go ${go.replace(/^go/, "")}` : "neither"}`,
      );
  }
  if (!onPath("unshare") || !onPath("nsenter")) missing.push("util-linux (unshare, nsenter)");
  return missing;
}

function missingPackages() {
  const packages = [];
  if (!onPath("mmdebstrap")) packages.push("mmdebstrap");
  if (output("python3", ["-c", "import ensurepip, venv"]) === undefined) packages.push("python3-venv");
  if (!existsSync("/usr/share/keyrings/debian-archive-keyring.gpg")) packages.push("debian-archive-keyring");
  if (process.getuid?.() !== 0 && !onPath("newuidmap")) packages.push("uidmap");
  return packages;
}

async function systemPackages() {
  const tools = missingTools();
  const packages = missingPackages();
  const root = process.getuid?.() === 0;
  if (packages.length > 0 && !(root && onPath("apt-get")))
    tools.push(`packages ${packages.join(", ")}: as root, \`apt-get install ${packages.join(" ")}\``);
  if (tools.length > 0) throw new SetUpError(`this machine lacks\n${tools.map((tool) => `  - ${tool}`).join("\n")}`);
  if (packages.length === 0) return;
  say(`apt-get install ${packages.join(" ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt", "apt-get", ["update", "-q"], { env });
  await run("apt", "apt-get", ["install", "-q", "-y", "--no-install-recommends", ...packages], { env });
}

module.exports = { systemPackages, pulumiThere };
