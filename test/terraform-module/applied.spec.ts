import assert from "node:assert/strict";
import { EC2Client, RegisterImageCommand } from "@aws-sdk/client-ec2";
import { snapshotOf } from "../../lab/front/route53/snapshot";
import { clientOf, withFront } from "../lab/front/running-front";
import { needsAwsProvider, withTerraform } from "../terraform-provider/running-terraform";
import { withModule } from "./built-module";

interface Change {
  readonly type: string;
  readonly change: { readonly before: Arguments | null; readonly after: Arguments | null };
}
interface Arguments {
  readonly [name: string]: unknown;
}

/** What a plan would change. */
function changedArguments({ type, change: { before, after } }: Change): readonly string[] {
  const names = Object.keys(after ?? before ?? {});
  const changed = names.filter((name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]));
  return changed.map((name) => `${type} ${name}`);
}

/** moto forgets the description of a rule that lets a security group in. */
const LOST = ["aws_vpc_security_group_ingress_rule description"];

/** The example with an image that is there already: what builds one is no matter of the module's. */
function withImage(program: string): string {
  return program.replace(/^(\s*)name {3}= "acme"$/m, "$&\n$1backend = { unbound = { image_id = var.ami } }");
}

describe("the hub and spoke of plain Terraform, applied", function () {
  this.timeout(600_000);
  const running = withFront();
  const terraform = withTerraform();
  const module = withModule();
  needsAwsProvider();

  it("comes up with its PTR records while nothing exists yet, plans nothing more, and goes without a trace", async () => {
    const { front } = running();
    const ec2 = new EC2Client({ ...clientOf(front.endpoint), region: "eu-west-1" });
    after(() => ec2.destroy());
    const { ImageId } = await ec2.send(
      new RegisterImageCommand({ Name: "app", RootDeviceName: "/dev/xvda", Architecture: "arm64" }),
    );
    const project = await terraform().project(withImage(module().example("hub-and-spoke-two-sites")), {
      AWS_ENDPOINT_URL: front.endpoint,
      AWS_ACCESS_KEY_ID: "AKIATERRAFORM",
      AWS_SECRET_ACCESS_KEY: "lab",
      AWS_MAX_ATTEMPTS: "5",
      AWS_EC2_METADATA_DISABLED: "true",
      TF_VAR_ami: ImageId,
    });
    await project.works("apply", "-auto-approve");

    const zones = snapshotOf(front.route53.context.store).zones;
    const sets = zones.flatMap(({ recordSets }) => recordSets.map(({ name, type }) => `${name} ${type}`));
    assert.ok(sets.includes("web.cloud.acmecorp.com. A"), sets.join("\n"));
    assert.equal(sets.filter((each) => /\.21\.10\.in-addr\.arpa\. PTR$/.test(each)).length, 1, sets.join("\n"));
    assert.deepEqual([zones.length, ...new Set(zones.map(({ vpcs }) => vpcs.length))], [3, 2]);
    const outputs = JSON.parse(await project.works("output", "-json"));
    assert.deepEqual(outputs.forwarders.value, { hub: ["10.20.1.53", "10.20.2.53"] });
    assert.match(outputs.berlin.value.bind, /10\.20\.1\.53/);
    assert.deepEqual(Object.keys(outputs.zone_ids.value).length, 3);

    await project.works("plan", "-out=again");
    const again = JSON.parse(await project.works("show", "-json", "again")) as { resource_changes: Change[] };
    const changed = new Set(again.resource_changes.flatMap(changedArguments));
    for (const lost of LOST) changed.delete(lost);
    assert.deepEqual([...changed], []);
    await project.works("destroy", "-auto-approve");
    assert.deepEqual(snapshotOf(front.route53.context.store).zones, []);
  });
});
