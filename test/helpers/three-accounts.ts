import { strict as assert } from "node:assert";
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
import { clientOf, type RunningFront, region } from "../lab/front/running-front";

/** Where production is; the others are in the front's region. */
export const abroad = "us-east-1";
export const accounts = { network: "111111111111", production: "222222222222", development: "333333333333" };
export type Account = keyof typeof accounts;

/** What of ours an account sees in its region, without what every account has. */
export interface Seen {
  readonly vpcs: readonly (string | undefined)[];
  readonly forwarders: readonly (string | undefined)[];
  readonly groups: number;
  readonly zones: readonly string[];
}
export const seesNothing: Seen = { vpcs: [], forwarders: [], groups: 0, zones: [] };

/** Clients with the credentials of a role in an account. */
interface AccountClients {
  readonly ec2: EC2Client;
  readonly route53: Route53Client;
}

/** Three accounts of an emulator: an image in the network's, and in development's a VPC that knows of no DNS. */
export class ThreeAccounts {
  private constructor(
    private readonly clients: { readonly [account in Account]: AccountClients },
    readonly imageId: string,
    readonly developmentVpcId: string,
  ) {}

  static async begin({ front: { endpoint } }: RunningFront): Promise<ThreeAccounts> {
    const clients = {
      network: await clientsOf(endpoint, accounts.network, region),
      production: await clientsOf(endpoint, accounts.production, abroad),
      development: await clientsOf(endpoint, accounts.development, region),
    };
    const image = new RegisterImageCommand({ Name: "forwarder", Architecture: "arm64", RootDeviceName: "/dev/xvda" });
    const { ImageId } = await clients.network.ec2.send(image);
    const { Vpc } = await clients.development.ec2.send(new CreateVpcCommand({ CidrBlock: "10.23.0.0/16" }));
    return new ThreeAccounts(clients, ImageId!, Vpc!.VpcId!);
  }

  end(): void {
    for (const { ec2, route53 } of Object.values(this.clients)) {
      ec2.destroy();
      route53.destroy();
    }
  }

  /** Names of the zones that a VPC resolves, as its own account sees them; all are the network account's. */
  async zonesOf(account: Account, vpcId: string): Promise<string[]> {
    const VPCRegion = (account === "production" ? abroad : region) as VPCRegion;
    const call = new ListHostedZonesByVPCCommand({ VPCId: vpcId, VPCRegion });
    const { HostedZoneSummaries = [] } = await this.clients[account].route53.send(call);
    for (const { Owner } of HostedZoneSummaries) assert.equal(Owner?.OwningAccount, accounts.network);
    return HostedZoneSummaries.map(({ Name }) => Name!.replace(/\.$/, "")).sort();
  }

  /** Servers that DHCP tells the hosts of an account's VPC; `undefined` where it has AWS's default set. */
  async serversOf(account: Account, vpcId: string): Promise<readonly string[] | undefined> {
    const { ec2 } = this.clients[account];
    const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [vpcId] }));
    const set = Vpcs![0]!.DhcpOptionsId!;
    if (set === "default") return undefined;
    const { DhcpOptions } = await ec2.send(new DescribeDhcpOptionsCommand({ DhcpOptionsIds: [set] }));
    const servers = DhcpOptions![0]!.DhcpConfigurations!.find(({ Key }) => Key === "domain-name-servers");
    return servers?.Values?.map(({ Value }) => Value!);
  }

  async seenBy(account: Account): Promise<Seen> {
    return seen(this.clients[account]);
  }

  /** Names of the PTR records in a zone of the network account. */
  async ptrRecords(zoneId: string): Promise<readonly string[]> {
    const list = new ListResourceRecordSetsCommand({ HostedZoneId: zoneId });
    const { ResourceRecordSets = [] } = await this.clients.network.route53.send(list);
    return ResourceRecordSets.filter(({ Type }) => Type === "PTR").map(({ Name }) => Name!);
  }

  /** How many VPCs may join a zone of the network account. */
  async authorized(zoneId: string): Promise<number> {
    const list = new ListVPCAssociationAuthorizationsCommand({ HostedZoneId: zoneId });
    return (await this.clients.network.route53.send(list)).VPCs!.length;
  }
}

async function clientsOf(endpoint: string, accountId: string, inRegion: string): Promise<AccountClients> {
  const sts = new STSClient(clientOf(endpoint));
  const assumed = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${accountId}:role/network`, RoleSessionName: "test" }),
  );
  sts.destroy();
  const client = { ...clientOf(endpoint, assumed.Credentials!.AccessKeyId!), region: inRegion };
  return { ec2: new EC2Client(client), route53: new Route53Client(client) };
}

/** What clients see in their account and region. */
export async function seen({ ec2, route53 }: AccountClients): Promise<Seen> {
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
