// An application team's own stack: records in the network team's zone, from instances and a load balancer, with PTR
// records. They live and die with this stack; `zone_ids` is an output of the network team's.
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, DataTerraformRemoteStateS3, TerraformOutput, TerraformStack, TerraformVariable, Token } from "cdktf";
import { HybridDnsProvider, ZoneRecords } from "hybrid-dns/cdktf";

const app = new App();
const stack = new TerraformStack(app, "shop");
new AwsProvider(stack, "aws", { region: "eu-west-1" });
new HybridDnsProvider(stack, "hybriddns", { region: "eu-west-1" });

const ami = new TerraformVariable(stack, "ami", { type: "string" });
const subnetIds = new TerraformVariable(stack, "subnet_ids", { type: "list(string)" });
const network = new DataTerraformRemoteStateS3(stack, "network", {
  bucket: "acme-terraform",
  key: "network.tfstate",
  region: "eu-west-1",
});

const server = (city: string) =>
  new Instance(stack, city, { ami: ami.stringValue, instanceType: "t4g.small", subnetId: `\${${subnetIds.fqn}[0]}` });
const berlin = server("berlin");
const paris = server("paris");
const balancer = new Lb(stack, "balancer", { internal: true, subnets: subnetIds.listValue });

const records = new ZoneRecords(stack, "shop", {
  zoneName: "cloud.acmecorp.com",
  zoneIds: Token.asStringMap(network.get("zone_ids")),
  records: {
    shop: { alias: balancer },
    // one name for all of them; the reverse lookup shall give each its own
    "shop-servers": { a: [berlin.privateIp, paris.privateIp], ptr: false },
    "shop-berlin": { a: [berlin.privateIp] },
    "shop-paris": { a: [paris.privateIp] },
  },
});

new TerraformOutput(stack, "ptr_records", { value: records.ptrRecords });
app.synth();
