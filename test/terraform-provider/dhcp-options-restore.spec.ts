import assert from "node:assert/strict";
import {
  AssociateDhcpOptionsCommand,
  CreateDhcpOptionsCommand,
  CreateVpcCommand,
  DeleteVpcCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import { region, withFront } from "../lab/front/running-front";
import { needsAwsProvider, type Project, withTerraform } from "./running-terraform";

const providers = `
terraform {
  required_providers {
    aws       = { source = "hashicorp/aws" }
    hybriddns = { source = "hybrid-dns/hybriddns" }
  }
}
provider "aws" {
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
`;

describe("hybriddns_dhcp_options_restore with the real Terraform", function () {
  this.timeout(180_000);
  const front = withFront();
  const terraform = withTerraform();
  needsAwsProvider();

  const newSet = async (server: string) => {
    const DhcpConfigurations = [{ Key: "domain-name-servers", Values: [server] }];
    const { DhcpOptions } = await front().ec2.send(new CreateDhcpOptionsCommand({ DhcpConfigurations }));
    return DhcpOptions!.DhcpOptionsId!;
  };
  const associate = (vpcId: string, setId: string) =>
    front().ec2.send(new AssociateDhcpOptionsCommand({ VpcId: vpcId, DhcpOptionsId: setId }));
  /** A VPC that has a set. */
  const newVpc = async (setId: string) => {
    const { Vpc } = await front().ec2.send(new CreateVpcCommand({ CidrBlock: "10.20.0.0/16" }));
    await associate(Vpc!.VpcId!, setId);
    return Vpc!.VpcId!;
  };
  const setOf = async (vpcId: string) =>
    (await front().ec2.send(new DescribeVpcsCommand({ VpcIds: [vpcId] }))).Vpcs![0]!.DhcpOptionsId;
  const settings = () => ({
    AWS_ENDPOINT_URL: front().front.endpoint,
    AWS_ACCESS_KEY_ID: "AKIATERRAFORM",
    AWS_SECRET_ACCESS_KEY: "lab",
    AWS_REGION: region,
  });
  const project = (program: string, environment: NodeJS.ProcessEnv = settings()): Promise<Project> =>
    terraform().project(providers + program, environment);
  const promise = (vpcId: string, setId: string) => `
resource "hybriddns_dhcp_options_restore" "hub" {
  vpc_id          = "${vpcId}"
  dhcp_options_id = "${setId}"
}
`;
  const hub = (vpcId: string, setId: string) => `${promise(vpcId, setId)}
resource "aws_vpc_dhcp_options" "hub" { domain_name_servers = ["10.20.1.53"] }
resource "aws_vpc_dhcp_options_association" "hub" {
  vpc_id          = hybriddns_dhcp_options_restore.hub.vpc_id
  dhcp_options_id = aws_vpc_dhcp_options.hub.id
  lifecycle { replace_triggered_by = [hybriddns_dhcp_options_restore.hub.vpc_id] }
}
`;

  it("changes nothing until it is destroyed, and then gives the VPC its set back", async () => {
    const before = await newSet("10.1.0.53");
    const vpcId = await newVpc(before);
    const { works, run } = await project(promise(vpcId, before));
    await works("apply", "-auto-approve");
    assert.equal(await setOf(vpcId), before);

    const joined = await project(hub(vpcId, before));
    await joined.works("apply", "-auto-approve");
    assert.notEqual(await setOf(vpcId), before);
    assert.equal((await joined.run("plan", "-detailed-exitcode")).code, 0);
    await joined.works("destroy", "-auto-approve");
    assert.equal(await setOf(vpcId), before);
    assert.equal((await run("plan", "-detailed-exitcode")).code, 0);
  });

  it("leaves a VPC its set where only the promise is taken back, or somebody associated another one", async () => {
    const [before, another] = [await newSet("10.1.0.53"), await newSet("10.9.0.53")];
    const vpcId = await newVpc(another);
    const { works } = await project(promise(vpcId, before));
    await works("apply", "-auto-approve");
    await works("destroy", "-auto-approve");
    assert.equal(await setOf(vpcId), another);
  });

  it("takes another set in place, and with another VPC becomes another resource", async () => {
    const [first, second] = [await newSet("10.1.0.53"), await newSet("10.2.0.53")];
    const [left, entered] = [await newVpc(first), await newVpc(second)];
    const { works, run, write } = await project(hub(left, first));
    await works("apply", "-auto-approve");
    const ours = await setOf(left);

    await write(providers + hub(left, second));
    assert.match(await works("plan"), /0 to add, 1 to change, 0 to destroy/);
    await write(providers + hub(entered, second));
    const plan = await works("plan");
    assert.match(plan, /vpc_id\s+= "vpc-\w+" -> "vpc-\w+" # forces replacement/);
    assert.match(plan, /2 to add, 0 to change, 2 to destroy/);
    await works("apply", "-auto-approve");
    assert.deepEqual([await setOf(left), await setOf(entered)], [first, ours]);
    assert.equal((await run("plan", "-detailed-exitcode")).code, 0);
    await works("destroy", "-auto-approve");
    assert.equal(await setOf(entered), second);
  });

  it("waits for ids that are known only after apply, and outlives the VPC", async () => {
    const { works } = await project(`
resource "aws_vpc" "hub" { cidr_block = "10.20.0.0/16" }
resource "hybriddns_dhcp_options_restore" "hub" {
  vpc_id          = aws_vpc.hub.id
  dhcp_options_id = aws_vpc.hub.dhcp_options_id
}
`);
    assert.match(await works("plan"), /dhcp_options_id\s+= \(known after apply\)/);
    await works("apply", "-auto-approve");
    const { values } = JSON.parse(await works("show", "-json"));
    const { vpc_id } = values.root_module.resources.find(({ type }: { type: string }) => /restore/.test(type)).values;
    await front().ec2.send(new DeleteVpcCommand({ VpcId: vpc_id }));
    await works("destroy", "-auto-approve", "-refresh=false", "-target=hybriddns_dhcp_options_restore.hub");
  });

  it("says at its argument that there is no such set, and which id is none", async () => {
    const vpcId = await newVpc(await newSet("10.1.0.53"));
    const missing = await project(promise(vpcId, "dopt-0gone"));
    const { code, output } = await missing.run("apply", "-auto-approve");
    assert.equal(code, 1);
    assert.match(output, /Error: DHCP options missing/);
    assert.match(output, /on main\.tf line \d+, in resource "hybriddns_dhcp_options_restore" "hub":/);
    assert.match(output.replace(/\s*\n│?\s*/g, " "), /there are no DHCP options dopt-0gone in this account and region/);
    assert.doesNotMatch(output, /restoreDhcpOptionsId/);

    await missing.write(providers + promise("dopt-0abc", vpcId));
    const swapped = await missing.run("validate");
    assert.equal(swapped.code, 1);
    assert.match(swapped.output, /Bad VPC ID[\s\S]*"dopt-0abc" is no id of a VPC/);
    assert.match(swapped.output, /Bad DHCP options ID[\s\S]*is no id of an option set/);
  });

  it("is imported by the VPC and its set", async () => {
    const before = await newSet("10.1.0.53");
    const vpcId = await newVpc(before);
    const imported = await project(promise(vpcId, before));
    const { code, output } = await imported.run("import", "hybriddns_dhcp_options_restore.hub", vpcId);
    assert.equal(code, 1);
    assert.match(output, /Bad import ID/);
    await imported.works("import", "hybriddns_dhcp_options_restore.hub", `${vpcId}=${before}`);
    assert.equal((await imported.run("plan", "-detailed-exitcode")).code, 0);
  });

  it("reaches EC2 as the provider's settings say", async () => {
    const before = await newSet("10.1.0.53");
    const vpcId = await newVpc(before);
    const { endpoint } = front().front;
    const settled = `
provider "hybriddns" {
  region = "${region}"
  assume_role { role_arn = "arn:aws:iam::123456789012:role/dns" }
  endpoints {
    ec2 = "${endpoint}"
    sts = "${endpoint}"
  }
}
`;
    const { works } = await project(settled + promise(vpcId, before), {
      AWS_ACCESS_KEY_ID: "AKIATERRAFORM",
      AWS_SECRET_ACCESS_KEY: "lab",
    });
    await works("apply", "-auto-approve");
    await associate(vpcId, "default");
    await works("destroy", "-auto-approve");
    assert.equal(await setOf(vpcId), before);
  });
});
