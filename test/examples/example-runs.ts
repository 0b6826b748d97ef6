import { join } from "node:path";
import { projectFolder } from "../../set-up/paths";
import { handedOver, readConfigurationFile } from "../helpers/configuration-file";

/** How an example is run, and what it declares then. */
export interface ExampleRun {
  /** @default - none, or that of `file` */
  readonly config?: { readonly [key: string]: unknown };
  /** The configuration file of the example. */
  readonly file?: string;
  readonly stackOutputs?: { readonly [stack: string]: { readonly [output: string]: unknown } };
  /** Under mocks, outputs of a resource besides its arguments. */
  readonly outputs?: (type: string, name: string) => { [property: string]: unknown };
  /** Types without module, and logical names; rules of security groups are left out. */
  readonly resources: readonly string[];
  /** Names of the stack's outputs. */
  readonly stackOutputNames: readonly string[];
}

/** Forwarders in two zones, as every VPC that has some declares them; alarms and settings of buckets are left out. */
const forwarders = (name: string, ...keys: string[]) => [
  `Forwarders ${name}`,
  `Role ${name}`,
  `RolePolicy ${name}`,
  `InstanceProfile ${name}`,
  `SecurityGroup ${name}`,
  `Bucket ${name}`,
  `BucketObjectv2 ${name}-configuration`,
  `BucketObjectv2 ${name}-desired`,
  `Dashboard ${name}`,
  ...keys.flatMap((key) => [
    `NetworkInterface ${name}-${key}`,
    `LaunchTemplate ${name}-${key}`,
    `Group ${name}-${key}`,
  ]),
];

/** The image that they run from; its documents and AWS's policies for builds are left out. */
const image = (name: string) => [
  `ForwarderImage ${name}`,
  `Role ${name}`,
  `InstanceProfile ${name}`,
  ...["ImageRecipe", "InfrastructureConfiguration", "DistributionConfiguration", "Image", "ImagePipeline"].map(
    (type) => `${type} ${name}`,
  ),
];

/** A private zone that is made, with its associations and records. */
const privateZone = (name: string, associations: readonly string[], records: readonly string[]) => [
  `PrivateZone ${name}`,
  `Zone ${name}`,
  ...associations.map((vpc) => `ZoneAssociation ${name}-${vpc}`),
  ...records.map((record) => `Record ${name}-${record}`),
];

const reverseZones = (name: string, zones: { readonly [zone: string]: readonly string[] }) => [
  `ReverseZones ${name}`,
  ...Object.entries(zones).flatMap(([zone, associations]) => [
    `Zone ${name}-${zone}`,
    ...associations.map((vpc) => `ZoneAssociation ${name}-${zone}-${vpc}`),
  ]),
];

const ptrRecords = (name: string) => [`PtrRecords ${name}`, `pulumi-nodejs:dynamic/hybriddns:PtrRecords ${name}`];

const dhcpOptions = (...names: string[]) =>
  names.flatMap((name) => [`DhcpOptions ${name}`, `VpcDhcpOptions ${name}`, `VpcDhcpOptionsAssociation ${name}`]);

/** What one VPC with two forwarders and the zone cloud.acmecorp.com always declares. */
const oneVpc = (name: string, vpc: string, range: string, records: readonly string[]) => [
  `HybridDns ${name}`,
  ...image(`${name}-image`),
  ...forwarders(`${name}-${vpc}`, "a", "b"),
  ...privateZone(`${name}-cloud.acmecorp.com`, [], records),
  ...reverseZones(name, { [range]: [] }),
  ...ptrRecords(name),
  ...dhcpOptions(`${name}-${vpc}`),
];

const range20 = "20.10.in-addr.arpa";
const range21 = "21.10.in-addr.arpa";
const range22 = "22.10.in-addr.arpa";

