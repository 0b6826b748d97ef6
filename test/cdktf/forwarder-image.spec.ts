import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeImagesCommand, EC2Client } from "@aws-sdk/client-ec2";
import type { ForwarderImageConfig } from "../../components/core";
import { labTrees } from "../../lab/front/image-builder/trees";
import { debianTreeName } from "../../lab/root-file-system";
import { rootFileSystemsFolder } from "../../set-up/paths";
import { clientOf, withFront } from "../lab/front/running-front";
import { needsNamespaces } from "../lab/network/needs-namespaces";
import { cdks } from "../parity/cdks";
import { needsAwsProvider, withTerraform } from "../terraform-provider/running-terraform";

interface Plan {
  readonly resource_changes: readonly {
    readonly type: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

/** What a plan does to each resource that it changes. */
function actionsOf({ resource_changes }: Plan): readonly string[] {
  return resource_changes
    .map(({ type, change }) => `${type} ${change.actions.join()}`)
    .filter((line) => !line.endsWith("no-op") && !line.endsWith("read"))
    .sort();
}

/** The stack with that image, and nothing of our own provider. */
function programOf(config: ForwarderImageConfig): string {
  const program = JSON.parse(
    JSON.stringify(cdks[0]!.synthesise((stack) => cdks[0]!.forwarderImage(stack, "dns", config))),
  );
  delete program.provider.hybriddns;
  delete program.terraform.required_providers.hybriddns;
  // The machine's own AWS provider is another version than the CDK's.
  delete program.terraform.required_providers.aws.version;
  delete program.terraform.backend;
  return JSON.stringify(program);
}

describe("the image of forwarders of CDKTF, applied by the real Terraform", function () {
  this.timeout(600_000);
  const folder = mkdtempSync(join(tmpdir(), "hybrid-dns-trees-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  before(async function () {
    await needsNamespaces(this);
    const base = join(rootFileSystemsFolder, debianTreeName());
    if (!existsSync(base)) {
      console.log(`      skipped: ${debianTreeName()} is not built; \`npm run setup\` builds it`);
      this.skip();
    }
    symlinkSync(base, join(folder, debianTreeName()));
  });
  const running = withFront({ trees: labTrees(folder) });
  const terraform = withTerraform();
  needsAwsProvider();

  const builtTrees = () => readdirSync(folder).filter((name) => name.startsWith("hybrid-dns-forwarder-"));

  it("is built by its documents, is not built again, and is replaced by a new one before it goes", async () => {
    const { front } = running();
    const { store } = front.imageBuilder;
    const ec2 = new EC2Client({ ...clientOf(front.endpoint), region: "eu-west-1" });
    after(() => ec2.destroy());
    const project = await terraform().project("", {
      AWS_ENDPOINT_URL: front.endpoint,
      AWS_ACCESS_KEY_ID: "AKIATERRAFORM",
      AWS_SECRET_ACCESS_KEY: "lab",
      AWS_EC2_METADATA_DISABLED: "true",
    });
    const write = (config: ForwarderImageConfig) =>
      writeFileSync(join(project.folder, "cdk.tf.json"), programOf(config));
    const planned = async () => {
      await project.works("plan", "-out=plan");
      return actionsOf(JSON.parse(await project.works("show", "-json", "plan")) as Plan);
    };
    const imageId = async () => JSON.parse(await project.works("output", "-json")).imageId.value as string;
    const tags = { team: "dns" };
    write({ tags });
    await project.works("init");
    await project.works("apply", "-auto-approve");

    const first = await imageId();
    const { Images = [] } = await ec2.send(new DescribeImagesCommand({ ImageIds: [first] }));
    assert.match(Images[0]?.Name ?? "", /^hybrid-dns-forwarder-[0-9a-f]{12}-\d{4}-/);
    assert.equal(Images[0]?.Architecture, "arm64");
    const [tree = ""] = builtTrees();
    const inTree = (path: string) => join(folder, tree, path);
    assert.match(readFileSync(inTree("etc/resolv.conf"), "utf8"), /169\.254\.169\.253/);
    assert.equal(existsSync(inTree("usr/lib/hybrid-dns/configure")), true);
    assert.equal(existsSync(inTree("var/tmp/hybrid-dns")), false);

    assert.deepEqual(await planned(), []);

    write({ tags, securityUpdates: true });
    const replaced = ["component", "image", "image_recipe"].map((kind) => `aws_imagebuilder_${kind} create,delete`);
    const updated = ["distribution_configuration", "image_pipeline"].map((kind) => `aws_imagebuilder_${kind} update`);
    assert.deepEqual(await planned(), [...replaced, ...updated].sort());
    await project.works("apply", "-auto-approve");
    assert.notEqual(await imageId(), first);
    assert.equal(builtTrees().length, 2);
    assert.equal(store.images.things.size, 1);
    assert.deepEqual(await planned(), []);

    await project.works("destroy", "-auto-approve");
    const left = Object.values(store).flatMap((stored) => ("things" in stored ? [...stored.things.keys()] : []));
    assert.deepEqual(left, []);
  });
});
