// An application team's own stack: records in the network team's zone, from instances and a load balancer, with PTR
// records. They live and die with this stack; `zoneIds` is an output of the network team's.
import { Instance } from "@pulumi/aws/ec2/instance";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import * as pulumi from "@pulumi/pulumi";
import { ZoneRecords } from "hybrid-dns";

const config = new pulumi.Config();
const network = new pulumi.StackReference(config.get("networkStack") ?? "acme/hybrid-dns/production");
const subnetIds = config.requireObject<string[]>("subnetIds");

const server = (city: string) =>
  new Instance(city, { ami: config.require("ami"), instanceType: "t4g.small", subnetId: subnetIds[0]! });
const berlin = server("berlin");
const paris = server("paris");
const balancer = new LoadBalancer("shop", { internal: true, subnets: subnetIds });

const records = new ZoneRecords("shop", {
  zoneName: "cloud.acmecorp.com",
  zoneIds: network.requireOutput("zoneIds"),
  records: {
    shop: { alias: balancer },
    // one name for all of them; the reverse lookup shall give each its own
    "shop-servers": { a: [berlin.privateIp, paris.privateIp], ptr: false },
    "shop-berlin": { a: [berlin.privateIp] },
    "shop-paris": { a: [paris.privateIp] },
  },
});

export const ptrRecords = records.ptrRecords;
