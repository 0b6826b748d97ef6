import {
  type Argument,
  type Arguments,
  block,
  content,
  contentFlag,
  contentMap,
  contents,
  flag,
  list,
  map,
  number,
  oneOf,
  openBlock,
  required,
  type TextForm,
  text,
} from "./argument-schema";

// Every argument that there is, once: what is not in these tables is no argument. Names and order as in the *-config.ts.

const LONGEST_TTL = 2_147_483_647;
const ttlSeconds = number(0, LONGEST_TTL);
const port = number(0, 65_535);

const vpcId = required(content, 'the id of the VPC, e.g. "vpc-0a1b2c3d"');
const zoneId = required(content, 'the id of the hosted zone, e.g. "Z0123456789ABCDEFGHIJ"');
const ranges: Argument = {
  ...list(
    {
      ...text,
      whyKnown: "reverse zones follow from it; write it as text, or use `allocatedCidrBlocks`",
    },
    '["10.20.0.0/16"]',
  ),
  whyKnown: "reverse zones follow from it; write it as text, or use `allocatedCidrBlocks`",
};
const vpcNames = list(text, '["hub"]');

/** In a file, digits without quotes are a number, which loses a zero in front. */
export const accountIdForm: TextForm = {
  code: "BAD_ACCOUNT_ID",
  pattern: /^[0-9]{12}$/,
  expected: 'text of 12 digits, e.g. "222222222222"',
};
const accountId: Argument = {
  kind: "text",
  form: accountIdForm,
  whyKnown: "whether the VPC is authorised for the zones follows from it; write it as text",
};

const vpcReference: Arguments = { vpcId, region: content, accountId };

const forwarder = block({
  subnetId: required(content, 'the id of the subnet, e.g. "subnet-0a1b2c3d"'),
  subnetCidrBlock: text,
  address: text,
  assignIpv6Address: flag,
});

const dhcpSettings: Arguments = {
  domainName: content,
  ntpServers: contents,
  restoreDhcpOptionsId: content,
};

const existingZone = block({
  zoneId,
  associatedVpcs: required(vpcNames, "those of `vpcs` that it is associated with already, [] for none"),
});

const records = map(
  "name",
  block({
    a: contents,
    aaaa: contents,
    cname: content,
    txt: contents,
    mx: list(
      block({
        preference: required(port, "a number, e.g. 10"),
        exchange: required(content, 'the mail server, e.g. "mail.acmecorp.com"'),
      }),
    ),
    srv: list(
      block({
        priority: required(port, "a number, e.g. 10"),
        weight: required(port, "a number, e.g. 5"),
        port: required(port, "the port, e.g. 5060"),
        target: required(content, 'the server, e.g. "sip.acmecorp.com"'),
      }),
    ),
    alias: openBlock({
      dnsName: required(content, "the name of the target, e.g. a load balancer's `dnsName`"),
      zoneId: required(content, "the target's hosted zone, e.g. a load balancer's `zoneId`"),
      ipv6: flag,
      evaluateTargetHealth: flag,
    }),
    ttlSeconds,
    ptr: flag,
  }),
  10_000,
);

const ptrPolicy: Arguments = {
  enabled: flag,
  ttlSeconds,
  exclude: list(text, '["*.kube.cloud.acmecorp.com"]'),
  prefer: list(text, '["app1.cloud.acmecorp.com"]'),
  maximumNames: number(1, 400),
  adopt: list(text, '["10.21.1.5"]'),
};

const forwarderSystem: Arguments = { base: oneOf("debian-13", "ubuntu-26.04"), securityUpdates: flag };

const forwarderImageSettings: Arguments = {
  ...forwarderSystem,
  subnetId: content,
  vpcId: content,
  ssmAgent: flag,
};

const ec2Forwarder = block({
  instanceType: content,
  imageId: content,
  image: block(forwarderImageSettings),
  bootstrap: block(forwarderSystem),
  queryLogging: block({ retentionDays: number(1, 3653) }),
  alarmActions: contents,
});

const backend = block({ unbound: ec2Forwarder, bind: ec2Forwarder });

const reverseZones = map("name", block({ existing: existingZone, vpcs: vpcNames, protect: flag }), 500);

