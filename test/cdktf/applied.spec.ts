import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EC2Client, RegisterImageCommand } from "@aws-sdk/client-ec2";
import { snapshotOf } from "../../lab/front/route53/snapshot";
import { projectFolder } from "../../set-up/paths";
import { clientOf, withFront } from "../lab/front/running-front";
import { needsAwsProvider, withTerraform } from "../terraform-provider/running-terraform";

const example = join(projectFolder, "examples", "hub-and-spoke-two-sites", "cdktf", "main.ts");

interface Change {
  readonly type: string;
  readonly change: { readonly before: Arguments; readonly after: Arguments };
}
interface Arguments {
  readonly [name: string]: unknown;
}

/** What a plan would change. */
function changedArguments({ type, change: { before, after } }: Change): readonly string[] {
  const names = Object.keys(after ?? before).filter(
    (name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]),
  );
  return names.map((name) => `${type} ${name}`);
}

describe("the hub and spoke of CDKTF, applied by the real Terraform", function () {
  this.timeout(600_000);
  const running = withFront();
  const terraform = withTerraform();
  const outdir = mkdtempSync(join(tmpdir(), "hybrid-dns-applied-"));
  after(() => rmSync(outdir, { recursive: true, force: true }));
  needsAwsProvider();

  it("comes up with its PTR records, plans nothing more, and goes without a trace", async () => {
    process.env["CDKTF_OUTDIR"] = outdir;
    try {
      require(example);
    } finally {
      delete process.env["CDKTF_OUTDIR"];
      delete require.cache[require.resolve(example)];
    }
    const program = JSON.parse(readFileSync(join(outdir, "stacks", "network", "cdk.tf.json"), "utf8"));
    // The machine's own AWS provider is another version than the CDK's.
    delete program.terraform.required_providers.aws.version;
    delete program.terraform.backend;
    const { front } = running();
    const ec2 = new EC2Client({ ...clientOf(front.endpoint), region: "eu-west-1" });
    after(() => ec2.destroy());
    const image = (Name: string) =>
      ec2.send(new RegisterImageCommand({ Name, RootDeviceName: "/dev/xvda", Architecture: "arm64" }));
    const { ImageId } = await image("app");
    const project = await terraform().project("", {
      AWS_ENDPOINT_URL: front.endpoint,
      AWS_ACCESS_KEY_ID: "AKIATERRAFORM",
      AWS_SECRET_ACCESS_KEY: "lab",
      AWS_MAX_ATTEMPTS: "5",
      AWS_EC2_METADATA_DISABLED: "true",
      TF_VAR_ami: ImageId,
    });
    writeFileSync(join(project.folder, "cdk.tf.json"), JSON.stringify(program));
    await project.works("init");
    await project.works("apply", "-auto-approve");

    const zones = snapshotOf(front.route53.context.store).zones;
    const sets = zones.flatMap(({ recordSets }) => recordSets.map(({ name, type }) => `${name} ${type}`));
    assert.ok(sets.includes("web.cloud.acmecorp.com. A"), sets.join("\n"));
    assert.equal(sets.filter((each) => /\.21\.10\.in-addr\.arpa\. PTR$/.test(each)).length, 1, sets.join("\n"));
    assert.deepEqual([zones.length, ...new Set(zones.map(({ vpcs }) => vpcs.length))], [3, 2]);
    const outputs = JSON.parse(await project.works("output", "-json"));
    assert.deepEqual(outputs.forwarders.value, { hub: ["10.20.1.53", "10.20.2.53"] });

    await project.works("plan", "-out=again");
    const again = JSON.parse(await project.works("show", "-json", "again")) as { resource_changes: Change[] };
    assert.deepEqual(again.resource_changes.flatMap(changedArguments), []);
    await project.works("destroy", "-auto-approve");
    assert.deepEqual(snapshotOf(front.route53.context.store).zones, []);
  });
});
