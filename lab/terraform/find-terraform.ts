import { execFile } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { LabError } from "../lab-error";

/** Names a folder in the layout of a filesystem mirror, with the AWS provider in it. */
export const mirrorVariable = "HYBRID_DNS_TERRAFORM_PLUGINS";

const awsProvider = join("registry.terraform.io", "hashicorp", "aws");

/**
 * The folder in which Terraform finds the AWS provider without a network, where this machine has one; without one the
 * provider comes from the registry.
 *
 * @throws {LabError} when the variable names a folder without it
 */
export function findAwsProviderMirror(): string | undefined {
  const given = process.env[mirrorVariable];
  if (given) {
    if (existsSync(join(given, awsProvider))) return given;
    throw new LabError(`${mirrorVariable}: ${given} holds no ${awsProvider}; name a filesystem mirror, or unset it`);
  }
  const roots = ["/opt/*", "/usr/local/share/*", "/usr/share/*", join(homedir(), ".terraform.d/*")];
  const [found] = roots.flatMap((root) => globSync(join(root, awsProvider)));
  return found && join(found, "..", "..", "..");
}

/** Versions before this one do not know functions of providers and what else ours has. */
const oldest = [1, 8] as const;

/** @throws {LabError} where there is no `terraform`, or one that is too old */
export async function requireTerraform(): Promise<void> {
  findAwsProviderMirror();
  const said = await promisify(execFile)("terraform", ["version", "-json"], {
    env: { ...process.env, CHECKPOINT_DISABLE: "1" },
  }).catch((error: NodeJS.ErrnoException) => {
    throw new LabError(
      error.code === "ENOENT"
        ? "there is no terraform on PATH; install version 1.8 or later, or use `--with pulumi`"
        : `terraform does not run: ${error.message}`,
    );
  });
  const version = versionOf(said.stdout);
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (!(major > oldest[0] || (major === oldest[0] && minor >= oldest[1])))
    throw new LabError(`terraform is version ${version}; expected ${oldest.join(".")} or later`);
}

function versionOf(json: string): string {
  try {
    return String((JSON.parse(json) as { terraform_version?: unknown }).terraform_version);
  } catch {
    return "unknown";
  }
}
