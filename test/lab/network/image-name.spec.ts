import assert from "node:assert/strict";
import { CreateSubnetCommand, CreateVpcCommand, RegisterImageCommand, RunInstancesCommand } from "@aws-sdk/client-ec2";
import { TREE_TAG } from "../../../lab/front/image-builder/builds";
import { readCloud } from "../../../lab/network/read-cloud";
import { region, withFront } from "../front/running-front";

describe("the image of an instance", function () {
  this.timeout(60_000);
  const running = withFront();

  it("is the tree that Image Builder has built, whatever the image is called, else what it is called", async () => {
    const { ec2, front } = running();
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.20.0.0/16" }));
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock: "10.20.1.0/24" }));
    const launch = async (Name: string, tree: string | undefined) => {
      const Tags = tree === undefined ? [] : [{ Key: TREE_TAG, Value: tree }];
      const tagged = { TagSpecifications: [{ ResourceType: "image" as const, Tags }] };
      const { ImageId } = await ec2.send(new RegisterImageCommand({ Name, ...(tree !== undefined && tagged) }));
      const place = { SubnetId: Subnet?.SubnetId, InstanceType: "t4g.small" as const, MinCount: 1, MaxCount: 1 };
      await ec2.send(new RunInstancesCommand({ ImageId: ImageId ?? "", ...place }));
    };
    await launch("hybrid-dns-forwarder-000000000001-2026-01-01T00-00-00.000Z", "hybrid-dns-forwarder-00000000000a");
    await launch("somebody's own", undefined);
    const { instances } = await readCloud({ endpoint: front.endpoint, region });
    assert.deepEqual(instances.map(({ imageName }) => imageName).sort(), [
      "hybrid-dns-forwarder-00000000000a",
      "somebody's own",
    ]);
  });
});
