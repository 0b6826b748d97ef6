import { strict as assert } from "node:assert";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateVpcCommand,
  DescribeDhcpOptionsCommand,
  DescribeInstancesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  EC2Client,
  RegisterImageCommand,
} from "@aws-sdk/client-ec2";
import {
  ListHostedZonesByVPCCommand,
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
  ListVPCAssociationAuthorizationsCommand,
  Route53Client,
  type VPCRegion,
} from "@aws-sdk/client-route-53";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import { HybridDns, VpcAssociation, type VpcAssociationOutput } from "../../../components";
import { findPulumiCli } from "../../../lab/engine/pulumi-cli";
import { type LabStack, openStack, type StackOptions } from "../../../lab/stack";
import { clientOf, region, withFront } from "../front/running-front";

const abroad = "us-east-1";
const role = (accountId: string) => ({ roleArn: `arn:aws:iam::${accountId}:role/network` });
const accounts = { network: "111111111111", production: "222222222222", development: "333333333333" };
const zoneNames = ["21.10.in-addr.arpa", "22.10.in-addr.arpa", "23.10.in-addr.arpa", "cloud.acmecorp.com"];

/** Clients with the credentials of a role in an account. */
interface AccountClients {
  readonly ec2: EC2Client;
  readonly route53: Route53Client;
}

