import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import { HybridDns, HybridDnsProvider, VpcAssociation } from "../../components/cdktf/cdktf";
import { abroad, accounts, seen, seesNothing, ThreeAccounts } from "../helpers/three-accounts";
import { region, withFront } from "../lab/front/running-front";
import { needsAwsProvider, type Project, withTerraform } from "../terraform-provider/running-terraform";

const zoneNames = ["21.10.in-addr.arpa", "22.10.in-addr.arpa", "23.10.in-addr.arpa", "cloud.acmecorp.com"];
const roleIn = (accountId: string) => [{ roleArn: `arn:aws:iam::${accountId}:role/network` }];

/** The network's stack, and development's own, which knows the first one's outputs and nothing of its resources. */
function synthesise(folder: string, { imageId, developmentVpcId }: ThreeAccounts): void {
  const app = new App({ outdir: folder });
  const stackOf = (id: string, accountId: string) => {
    const stack = new TerraformStack(app, id);
    new LocalBackend(stack, { path: join(folder, `${id}.tfstate`) });
    new AwsProvider(stack, "aws", { region, assumeRole: roleIn(accountId) });
    return stack;
  };

  const network = stackOf("network", accounts.network);
  new HybridDnsProvider(network, "hybriddns", { region, assumeRole: roleIn(accounts.network) });
  const assumeRole = roleIn(accounts.production);
  const production = new AwsProvider(network, "production", { alias: "production", region: abroad, assumeRole });
  const hub = new Vpc(network, "hub", { cidrBlock: "10.21.0.0/16", enableDnsHostnames: true });
  const subnet = (zone: string, cidrBlock: string) =>
    new Subnet(network, `hub-${zone}`, { vpcId: hub.id, cidrBlock, availabilityZone: `${region}${zone}` });
  const spoke = new Vpc(network, "spoke", { cidrBlock: "10.22.0.0/16", provider: production });
  const dns = new HybridDns(network, "acme", {
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
  });
  new TerraformOutput(network, "zone_ids", { value: dns.zoneIds });
  new TerraformOutput(network, "production_vpc_id", { value: spoke.id });

  new VpcAssociation(stackOf("development", accounts.development), "acme", dns.associations["development"]!);
  app.synth();
}

describe("a hybrid DNS over three accounts, production's in another region, by CDKTF and the real Terraform", function () {
  this.timeout(600_000);
  const front = withFront();
  const terraform = withTerraform();
  needsAwsProvider();
  const folder = mkdtempSync(join(tmpdir(), "hybrid-dns-accounts-"));
  let there: ThreeAccounts;
  let network: Project;
  let development: Project;
  let outputs: { zone_ids: { value: { [zoneName: string]: string } }; production_vpc_id: { value: string } };

  before(async () => {
    there = await ThreeAccounts.begin(front());
    synthesise(folder, there);
    [network, development] = [await projectOf("network"), await projectOf("development")];
  });
  after(() => {
    there?.end();
    rmSync(folder, { recursive: true, force: true });
  });

  const projectOf = async (stack: string) => {
    const program = JSON.parse(readFileSync(join(folder, "stacks", stack, "cdk.tf.json"), "utf8"));
    // The machine's own AWS provider is another version than the CDK's.
    delete program.terraform.required_providers.aws.version;
    const project = await terraform().project("", {
      AWS_ENDPOINT_URL: front().front.endpoint,
      AWS_ACCESS_KEY_ID: "AKIALAB",
      AWS_SECRET_ACCESS_KEY: "lab",
      AWS_MAX_ATTEMPTS: "5",
      AWS_EC2_METADATA_DISABLED: "true",
    });
    writeFileSync(join(project.folder, "cdk.tf.json"), JSON.stringify(program));
    return project;
  };

  it("makes each half in its account, writes PTR records in that of the zones, and leaves the third to its own stack", async () => {
    await network.works("init");
    await network.works("apply", "-auto-approve");
    outputs = JSON.parse(await network.works("output", "-json"));
    const [zoneIds, productionVpcId] = [outputs.zone_ids.value, outputs.production_vpc_id.value];
    assert.deepEqual(Object.keys(zoneIds).sort(), zoneNames);
    assert.deepEqual(await there.zonesOf("production", productionVpcId), zoneNames);
    assert.deepEqual(await there.serversOf("production", productionVpcId), ["10.21.1.53", "10.21.2.53"]);
    assert.deepEqual(await there.ptrRecords(zoneIds["22.10.in-addr.arpa"]!), ["10.1.22.10.in-addr.arpa."]);
    assert.deepEqual(await there.zonesOf("development", there.developmentVpcId), []);
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
    // whoever runs Terraform has an account too, and nothing was made in it
    assert.deepEqual(await seen(front()), seesNothing);
  });

  it("is joined by the third account's stack, from the first one's state; then either plans nothing", async () => {
    await development.works("init");
    await development.works("apply", "-auto-approve");
    assert.deepEqual(await there.zonesOf("development", there.developmentVpcId), zoneNames);
    assert.deepEqual(await there.serversOf("development", there.developmentVpcId), ["10.21.1.53", "10.21.2.53"]);
    for (const { run } of [network, development]) {
      const { code, output } = await run("plan", "-detailed-exitcode");
      assert.equal(code, 0, output);
    }
  });

  it("leaves nothing when both are destroyed, and the third account its VPC", async () => {
    await development.works("destroy", "-auto-approve");
    assert.deepEqual(await there.zonesOf("development", there.developmentVpcId), []);
    assert.equal(await there.serversOf("development", there.developmentVpcId), undefined);
    assert.equal(await there.authorized(outputs.zone_ids.value["cloud.acmecorp.com"]!), 2);
    await network.works("destroy", "-auto-approve");
    assert.deepEqual(await there.seenBy("network"), seesNothing);
    assert.deepEqual(await there.seenBy("production"), seesNothing);
    assert.deepEqual(await there.seenBy("development"), { ...seesNothing, vpcs: ["10.23.0.0/16"] });
  });
});
