import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  AssociateDhcpOptionsCommand,
  CreateDhcpOptionsCommand,
  CreateVpcCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import * as cdktf from "../../components/cdktf/cdktf";
import { region, withFront } from "../lab/front/running-front";
import { cdks } from "../parity/cdks";
import { needsAwsProvider, withTerraform } from "../terraform-provider/running-terraform";

describe("DhcpOptions of CDKTF with a set to give back, applied by the real Terraform", function () {
  this.timeout(300_000);
  const front = withFront();
  const terraform = withTerraform();
  needsAwsProvider();

  const newSet = async (server: string) => {
    const DhcpConfigurations = [{ Key: "domain-name-servers", Values: [server] }];
    const { DhcpOptions } = await front().ec2.send(new CreateDhcpOptionsCommand({ DhcpConfigurations }));
    return DhcpOptions!.DhcpOptionsId!;
  };
  const newVpc = async (setId: string) => {
    const { Vpc } = await front().ec2.send(new CreateVpcCommand({ CidrBlock: "10.20.0.0/16" }));
    await front().ec2.send(new AssociateDhcpOptionsCommand({ VpcId: Vpc!.VpcId!, DhcpOptionsId: setId }));
    return Vpc!.VpcId!;
  };
  const setOf = async (vpcId: string) =>
    (await front().ec2.send(new DescribeVpcsCommand({ VpcIds: [vpcId] }))).Vpcs![0]!.DhcpOptionsId;

  it("gives it back to a VPC that it leaves, and on destroy", async () => {
    const [first, second] = [await newSet("10.1.0.53"), await newSet("10.2.0.53")];
    const [left, entered] = [await newVpc(first), await newVpc(second)];
    const project = await terraform().project("", {
      AWS_ENDPOINT_URL: front().front.endpoint,
      AWS_ACCESS_KEY_ID: "AKIATERRAFORM",
      AWS_SECRET_ACCESS_KEY: "lab",
      AWS_REGION: region,
      AWS_EC2_METADATA_DISABLED: "true",
    });
    const write = (vpcId: string, restoreDhcpOptionsId: string) => {
      const program = cdks[0]!.synthesise((scope) => {
        const props = { vpcId, domainNameServers: ["10.20.1.53"], restoreDhcpOptionsId };
        new cdktf.DhcpOptions(scope, "corp", props);
      }) as unknown as {
        terraform: { backend?: unknown; required_providers: { aws: { version?: string } } };
        provider: { aws: { region: string }[]; hybriddns: { region: string }[] };
      };
      delete program.terraform.backend;
      // The machine's own AWS provider is another version than the CDK's.
      delete program.terraform.required_providers.aws.version;
      for (const provider of [...program.provider.aws, ...program.provider.hybriddns]) provider.region = region;
      writeFileSync(join(project.folder, "cdk.tf.json"), JSON.stringify(program));
    };

    write(left, first);
    await project.works("init");
    await project.works("apply", "-auto-approve");
    const ours = await setOf(left);
    assert.notEqual(ours, first);
    assert.equal((await project.run("plan", "-detailed-exitcode")).code, 0);

    write(entered, second);
    await project.works("apply", "-auto-approve");
    assert.deepEqual([await setOf(left), await setOf(entered)], [first, ours]);
    assert.equal((await project.run("plan", "-detailed-exitcode")).code, 0);

    await project.works("destroy", "-auto-approve");
    assert.deepEqual([await setOf(left), await setOf(entered)], [first, second]);
  });
});
