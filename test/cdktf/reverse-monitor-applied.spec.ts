import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateVpcCommand } from "@aws-sdk/client-ec2";
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
} from "@aws-sdk/client-route-53";
import { reverseMonitorArchive } from "../../components/io/reverse-monitor-archive";
import { region, withFront } from "../lab/front/running-front";
import { cdks } from "../parity/cdks";
import { needsAwsProvider, withTerraform } from "../terraform-provider/running-terraform";

describe("ReverseMonitor of CDKTF outside us-east-1, applied by the real Terraform", function () {
  this.timeout(300_000);
  const front = withFront({ route53: { settings: { changeMilliseconds: 0 } } });
  const terraform = withTerraform();
  needsAwsProvider();

  it("is there without a difference, follows a record made with the SDK, and goes", async () => {
    const { route53, ec2 } = front();
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.20.0.0/16" }));
    const zone = async (Name: string) => {
      const VPC = { VPCRegion: region, VPCId: Vpc!.VpcId! } as const;
      const made = await route53.send(new CreateHostedZoneCommand({ Name, CallerReference: Name, VPC }));
      return made.HostedZone!.Id!.replace("/hostedzone/", "");
    };
    const [forward, reverse] = [await zone("cloud.acmecorp.com"), await zone("20.10.in-addr.arpa")];
    const zoneIds = { "cloud.acmecorp.com": forward, "20.10.in-addr.arpa": reverse };

    const project = await terraform().project("", {
      AWS_ENDPOINT_URL: front().front.endpoint,
      AWS_ACCESS_KEY_ID: "AKIATERRAFORM",
      AWS_SECRET_ACCESS_KEY: "lab",
      AWS_REGION: region,
      AWS_EC2_METADATA_DISABLED: "true",
    });
    const cdk = cdks[0]!;
    const program = cdk.synthesise((stack) =>
      cdk.reverseMonitor(stack, "acme", { zoneIds, windowSeconds: 0, tags: { team: "dns" } }, true),
    ) as unknown as {
      terraform: { backend?: unknown; required_providers: { aws: { version?: string } } };
      provider: { aws: { region: string; alias?: string }[]; hybriddns: { region: string }[] };
      resource: { aws_lambda_function: { [address: string]: { filename: string } } };
    };
    delete program.terraform.backend;
    // The machine's own AWS provider is another version than the CDK's.
    delete program.terraform.required_providers.aws.version;
    for (const provider of program.provider.aws) if (!provider.alias) provider.region = region;
    for (const provider of program.provider.hybriddns) provider.region = region;
    // The CDK copies it beside the stack only where it writes that itself.
    for (const each of Object.values(program.resource.aws_lambda_function)) each.filename = reverseMonitorArchive();
    writeFileSync(join(project.folder, "cdk.tf.json"), JSON.stringify(program));

    await project.works("init");
    await project.works("apply", "-auto-approve");
    const { code, output } = await project.run("plan", "-detailed-exitcode");
    assert.equal(code, 0, output);

    const record = { Name: "app1.cloud.acmecorp.com", Type: "A", TTL: 300, ResourceRecords: [{ Value: "10.20.0.5" }] };
    await route53.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: forward,
        ChangeBatch: { Changes: [{ Action: "CREATE", ResourceRecordSet: record as never }] },
      }),
    );
    const ptr = async () => {
      const { ResourceRecordSets } = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: reverse }));
      return ResourceRecordSets?.find(({ Type }) => Type === "PTR")?.ResourceRecords?.[0]?.Value;
    };
    for (let tries = 0; tries < 60 && (await ptr()) === undefined; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    assert.equal(await ptr(), "app1.cloud.acmecorp.com.");
    await project.works("destroy", "-auto-approve");
  });
});
