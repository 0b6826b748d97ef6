import assert from "node:assert/strict";
import { CreateDhcpOptionsCommand, DescribeDhcpOptionsCommand } from "@aws-sdk/client-ec2";
import { awsError, withFront } from "../running-front";

const Key = "domain-name-servers";

describe("what the front mends in moto's DHCP option sets", () => {
  const running = withFront();
  const order = (tags?: { ResourceType: "dhcp-options" | "vpc"; Tags: { Key: string; Value: string }[] }) =>
    running().ec2.send(
      new CreateDhcpOptionsCommand({
        DhcpConfigurations: [{ Key, Values: ["10.20.1.53"] }],
        ...(tags && { TagSpecifications: [tags] }),
      }),
    );

  it("keeps the tags that a set is made with", async () => {
    const Tags = [
      { Key: "Name", Value: "acme-hub" },
      { Key: "environment", Value: "lab" },
    ];
    const { DhcpOptions: made } = await order({ ResourceType: "dhcp-options", Tags });
    assert.deepEqual(made?.Tags, Tags);
    const ask = new DescribeDhcpOptionsCommand({ DhcpOptionsIds: [made!.DhcpOptionsId!] });
    const [kept] = (await running().ec2.send(ask)).DhcpOptions!;
    assert.deepEqual(kept?.Tags, Tags);
    assert.deepEqual(kept?.DhcpConfigurations, [{ Key, Values: [{ Value: "10.20.1.53" }] }]);
  });

  it("makes one without tags", async () => {
    assert.deepEqual((await order()).DhcpOptions?.Tags ?? [], []);
  });

  it("refuses tags for something else", async () => {
    const tags = { ResourceType: "vpc" as const, Tags: [{ Key: "Name", Value: "acme-hub" }] };
    await assert.rejects(order(tags), awsError("InvalidParameter", "vpc"));
  });
});
