import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { labEnvironment, shellExports } from "../../lab/lab-environment";
import { labFolder, motoFolder } from "../../set-up/paths";

const emulator = {
  endpoint: "http://127.0.0.1:4577",
  socket: join(labFolder, "front", "front.socket"),
  process: { pid: 1, started: "1" },
};

/** Evaluates the exports in a shell with settings of the user's own, and then runs a command. */
function inShell(command: string, ...args: string[]) {
  const exports = shellExports(labEnvironment(emulator));
  const env = { ...process.env, AWS_PROFILE: "mine", AWS_SESSION_TOKEN: "mine", AWS_REGION: "us-east-1" };
  const { stdout, stderr } = spawnSync("sh", ["-c", `eval "$1"; shift; ${command}`, "sh", exports, ...args], {
    env,
    encoding: "utf8",
  });
  return { stdout: stdout.trim(), stderr };
}

describe("what `lab env` prints", () => {
  it("wins over the user's own settings", () => {
    const { stdout } = inShell("printenv AWS_ENDPOINT_URL AWS_REGION AWS_ACCESS_KEY_ID AWS_PROFILE AWS_SESSION_TOKEN");
    assert.deepEqual(stdout.split("\n"), ["http://127.0.0.1:4577", "eu-west-1", "test"]);
  });

  it("quotes what a shell would read otherwise", () => {
    const exports = shellExports({ A: "it's $HOME `x`" });
    const { stdout } = spawnSync("sh", ["-c", `${exports}; printf %s "$A"`], { encoding: "utf8" });
    assert.equal(stdout, "it's $HOME `x`");
  });

  it("serves boto3, and so the aws CLI", function () {
    const python = join(motoFolder, "bin", "python");
    if (!existsSync(python)) {
      console.log(`      skipped: no ${python}; \`npm run setup\` makes it`);
      this.skip();
    }
    const program = 'import boto3; c = boto3.client("route53"); print(c.meta.endpoint_url)';
    const { stdout, stderr } = inShell('"$1" -c "$2"', python, program);
    assert.equal(stdout, "http://127.0.0.1:4577", stderr);
  });

  it("finds the offline provider, the dynamic one and a `pulumi`", () => {
    const programs = ["pulumi-resource-aws", "pulumi-resource-pulumi-nodejs", "pulumi"];
    const { stdout } = inShell('for program; do command -v "$program"; done', ...programs);
    assert.equal(stdout.split("\n").length, 3, stdout);
  });
});