/** By folder below `examples`. */
export const exampleRuns: { readonly [folder: string]: ExampleRun } = {
  "one-vpc-one-data-centre/pulumi": {
    resources: oneVpc("acme", "main", range20, ["app1-A"]),
    stackOutputNames: ["forwarders", "onPremises"],
  },
  "hub-and-spoke-two-sites/pulumi": {
    config: { "hub-and-spoke-two-sites:ami": "ami-1" },
    resources: [
      ...["Vpc hub", "Vpc spoke", "Subnet hub-a", "Subnet hub-b", "Subnet spoke-a", "Subnet spoke-b"],
      ...["Instance app1", "LoadBalancer web"],
      "HybridDns acme",
      ...image("acme-image"),
      ...forwarders("acme-hub", "a", "b"),
      ...privateZone("acme-cloud.acmecorp.com", ["spoke"], ["app1-A", "web-A", "mail-CNAME"]),
      ...reverseZones("acme", { [range20]: ["spoke"], [range21]: ["spoke"] }),
      ...ptrRecords("acme"),
      ...dhcpOptions("acme-hub", "acme-spoke"),
    ],
    stackOutputNames: ["berlin", "forwarders", "zoneIds"],
  },
  "existing-zones-adopted/pulumi": {
    config: {
      "existing-zones-adopted:hubVpcId": "vpc-0111",
      "existing-zones-adopted:spokeVpcId": "vpc-0222",
      "existing-zones-adopted:subnetA": "subnet-0aaa",
      "existing-zones-adopted:subnetB": "subnet-0bbb",
    },
    resources: [
      "HybridDns acme",
      ...image("acme-image"),
      ...forwarders("acme-hub", "a", "b"),
      // the zone itself is not made, and neither is its association with the hub, which is there
      ...["PrivateZone acme-cloud.acmecorp.com", "ZoneAssociation acme-cloud.acmecorp.com-spoke"],
      "Record acme-cloud.acmecorp.com-app1-A",
      ...privateZone("acme-apps.acmecorp.com", ["spoke"], []),
      ...reverseZones("acme", { [range21]: ["spoke"] }),
      ...ptrRecords("acme"),
      ...dhcpOptions("acme-hub", "acme-spoke"),
    ],
    stackOutputNames: [],
  },
  "records-of-other-stacks/pulumi": {
    config: {
      "records-of-other-stacks:ami": "ami-1",
      "records-of-other-stacks:subnetIds": ["subnet-0aaa", "subnet-0bbb"],
    },
    stackOutputs: {
      "acme/hybrid-dns/production": { zoneIds: { "cloud.acmecorp.com": "ZCLOUD", [range21]: "ZREVERSE" } },
    },
    resources: [
      ...["Instance berlin", "Instance paris", "LoadBalancer shop", "ZoneRecords shop"],
      ...["shop-A", "shop-servers-A", "shop-berlin-A", "shop-paris-A"].map((record) => `Record shop-${record}`),
      ...ptrRecords("shop"),
    ],
    stackOutputNames: ["ptrRecords"],
  },
  "internet-on-premises/pulumi": {
    resources: [
      "HybridDns acme",
      ...image("acme-image"),
      ...forwarders("acme-main", "a", "b"),
      ...reverseZones("acme", { [range20]: [] }),
      ...ptrRecords("acme"),
      ...dhcpOptions("acme-main"),
    ],
    stackOutputNames: ["forwarders"],
  },
  "efs-three-ways/pulumi": {
    outputs: (type) => (type === "aws:efs/mountTarget:MountTarget" ? { ipAddress: "10.20.1.200" } : {}),
    resources: [
      ...["FileSystem files", "MountTarget files-a", "MountTarget files-b"],
      ...oneVpc("acme", "main", range20, ["files-A"]),
    ],
    stackOutputNames: ["mountAddresses", "mountName"],
  },
  "dual-stack/pulumi": {
    config: { "dual-stack:ami": "ami-1", "dual-stack:ipamPoolId": "ipam-pool-0abc" },
    outputs: (type, name) =>
      type !== "aws:ec2/vpc:Vpc"
        ? {}
        : name === "main"
          ? { ipv6CidrBlock: "2001:db8:12:3400::/56" }
          : { cidrBlock: "10.32.16.0/20" },
    resources: [
      ...["Vpc main", "Vpc pooled", "Subnet main-a", "Subnet main-b", "Instance app1", "LoadBalancer web"],
      "HybridDns acme",
      ...image("acme-image"),
      ...forwarders("acme-main", "a", "b"),
      ...privateZone("acme-cloud.acmecorp.com", ["pooled"], ["app1-A", "app1-AAAA", "web-A", "web-AAAA"]),
      ...reverseZones("acme", { [range20]: ["pooled"], "32.10.in-addr.arpa": ["pooled"] }),
      ...ptrRecords("acme"),
      ...dhcpOptions("acme-main", "acme-pooled"),
    ],
    stackOutputNames: ["forwarders"],
  },
  "file-only/pulumi": {
    file: "Pulumi.production.yaml",
    resources: [
      ...["pulumi:providers:aws 222222222222", "HybridDns acme"],
      ...["cloud.acmecorp.com", range20, range21].map((zone) => `VpcAssociationAuthorization acme-${zone}-production`),
      ...image("acme-image"),
      ...forwarders("acme-hub", "a", "b"),
      ...privateZone("acme-cloud.acmecorp.com", ["production"], ["@-MX", "app1-A", "app1-TXT"]),
      ...reverseZones("acme", { [range20]: ["production"], [range21]: ["production"] }),
      ...ptrRecords("acme"),
      ...dhcpOptions("acme-hub", "acme-production"),
    ],
    stackOutputNames: ["associations", "forwarders", "ptrRecords", "siteConfiguration", "zoneIds"],
  },
  "parts-alone/pulumi": {
    config: { "parts-alone:ami": "ami-1" },
    resources: [
      ...["Instance app1", "Instance app2"],
      ...reverseZones("corp", { [range20]: [], [range21]: [] }),
      ...["corp", "legacy", "lab"].flatMap(ptrRecords),
      ...dhcpOptions("corp"),
      ...image("corp-image"),
      ...forwarders("corp", "a", "b"),
      ...["PrivateZone lab", "Zone lab", "ZoneAssociation lab-spoke", "Record lab-app1-A"],
    ],
    stackOutputNames: ["addresses", "ptrRecords"],
  },
  "three-accounts/pulumi/network": {
    resources: [
      ...["pulumi:providers:aws network", "pulumi:providers:aws production", "HybridDns acme"],
      ...image("acme-image"),
      ...forwarders("acme-network", "a", "b"),
      ...privateZone("acme-cloud.acmecorp.com", ["production"], []),
      ...reverseZones("acme", { [range20]: ["production"], [range21]: ["production"], [range22]: ["production"] }),
      ...["cloud.acmecorp.com", range20, range21, range22].flatMap((zone) => [
        `VpcAssociationAuthorization acme-${zone}-development`,
        `VpcAssociationAuthorization acme-${zone}-production`,
      ]),
      ...ptrRecords("acme"),
      ...dhcpOptions("acme-network", "acme-production"),
    ],
    stackOutputNames: ["associations"],
  },
  "three-accounts/pulumi/development": {
    stackOutputs: {
      "acme/dns-network/production": {
        associations: {
          development: {
            vpcId: "vpc-0333",
            zoneIds: { "cloud.acmecorp.com": "ZCLOUD", [range22]: "ZREVERSE" },
            domainNameServers: ["10.20.1.53", "10.20.2.53"],
          },
        },
      },
    },
    resources: [
      ...["VpcAssociation acme", "ZoneAssociation acme-cloud.acmecorp.com", `ZoneAssociation acme-${range22}`],
      ...dhcpOptions("acme"),
    ],
    stackOutputNames: [],
  },
  "two-regions/pulumi": {
    resources: [
      ...["pulumi:providers:aws virginia", "HybridDns acme"],
      ...["acme-image", "acme-image-usHub"].flatMap(image),
      ...["acme-euHub", "acme-usHub"].flatMap((name) => forwarders(name, "a", "b")),
      ...privateZone("acme-cloud.acmecorp.com", ["euApps", "usApps", "usHub"], []),
      ...reverseZones(
        "acme",
        Object.fromEntries(
          [range20, range21, "60.10.in-addr.arpa", "61.10.in-addr.arpa"].map((zone) => [
            zone,
            ["euApps", "usApps", "usHub"],
          ]),
        ),
      ),
      ...ptrRecords("acme"),
      ...dhcpOptions("acme-euApps", "acme-euHub", "acme-usApps", "acme-usHub"),
    ],
    stackOutputNames: ["forwarders"],
  },
  "two-stacks/pulumi/europe": {
    resources: oneVpc("acme-eu", "hub", range20, []),
    stackOutputNames: ["forwarders", "zoneIds"],
  },
  "two-stacks/pulumi/america": {
    stackOutputs: {
      "acme/dns-europe/production": {
        zoneIds: { "cloud.acmecorp.com": "ZCLOUD", [range20]: "ZREVERSE" },
        forwarders: { hub: ["10.20.1.53", "10.20.2.53"] },
      },
    },
    resources: [
      "HybridDns acme-us",
      ...image("acme-us-image"),
      ...forwarders("acme-us-hub", "a", "b"),
      ...["PrivateZone acme-us-cloud.acmecorp.com", "ZoneAssociation acme-us-cloud.acmecorp.com-hub"],
      ...reverseZones("acme-us", { "60.10.in-addr.arpa": [] }),
      ...ptrRecords("acme-us"),
      ...dhcpOptions("acme-us-hub"),
    ],
    stackOutputNames: ["siteConfiguration"],
  },
};

/** The stack's configuration, by full keys. */
export function configurationOf(folder: string): { readonly [key: string]: unknown } {
  const { config, file } = exampleRuns[folder]!;
  return config ?? (file ? readConfigurationFile(join("examples", folder, file)) : {});
}

/** The same as a program gets it under mocks, where every project is called `network`. */
export function mockedConfigurationOf(folder: string): { [key: string]: string } {
  return Object.fromEntries(
    Object.entries(handedOver(configurationOf(folder))).map(([key, value]) => [
      key.replace(/^(?!aws:|hybrid-dns:)[^:]*/, "network"),
      value,
    ]),
  );
}

/** The file that is the program. */
export function programOf(folder: string): string {
  return folder === "file-only/pulumi"
    ? join(projectFolder, "index.ts")
    : join(projectFolder, "examples", folder, "index.ts");
}
