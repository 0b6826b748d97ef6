import type { HybridDnsConfig } from "../components/core";
import { described } from "../test/core/descriptions";
import { describedQuestions } from "../test/parity/described-questions";

/**
 * Descriptions that between them have every argument, and so make the constructs declare everything that they can.
 *
 * What none of these brings out the module cannot declare, and the provider says so.
 */
export const samples: readonly HybridDnsConfig[] = [
  ...Object.values(describedQuestions),
  // Regions wherever there are VPCs, and VPCs of other accounts with all that their stacks are told.
  described({
    "vpcs/hub/region": "eu-west-1",
    "vpcs/hub/forwarders": { a: { subnetId: "subnet-0aaa" }, b: { subnetId: "subnet-0bbb" } },
    "vpcs/spoke/region": "eu-central-1",
    "vpcs/production": {
      vpcId: "vpc-0333",
      accountId: "222222222222",
      region: "eu-west-1",
      cidrBlocks: ["10.22.0.0/16"],
      dhcpOptions: {
        domainName: "cloud.acmecorp.com",
        ntpServers: ["169.254.169.123"],
        restoreDhcpOptionsId: "dopt-0before",
      },
    },
    "vpcs/untold": {
      vpcId: "vpc-0444",
      accountId: "222222222222",
      cidrBlocks: ["10.23.0.0/16"],
      dhcpOptions: { enabled: false },
    },
    tags: { team: "network" },
  }),
];