describe("a hybrid DNS over three accounts, production's in another region, on the real engine", function () {
  this.timeout(240_000);
  const front = withFront();
  let folder: string;
  let imageId: string;
  let developmentVpcId: string;
  let clients: { readonly [account in keyof typeof accounts]: AccountClients };

  before(async function () {
    try {
      findPulumiCli();
    } catch (error) {
      console.log(`      skipped: ${(error as Error).message}`);
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), "hybrid-dns-accounts-"));
    writeFileSync(join(folder, "Pulumi.lab.yaml"), `config:\n    aws:region: ${region}\n`);
    clients = {
      network: await clientsOf(accounts.network, region),
      production: await clientsOf(accounts.production, abroad),
      development: await clientsOf(accounts.development, region),
    };
    const image = new RegisterImageCommand({ Name: "forwarder", Architecture: "arm64", RootDeviceName: "/dev/xvda" });
    imageId = (await clients.network.ec2.send(image)).ImageId!;
    // The third account's VPC is there before its stack knows of any DNS.
    const made = await clients.development.ec2.send(new CreateVpcCommand({ CidrBlock: "10.23.0.0/16" }));
    developmentVpcId = made.Vpc!.VpcId!;
  });
  after(() => {
    for (const { ec2, route53 } of Object.values(clients ?? {})) {
      ec2.destroy();
      route53.destroy();
    }
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  async function clientsOf(accountId: string, inRegion: string): Promise<AccountClients> {
    const { endpoint } = front().front;
    const sts = new STSClient(clientOf(endpoint));
    const assumed = await sts.send(
      new AssumeRoleCommand({ RoleArn: role(accountId).roleArn, RoleSessionName: "test" }),
    );
    sts.destroy();
    const client = { ...clientOf(endpoint, assumed.Credentials!.AccessKeyId!), region: inRegion };
    return { ec2: new EC2Client(client), route53: new Route53Client(client) };
  }

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
            vpcId: developmentVpcId,
            cidrBlocks: ["10.23.0.0/16"],
            accountId: accounts.development,
            dhcpOptions: { domainName: "cloud.acmecorp.com" },
          },
        },
        sites: { headquarters: { zones: ["acmecorp.com"], cidrBlocks: ["10.0.0.0/14"], resolvers: ["10.1.0.53"] } },
        privateZones: { "cloud.acmecorp.com": { records: { app1: { a: ["10.22.1.10"] } } } },
        backend: { unbound: { imageId } },
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

  /** Names of the zones that a VPC resolves, as its own account sees them; all are the network account's. */
  async function zonesOf(account: keyof typeof accounts, vpcId: string, inRegion: string): Promise<string[]> {
    const call = new ListHostedZonesByVPCCommand({ VPCId: vpcId, VPCRegion: inRegion as VPCRegion });
    const { HostedZoneSummaries = [] } = await clients[account].route53.send(call);
    for (const { Owner } of HostedZoneSummaries) assert.equal(Owner?.OwningAccount, accounts.network);
    return HostedZoneSummaries.map(({ Name }) => Name!.replace(/\.$/, "")).sort();
  }

  /** Servers that DHCP tells the hosts of an account's VPC; `undefined` where it has AWS's default set. */
  async function serversOf(account: keyof typeof accounts, vpcId: string): Promise<readonly string[] | undefined> {
    const { ec2 } = clients[account];
    const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [vpcId] }));
    const set = Vpcs![0]!.DhcpOptionsId!;
    if (set === "default") return undefined;
    const { DhcpOptions } = await ec2.send(new DescribeDhcpOptionsCommand({ DhcpOptionsIds: [set] }));
    const servers = DhcpOptions![0]!.DhcpConfigurations!.find(({ Key }) => Key === "domain-name-servers");
    return servers?.Values?.map(({ Value }) => Value!);
  }

  /** What of ours an account sees in its region, without what every account has. */
  async function seenBy(account: keyof typeof accounts) {
    const { ec2, route53 } = clients[account];
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
    const { HostedZones = [] } = await route53.send(new ListHostedZonesCommand({}));
    const alive = Reservations.flatMap(({ Instances = [] }) => Instances).filter(
      ({ State }) => State?.Name !== "terminated",
    );
    return {
      vpcs: Vpcs.filter(({ IsDefault }) => !IsDefault).map(({ CidrBlock }) => CidrBlock),
      forwarders: alive.map(({ PrivateIpAddress }) => PrivateIpAddress).sort(),
      groups: SecurityGroups.filter(({ GroupName }) => GroupName !== "default").length,
      zones: HostedZones.map(({ Name }) => Name!.replace(/\.$/, "")).sort(),
    };
  }

  it("makes each half in its account, and leaves the third account to its own stack", async () => {
    const { outputs, changes } = await (await network()).up();
    const made = (type: string) => changes.filter((change) => change.type.endsWith(`:${type}`)).length;
    assert.deepEqual([made("VpcAssociationAuthorization"), made("ZoneAssociation")], [8, 4]);
    const { development: told } = outputs["associations"] as { [vpc: string]: VpcAssociationOutput };
    assert.deepEqual(told, {
      vpcId: developmentVpcId,
      zoneIds: outputs["zoneIds"],
      domainNameServers: ["10.21.1.53", "10.21.2.53"],
      dhcpOptions: { domainName: "cloud.acmecorp.com" },
    });
    assert.deepEqual(Object.keys(told!.zoneIds!).sort(), zoneNames);
    assert.deepEqual(await zonesOf("production", String(outputs["productionVpcId"]), abroad), zoneNames);
    assert.deepEqual(await zonesOf("development", developmentVpcId, region), []);
    assert.deepEqual(await serversOf("production", String(outputs["productionVpcId"])), ["10.21.1.53", "10.21.2.53"]);
    assert.equal(await serversOf("development", developmentVpcId), undefined);
  });

  it("shows every account its own, and no other's", async () => {
    assert.deepEqual(await seenBy("network"), {
      vpcs: ["10.21.0.0/16"],
      forwarders: ["10.21.1.53", "10.21.2.53"],
      groups: 1,
      zones: zoneNames,
    });
    const none = { forwarders: [], groups: 0, zones: [] };
    assert.deepEqual(await seenBy("production"), { vpcs: ["10.22.0.0/16"], ...none });
    assert.deepEqual(await seenBy("development"), { vpcs: ["10.23.0.0/16"], ...none });
    // whoever runs Pulumi has an account too, and nothing was made in it
    const { Vpcs = [] } = await front().ec2.send(new DescribeVpcsCommand({}));
    assert.deepEqual(
      Vpcs.filter(({ IsDefault }) => !IsDefault),
      [],
    );
    assert.deepEqual((await front().route53.send(new ListHostedZonesCommand({}))).HostedZones, []);
  });

  it("writes PTR records by `access`, in the account of the zones", async () => {
    const zoneIds = (await (await network()).outputs())["zoneIds"] as { [zoneName: string]: string };
    const list = new ListResourceRecordSetsCommand({ HostedZoneId: zoneIds["22.10.in-addr.arpa"] });
    const { ResourceRecordSets = [] } = await clients.network.route53.send(list);
    assert.deepEqual(
      ResourceRecordSets.filter(({ Type }) => Type === "PTR").map(({ Name }) => Name),
      ["10.1.22.10.in-addr.arpa."],
    );
  });

  it("is joined by the third account's stack, from the first one's outputs", async () => {
    const { changes } = await (await development()).up();
    assert.equal(changes.filter(({ type }) => type.endsWith(":ZoneAssociation")).length, 4);
    assert.deepEqual(await zonesOf("development", developmentVpcId, region), zoneNames);
    assert.deepEqual(await serversOf("development", developmentVpcId), ["10.21.1.53", "10.21.2.53"]);
  });

  it("then previews nothing in either stack", async () => {
    assert.deepEqual(await (await network()).preview(), []);
    assert.deepEqual(await (await development()).preview(), []);
  });

  it("leaves nothing when both are destroyed, and the third account its VPC", async () => {
    const zoneIds = (await (await network()).outputs())["zoneIds"] as { [zoneName: string]: string };
    const authorised = async () => {
      const list = new ListVPCAssociationAuthorizationsCommand({ HostedZoneId: zoneIds["cloud.acmecorp.com"] });
      return (await clients.network.route53.send(list)).VPCs?.length;
    };
    assert.ok((await (await development()).destroy()).length > 5);
    assert.deepEqual(await zonesOf("development", developmentVpcId, region), []);
    assert.equal(await serversOf("development", developmentVpcId), undefined);
    assert.equal(await authorised(), 2);
    assert.ok((await (await network()).destroy()).length > 30);
    const none = { vpcs: [], forwarders: [], groups: 0, zones: [] };
    assert.deepEqual(await seenBy("network"), none);
    assert.deepEqual(await seenBy("production"), none);
    assert.deepEqual(await seenBy("development"), { ...none, vpcs: ["10.23.0.0/16"] });
  });
});
