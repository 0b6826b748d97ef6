import type { Problem } from "../core/problem";
import { problemText } from "../core/reading/finding";
import { type Ec2Access, ec2Client } from "./ec2-client";

/**
 * The lifecycle of a promise: when the resource goes, its VPC gets an option set back. Plain functions of plain data, in the
 * order of arguments of Pulumi's dynamic providers.
 *
 * Until then nothing is changed in AWS. See `components/pulumi/dhcp-options.ts` for why the AWS provider cannot keep it.
 */

export interface DhcpOptionsRestoreInputs {
  readonly vpcId: string;
  /** The set that the VPC gets back. */
  readonly dhcpOptionsId: string;
  readonly access?: Ec2Access | undefined;
}

/** How the EC2 API calls the set that AWS gives to a VPC that has no other. */
const awsDefaultSet = "default";

export async function check(
  _olds: unknown,
  news: DhcpOptionsRestoreInputs,
): Promise<{ inputs: DhcpOptionsRestoreInputs; failures: { property: string; reason: string }[] }> {
  return { inputs: news, failures: [] };
}

export async function diff(
  _id: string,
  olds: DhcpOptionsRestoreInputs,
  news: DhcpOptionsRestoreInputs,
): Promise<{ changes: boolean; replaces: string[]; deleteBeforeReplace: boolean }> {
  const replaces = olds.vpcId === news.vpcId ? [] : ["vpcId"];
  const changes = replaces.length > 0 || textOf(olds) !== textOf(news);
  return { changes, replaces, deleteBeforeReplace: false };
}

/** @throws when the set does not exist: better now than when it is needed */
export async function create(
  inputs: DhcpOptionsRestoreInputs,
): Promise<{ id: string; outs: DhcpOptionsRestoreInputs }> {
  await requireSet(inputs);
  return { id: inputs.vpcId, outs: inputs };
}

export async function read(
  id: string,
  state: DhcpOptionsRestoreInputs,
): Promise<{ id: string; props: DhcpOptionsRestoreInputs }> {
  return { id, props: state };
}

/** @throws as `create` */
export async function update(
  _id: string,
  _olds: DhcpOptionsRestoreInputs,
  news: DhcpOptionsRestoreInputs,
): Promise<{ outs: DhcpOptionsRestoreInputs }> {
  await requireSet(news);
  return { outs: news };
}

/**
 * Gives the VPC its former set back, if its association was deleted before, which leaves AWS's default set.
 *
 * Any other set is somebody's decision: ours where only the promise was taken back, or a set that was associated by hand.
 */
async function deleteRestore(
  _id: string,
  { vpcId, dhcpOptionsId, access = {} }: DhcpOptionsRestoreInputs,
): Promise<void> {
  if (dhcpOptionsId === awsDefaultSet) return;
  const { AssociateDhcpOptionsCommand, DescribeVpcsCommand } = await import("@aws-sdk/client-ec2");
  const client = await ec2Client(access);
  try {
    const { Vpcs = [] } = await client.send(new DescribeVpcsCommand({ VpcIds: [vpcId] }));
    if (Vpcs[0]?.DhcpOptionsId !== awsDefaultSet) return;
    await client.send(new AssociateDhcpOptionsCommand({ VpcId: vpcId, DhcpOptionsId: dhcpOptionsId }));
  } catch (error) {
    if (nameOf(error) === "InvalidVpcID.NotFound") return;
    throw new Error(`${vpcId} did not get its DHCP options ${dhcpOptionsId} back: ${String(error)}`);
  } finally {
    client.destroy();
  }
}

export { deleteRestore as delete };

async function requireSet({ dhcpOptionsId, access = {} }: DhcpOptionsRestoreInputs): Promise<void> {
  if (dhcpOptionsId === awsDefaultSet) return;
  const { DescribeDhcpOptionsCommand } = await import("@aws-sdk/client-ec2");
  const client = await ec2Client(access);
  try {
    await client.send(new DescribeDhcpOptionsCommand({ DhcpOptionsIds: [dhcpOptionsId] }));
  } catch (error) {
    if (!/^InvalidDhcpOption(s)?I[dD]\.NotFound$/.test(nameOf(error))) throw new Error(String(error));
    throw missingSetError(dhcpOptionsId);
  } finally {
    client.destroy();
  }
}

/** An Error that holds the problem, for engines that show it at an argument of another name. */
export interface MissingSetError extends Error {
  readonly problem: Problem;
}

function missingSetError(dhcpOptionsId: string): MissingSetError {
  const message =
    `there are no DHCP options ${dhcpOptionsId} in this account and region; ` +
    'give the set that the VPC has now, e.g. "dopt-0a1b2c3d4e5f60718", or leave it out for AWS\'s default set';
  const problem = { code: "DHCP_OPTIONS_MISSING", path: "restoreDhcpOptionsId", message };
  return Object.assign(new Error(problemText(problem)), { problem });
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

/** Only what counts: states of earlier versions may have more, and Pulumi adds its own. */
function textOf({ vpcId, dhcpOptionsId, access = {} }: DhcpOptionsRestoreInputs): string {
  const { region, profile, endpoint, assumeRoles = [] } = access;
  const roles = assumeRoles.map(({ roleArn, externalId, sessionName }) => [roleArn, externalId, sessionName]);
  return JSON.stringify([vpcId, dhcpOptionsId, region, profile, endpoint, roles]);
}