export const hybridDnsArguments: Arguments = {
  vpcs: required(
    map(
      "own",
      block({
        ...vpcReference,
        cidrBlocks: ranges,
        allocatedCidrBlocks: map(
          "own",
          block({
            cidrBlock: required(content, "the range that AWS allocates, e.g. a VPC's `cidrBlock`"),
            within: text,
          }),
        ),
        forwarders: map("own", forwarder),
        useForwardersOf: vpcNames,
        reverseLookup: flag,
        dhcpOptions: block({ enabled: flag, ...dhcpSettings }),
        enableDnsSupport: contentFlag,
        enableDnsHostnames: contentFlag,
      }),
      300,
    ),
    "at least one VPC, by a name of yours",
  ),
  primaryVpc: text,
  sites: map(
    "own",
    block({
      zones: list(text, '["acmecorp.com"]'),
      cidrBlocks: ranges,
      resolvers: contents,
      reverseLookup: flag,
      useForwardersOf: vpcNames,
    }),
  ),
  privateZones: map("name", block({ existing: existingZone, vpcs: vpcNames, records, ttlSeconds, protect: flag }), 500),
  reverseZones,
  ptrRecords: block({ ...ptrPolicy, monitor: flag }),
  backend,
  internetVia: text,
  vpcResolverZones: list(text, '["data.acmecorp.com"]'),
  partition: oneOf("aws", "aws-cn", "aws-us-gov"),
  clientCidrBlocks: map("own", content),
  tags: contentMap,
};

const referredVpcs = required(map("own", block(vpcReference), 300), "the VPCs that resolve it, by a name of yours");

export const forwardersArguments: Arguments = {
  vpcId,
  forwarders: required(map("own", forwarder), "where the forwarders stand, by a name of yours"),
  forwardZones: map(
    "name",
    block({ resolvers: required(contents, 'the servers that it is forwarded to, e.g. ["10.1.0.53"]') }),
    10_000,
  ),
  clientCidrBlocks: required(map("range", content, 10_000), "the ranges that may ask, by a name of yours"),
  backend,
  tags: contentMap,
};

export const privateZoneArguments: Arguments = {
  zoneName: required(text, 'the name of the zone, e.g. "cloud.acmecorp.com"'),
  existing: existingZone,
  vpcs: referredVpcs,
  primaryVpc: text,
  records,
  ttlSeconds,
  protect: flag,
  tags: contentMap,
};

export const zoneRecordsArguments: Arguments = {
  zoneName: required(text, 'the name of the zone, e.g. "cloud.acmecorp.com"'),
  zoneIds: required(contentMap, "the ids of zones by zone name, e.g. another stack's output"),
  records: required(records, "the records by name relative to the zone"),
  ttlSeconds,
  ptrRecords: block(ptrPolicy),
};

export const reverseZonesArguments: Arguments = {
  cidrBlocks: required(ranges, 'the ranges to cover, e.g. ["10.20.0.0/16"]'),
  zones: reverseZones,
  vpcs: referredVpcs,
  primaryVpc: text,
  tags: contentMap,
};

export const vpcAssociationArguments: Arguments = {
  vpcId,
  zoneIds: {
    ...map("name", content, 500),
    whyKnown: "how many associations are made follows from it; read it by `StackReference.getOutputDetails`",
  },
  domainNameServers: contents,
  dhcpOptions: block({ enabled: flag, ...dhcpSettings }),
  tags: contentMap,
};

export const dhcpOptionsArguments: Arguments = {
  vpcId,
  domainNameServers: required(contents, 'one to four servers, e.g. ["10.20.1.53", "10.20.2.53"]'),
  ...dhcpSettings,
  tags: contentMap,
};

export const forwarderImageArguments: Arguments = {
  ...forwarderImageSettings,
  instanceType: content,
  architecture: oneOf("arm64", "x86_64"),
  partition: oneOf("aws", "aws-cn", "aws-us-gov"),
  tags: contentMap,
};

const percent = number(0, 100);
const guards = block({
  maximumDeletePercent: percent,
  maximumUpdatePercent: percent,
  minimumRecords: number(0, 1_000_000_000),
  force: flag,
});

export const reverseSyncArguments: Arguments = {
  forwardZoneIds: map("name", content, 10_000),
  reverseZoneIds: required(map("name", content, 10_000), 'the ids of reverse zones by name, e.g. "20.10.in-addr.arpa"'),
  addressRecords: {
    kind: "list",
    of: block({
      name: required(content, 'the name, e.g. "app1.cloud.acmecorp.com"'),
      addresses: required(contents, 'its addresses, e.g. ["10.20.0.5"]'),
      ttlSeconds,
    }),
    most: 1_000_000,
  },
  ownedDomains: list(text, '["lab.acmecorp.com"]'),
  policy: block(ptrPolicy),
  guards,
};

const zoneIdsThatAreKeys: Argument = {
  ...map("name", content, 500),
  whyKnown: "what the function may do follows from the zones' names; write them as keys, ids may be unknown",
};

export const reverseMonitorArguments: Arguments = {
  zoneIds: required(zoneIdsThatAreKeys, 'ids of zones and reverse zones by zone name, e.g. "20.10.in-addr.arpa"'),
  roleArns: map("name", content, 500),
  ptrRecords: block(ptrPolicy),
  guards,
  scheduleMinutes: number(1, 360),
  windowSeconds: number(0, 900),
  alarmActions: contents,
  partition: oneOf("aws", "aws-cn", "aws-us-gov"),
  tags: contentMap,
};
