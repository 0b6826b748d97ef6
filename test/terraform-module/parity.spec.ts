import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateSubnetCommand, CreateVpcCommand, EC2Client } from "@aws-sdk/client-ec2";
import { CreateHostedZoneCommand } from "@aws-sdk/client-route-53";
import type { HybridDnsConfig } from "../../components/core";
import { clientOf, withFront } from "../lab/front/running-front";
import { cdks } from "../parity/cdks";
import { describedQuestions } from "../parity/described-questions";
import type { Synthesised } from "../parity/neutral";
import { needsAwsProvider, type Project, withTerraform } from "../terraform-provider/running-terraform";
import { withModule } from "./built-module";
import { terraformValueOf } from "./terraform-value";

interface Plan {
  readonly resource_changes: readonly Change[];
}
interface Change {
  readonly mode: string;
  readonly type: string;
  readonly change: { readonly after: unknown; readonly after_unknown: unknown };
}

/** What may differ between the plan of the constructs and that of the module, and why. */
const differences: readonly { readonly type: RegExp; readonly part: RegExp; readonly reason: string }[] = [
  {
    type: /^aws_imagebuilder_/,
    part: /(?<="name":"[^"]*)-[0-9a-f]{12}(?=")/g,
    reason:
      "digits of the image's parts are also those of the component's path, and that of a construct begins with a stack",
  },
];

const providers = {
  terraform: {
    required_providers: { aws: { source: "hashicorp/aws" }, hybriddns: { source: "hybrid-dns/hybriddns" } },
  },
  provider: { aws: { region: "eu-west-1" }, hybriddns: { region: "eu-west-1" } },
};

/** Everything that would be made, with all that is known of it, whatever it is called. */
async function planned(project: Project): Promise<readonly string[]> {
  await project.works("plan", "-out=plan");
  const { resource_changes } = JSON.parse(await project.works("show", "-json", "plan")) as Plan;
  return resource_changes
    .filter(({ mode }) => mode === "managed")
    .map(({ type, change: { after, after_unknown } }) => `${type} ${sorted(after)} ${sorted(after_unknown)}`)
    .map((text) =>
      differences.reduce((left, { type, part }) => (type.test(left) ? left.replace(part, "") : left), text),
    )
    .sort();
}

/** JSON with keys in order; nothing and what is left out are the same, as are `false` and what is known. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, each) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(
          Object.entries(each)
            .filter(([, entry]) => entry !== null && entry !== false && JSON.stringify(entry) !== "[]")
            .sort(([left], [right]) => (left < right ? -1 : 1)),
        )
      : each,
  );
}

describe("the module of Terraform beside the constructs", function () {
  this.timeout(600_000);
  const running = withFront();
  const terraform = withTerraform();
  const module = withModule();
  needsAwsProvider();
  const ids = new Map<string, string>();
  let compared = 0;
  after(() => console.log(`      compared: ${compared} resources`));

  before(async () => {
    const ec2 = new EC2Client({ ...clientOf(running().front.endpoint), region: "eu-west-1" });
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.20.0.0/16" }));
    const subnets = ["subnet-0aaa", "subnet-0bbb", "subnet-a", "subnet-b"];
    for (const [index, name] of subnets.entries()) {
      const subnet = new CreateSubnetCommand({ VpcId: Vpc!.VpcId!, CidrBlock: `10.20.${index}.0/24` });
      ids.set(name, (await ec2.send(subnet)).Subnet!.SubnetId!);
    }
    ec2.destroy();
    for (const [name, zone] of [
      ["Z0123456789CLOUD", "cloud.acmecorp.com"],
      ["Z0123456789REVERSE", "20.10.in-addr.arpa"],
    ] as const) {
      const made = await running().route53.send(new CreateHostedZoneCommand({ Name: zone, CallerReference: name }));
      ids.set(name, made.HostedZone!.Id!.replace("/hostedzone/", ""));
    }
  });

  /** Data sources are read while a plan is made: what they read is there. */
  const existing = (config: HybridDnsConfig): HybridDnsConfig => {
    const text = [...ids].reduce((all, [name, id]) => all.replaceAll(`"${name}"`, `"${id}"`), JSON.stringify(config));
    return JSON.parse(text) as HybridDnsConfig;
  };
  const project = async (program: object) => {
    const { endpoint } = running().front;
    const made = await terraform().project("", {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: "AKIATERRAFORM",
      AWS_SECRET_ACCESS_KEY: "lab",
      AWS_EC2_METADATA_DISABLED: "true",
    });
    writeFileSync(join(made.folder, "main.tf.json"), JSON.stringify(program));
    await made.works("init");
    return made;
  };

  for (const [question, config] of Object.entries(describedQuestions)) {
    it(`is planned as they are: ${question}`, async () => {
      const description = existing(config);
      const stack = cdks[0]!.synthesise((scope) => cdks[0]!.hybridDns(scope, "acme", description)) as Synthesised & {
        terraform: { required_providers: { [name: string]: { version?: string } }; backend?: unknown };
      };
      // The machine's own AWS provider is another version than the CDK's.
      delete stack.terraform.required_providers["aws"]!.version;
      delete stack.terraform.backend;
      const given = { source: module().folder, name: "acme", ...terraformValueOf(description) };
      const [ofConstructs, ofModule] = await Promise.all([
        planned(await project(stack)),
        planned(await project({ ...providers, module: { hybrid_dns: given } })),
      ]);
      assert.deepEqual(ofModule, ofConstructs);
      compared += ofModule.length;
    });
  }
});
