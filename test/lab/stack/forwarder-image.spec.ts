import { strict as assert } from "node:assert";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeImagesCommand } from "@aws-sdk/client-ec2";
import { ForwarderImage, type ForwarderImageArgs } from "../../../components";
import { findPulumiCli } from "../../../lab/engine/pulumi-cli";
import { openStack } from "../../../lab/stack";
import { noTrees } from "../front/image-builder/no-trees";
import { region, withFront } from "../front/running-front";

describe("the image of forwarders on the real engine", function () {
  this.timeout(240_000);
  const front = withFront({ trees: noTrees });
  let folder: string;
  before(function () {
    try {
      findPulumiCli();
    } catch (error) {
      console.log(`      skipped: ${(error as Error).message}`);
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), "hybrid-dns-image-"));
    writeFileSync(join(folder, "Pulumi.lab.yaml"), `config:\n    aws:region: ${region}\n`);
  });
  after(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const open = (args: ForwarderImageArgs) =>
    openStack({
      folder: join(folder, "pulumi"),
      endpoint: front().front.endpoint,
      project: "dns",
      stack: "lab",
      program: async () => ({ imageId: new ForwarderImage("dns", args).imageId }),
      configuration: join(folder, "Pulumi.lab.yaml"),
      log: () => {},
    });
  const nameOf = async (imageId: unknown) => {
    const { Images } = await front().ec2.send(new DescribeImagesCommand({ ImageIds: [String(imageId)] }));
    return Images?.[0]?.Name ?? "";
  };
  const { length: kindLength } = "aws:imagebuilder/";
  const shown = (changes: readonly { operation: string; type: string }[]) =>
    [...new Set(changes.map(({ operation, type }) => `${operation} ${type.slice(kindLength).split(":")[1]}`))].sort();

  it("is built by one `up`, which the next has nothing to add to", async () => {
    const { outputs } = await (await open({})).up();
    assert.match(await nameOf(outputs["imageId"]), /^hybrid-dns-forwarder-[0-9a-f]{12}-/);
    assert.deepEqual(await (await open({})).preview(), []);
  });

  it("is replaced where its contents change, and all else is changed in place", async () => {
    const before = await nameOf((await (await open({})).outputs())["imageId"]);
    const { outputs, changes } = await (await open({ securityUpdates: true })).up();
    assert.deepEqual(shown(changes), [
      "replace Component",
      "replace Image",
      "replace ImageRecipe",
      "update DistributionConfiguration",
      "update ImagePipeline",
    ]);
    assert.notEqual(await nameOf(outputs["imageId"]), before);
    assert.deepEqual(await (await open({ securityUpdates: true })).preview(), []);
  });

  it("leaves nothing in Image Builder when it is destroyed", async () => {
    await (await open({})).destroy();
    const left = Object.values(front().front.imageBuilder.store).flatMap((stored) =>
      "things" in stored ? [...stored.things.keys()] : [],
    );
    assert.deepEqual(left, []);
  });
});
