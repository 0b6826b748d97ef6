// @ts-check
// Where things are kept: built once per machine in the user's cache folder, per checkout in .lab.
const { homedir } = require("node:os");
const { join, resolve } = require("node:path");

const projectFolder = resolve(__dirname, "..");
const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "hybrid-dns");

const pulumiVersion = "3.259.0";
const motoVersion = "5.2.5";
const octodnsVersion = "1.22.0";

module.exports = {
  projectFolder,
  cacheFolder,
  pulumiVersion,
  /** Folder of the Pulumi CLI that set-up builds where there is none on PATH. */
  pulumiFolder: join(cacheFolder, `pulumi-${pulumiVersion}`),
  motoVersion,
  /** Virtual environment of the emulator. */
  motoFolder: join(cacheFolder, `moto-${motoVersion}`),
  octodnsPackages: [`octodns==${octodnsVersion}`, "octodns-route53==1.1.0", "boto3==1.44.8"],
  /** Virtual environment of octoDNS, which benchmarks measure. */
  octodnsFolder: join(cacheFolder, `octodns-${octodnsVersion}`),
  /** Root file systems, a folder for each image, named by the image. */
  rootFileSystemsFolder: join(cacheFolder, "root-file-systems"),
  /** What a running lab of this checkout keeps: state, logs, process ids. */
  labFolder: join(projectFolder, ".lab"),
  /** The built Terraform provider, laid out as a filesystem mirror. */
  terraformProviderFolder: join(projectFolder, "dist", "terraform-provider"),
  /** The same, packed for a registry. */
  terraformReleaseFolder: join(projectFolder, "dist", "terraform-provider-release"),
};
