import { strict as assert } from "node:assert";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import { HybridDns, VpcAssociation, type VpcAssociationOutput } from "../../../components";
import { findPulumiCli } from "../../../lab/engine/pulumi-cli";
import { type LabStack, openStack, type StackOptions } from "../../../lab/stack";
import { abroad, accounts, seen, seesNothing, ThreeAccounts } from "../../helpers/three-accounts";
import { region, withFront } from "../front/running-front";

const role = (accountId: string) => ({ roleArn: `arn:aws:iam::${accountId}:role/network` });
const zoneNames = ["21.10.in-addr.arpa", "22.10.in-addr.arpa", "23.10.in-addr.arpa", "cloud.acmecorp.com"];

describe("a hybrid DNS over three accounts, production's in another region, on the real engine", function () {
  this.timeout(240_000);
  const front = withFront();
  let folder: string;
  let there: ThreeAccounts;

  before(async function () {
    try {
      findPulumiCli();
    } catch (error) {
      console.log(`      skipped: ${(error as Error).message}`);
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), "hybrid-dns-accounts-"));
    writeFileSync(join(folder, "Pulumi.lab.yaml"), `config:\n    aws:region: ${region}\n`);
    there = await ThreeAccounts.begin(front());
  });
  after(() => {
    there?.end();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const networkProgram = async () => {
    const networkAccount = { region, assumeRoles: [role(accounts.network)] };
    const network = new Provider("network", networkAccount);
    const production = new Provider("production", { region: abroad, assumeRoles: [role(accounts.production)] });
    const hub = new Vpc("hub", { cidrBlock: "10.21.0.0/16", enableDnsHostnames: true }, { provider: network });
    const subnet = (zone: string, cidrBlock: string) =>
      new Subnet(
        zone,
        { vpcId: hub.id, cidrBlock, availabilityZone: `${region}${zone}` },
        { provider: network, parent: hub },
      );
    const spoke = new Vpc("spoke", { cidrBlock: "10.22.0.0/16" }, { provider: production });
    const dns = new HybridDns(
      "acme",
      {
        vpcs: {
          hub: {
            vpcId: hub.id,
            cidrBlocks: ["10.21.0.0/16"],
            forwarders: {
              a: { subnetId: subnet("a", "10.21.1.0/24").id, address: "10.21.1.53" },
              b: { subnetId: subnet("b", "10.21.2.0/24").id, address: "10.21.2.53" },
            },
          },
          production: {
            vpcId: spoke.id,
            cidrBlocks: ["10.22.0.0/16"],
            accountId: accounts.production,
            provider: production,
          },
          development: {
            vpcId: there.developmentVpcId,
            cidrBlocks: ["10.23.0.0/16"],
            accountId: accounts.development,
            dhcpOptions: { domainName: "cloud.acmecorp.com" },
          },
        },
        sites: { headquarters: { zones: ["acmecorp.com"], cidrBlocks: ["10.0.0.0/14"], resolvers: ["10.1.0.53"] } },
        privateZones: { "cloud.acmecorp.com": { records: { app1: { a: ["10.22.1.10"] } } } },
        backend: { unbound: { imageId: there.imageId } },
        access: networkAccount,
      },
      { provider: network },
    );
    return { associations: dns.associations, zoneIds: dns.zoneIds, productionVpcId: spoke.id, hubVpcId: hub.id };
  };

  /** The stack of the third account knows the first one's name, and nothing of its resources. */
  const developmentProgram = async () => {
    const { value } = await new pulumi.StackReference("organization/network/lab").getOutputDetails("associations");
    const associations = value as { [vpc: string]: VpcAssociationOutput };
    const development = new Provider("development", { region, assumeRoles: [role(accounts.development)] });
    new VpcAssociation("acme", associations["development"]!, { provider: development });
    return {};
  };

  const open = (project: string, program: StackOptions["program"]): Promise<LabStack> =>
    openStack({
      folder: join(folder, "pulumi"),
      endpoint: front().front.endpoint,
      project,
      stack: "lab",
      program,
      configuration: join(folder, "Pulumi.lab.yaml"),
      log: () => {},
    });
  const network = () => open("network", networkProgram);
  const development = () => open("development", developmentProgram);

  it("makes each half in its account, and leaves the third account to its own stack", async () => {
    const { outputs, changes } = await (await network()).up();
    const made = (type: string) => changes.filter((change) => change.type.endsWith(`:${type}`)).length;
    assert.deepEqual([made("VpcAssociationAuthorization"), made("ZoneAssociation")], [8, 4]);
    const { development: told } = outputs["associations"] as { [vpc: string]: VpcAssociationOutput };
    assert.deepEqual(told, {
      vpcId: there.developmentVpcId,
      zoneIds: outputs["zoneIds"],
      domainNameServers: ["10.21.1.53", "10.21.2.53"],
      dhcpOptions: { domainName: "cloud.acmecorp.com" },
    });
    assert.deepEqual(Object.keys(told!.zoneIds!).sort(), zoneNames);
    assert.deepEqual(await there.zonesOf("production", String(outputs["productionVpcId"])), zoneNames);
    assert.deepEqual(await there.zonesOf("development", there.developmentVpcId), []);
    assert.deepEqual(await there.serversOf("production", String(outputs["productionVpcId"])), [
      "10.21.1.53",
      "10.21.2.53",
    ]);
    assert.equal(await there.serversOf("development", there.developmentVpcId), undefined);
  });

  it("shows every account its own, and no other's", async () => {
    assert.deepEqual(await there.seenBy("network"), {
      vpcs: ["10.21.0.0/16"],
      forwarders: ["10.21.1.53", "10.21.2.53"],
      groups: 1,
      zones: zoneNames,
    });
    assert.deepEqual(await there.seenBy("production"), { ...seesNothing, vpcs: ["10.22.0.0/16"] });
    assert.deepEqual(await there.seenBy("development"), { ...seesNothing, vpcs: ["10.23.0.0/16"] });
    // whoever runs Pulumi has an account too, and nothing was made in it
    assert.deepEqual(await seen(front()), seesNothing);
  });

  it("writes PTR records by `access`, in the account of the zones", async () => {
    const zoneIds = (await (await network()).outputs())["zoneIds"] as { [zoneName: string]: string };
    assert.deepEqual(await there.ptrRecords(zoneIds["22.10.in-addr.arpa"]!), ["10.1.22.10.in-addr.arpa."]);
  });

  it("is joined by the third account's stack, from the first one's outputs", async () => {
    const { changes } = await (await development()).up();
    assert.equal(changes.filter(({ type }) => type.endsWith(":ZoneAssociation")).length, 4);
    assert.deepEqual(await there.zonesOf("development", there.developmentVpcId), zoneNames);
    assert.deepEqual(await there.serversOf("development", there.developmentVpcId), ["10.21.1.53", "10.21.2.53"]);
  });

  it("then previews nothing in either stack", async () => {
    assert.deepEqual(await (await network()).preview(), []);
    assert.deepEqual(await (await development()).preview(), []);
  });

  it("leaves nothing when both are destroyed, and the third account its VPC", async () => {
    const zoneIds = (await (await network()).outputs())["zoneIds"] as { [zoneName: string]: string };
    assert.ok((await (await development()).destroy()).length > 5);
    assert.deepEqual(await there.zonesOf("development", there.developmentVpcId), []);
    assert.equal(await there.serversOf("development", there.developmentVpcId), undefined);
    assert.equal(await there.authorized(zoneIds["cloud.acmecorp.com"]!), 2);
    assert.ok((await (await network()).destroy()).length > 30);
    assert.deepEqual(await there.seenBy("network"), seesNothing);
    assert.deepEqual(await there.seenBy("production"), seesNothing);
    assert.deepEqual(await there.seenBy("development"), { ...seesNothing, vpcs: ["10.23.0.0/16"] });
  });
});
