import assert from "node:assert/strict";
import type { Answer } from "dns-packet";
import type { Cloud } from "../../../../lab/network/cloud";
import { resolve, resolverData } from "../../../../lab/network/vpc-resolver/resolve";
import { internet, nothing, set, vpc, zone } from "../small-cloud";

const cloud: Cloud = {
  ...nothing,
  vpcs: [
    vpc("hub", "10.20.0.0/16"),
    vpc("spoke", "10.21.0.0/16"),
    vpc("plain", "10.30.0.0/16", { enableDnsHostnames: false }),
  ],
  subnets: [
    { subnetId: "a", vpcId: "hub", cidrBlock: "10.20.1.0/24", availabilityZone: "eu-west-1a" },
    { subnetId: "b", vpcId: "hub", cidrBlock: "10.20.2.0/24", availabilityZone: "eu-west-1b" },
  ],
  peerings: [{ peeringId: "pcx-1", requesterVpcId: "hub", accepterVpcId: "spoke" }],
  loadBalancers: [
    {
      dnsName: "internal-Web-1.eu-west-1.elb.amazonaws.com",
      addresses: ["10.20.1.80", "10.20.2.80"],
      ipv6Addresses: [],
    },
  ],
  fileSystems: [
    {
      dnsName: "fs-1.efs.eu-west-1.amazonaws.com",
      mountTargets: [
        { vpcId: "hub", subnetId: "a", availabilityZone: "eu-west-1a", address: "10.20.1.90" },
        { vpcId: "hub", subnetId: "b", availabilityZone: "eu-west-1b", address: "10.20.2.90" },
      ],
    },
  ],
  hostedZones: [
    zone(
      "cloud.acmecorp.com",
      ["hub", "spoke"],
      [
        set("app1.cloud.acmecorp.com.", "A", "10.20.1.10"),
        set("\\052.apps.cloud.acmecorp.com.", "A", "10.20.1.70"),
        set("*.apps.cloud.acmecorp.com.", "TXT", '"any of the apps"'),
        set("named.apps.cloud.acmecorp.com.", "TXT", '"not the wildcard"'),
        set("a.b.apps.cloud.acmecorp.com.", "A", "10.20.1.71"),
        set("wild.cloud.acmecorp.com.", "CNAME", "x.apps.cloud.acmecorp.com."),
        set("out.cloud.acmecorp.com.", "CNAME", "www.example.com."),
        set("inner.cloud.acmecorp.com.", "CNAME", "host.lab.cloud.acmecorp.com."),
        set("gone.cloud.acmecorp.com.", "CNAME", "nowhere.cloud.acmecorp.com."),
        set("ring.cloud.acmecorp.com.", "CNAME", "ring2.cloud.acmecorp.com."),
        set("ring2.cloud.acmecorp.com.", "CNAME", "ring.cloud.acmecorp.com."),
        set("mail.cloud.acmecorp.com.", "MX", "10 mx.acmecorp.com."),
        set("_ldap._tcp.cloud.acmecorp.com.", "SRV", "0 100 389 app1.cloud.acmecorp.com."),
        {
          name: "web.cloud.acmecorp.com.",
          type: "A",
          alias: { dnsName: "dualstack.internal-web-1.eu-west-1.elb.amazonaws.com.", zoneId: "ZELB" },
        },
        {
          name: "same.cloud.acmecorp.com.",
          type: "A",
          alias: { dnsName: "app1.cloud.acmecorp.com.", zoneId: "Z-cloud.acmecorp.com" },
        },
        {
          name: "lost.cloud.acmecorp.com.",
          type: "A",
          alias: { dnsName: "internal-no-2.eu-west-1.elb.amazonaws.com.", zoneId: "ZELB" },
        },
        { ...set("two.cloud.acmecorp.com.", "A", "10.20.1.2"), setIdentifier: "b" },
        { ...set("two.cloud.acmecorp.com.", "A", "10.20.1.1"), setIdentifier: "a" },
      ],
    ),
    zone("lab.cloud.acmecorp.com", ["hub"], [set("host.lab.cloud.acmecorp.com.", "A", "10.20.9.9")]),
    zone("20.10.in-addr.arpa", ["hub"], [set("10.1.20.10.in-addr.arpa.", "PTR", "app1.cloud.acmecorp.com.")]),
  ],
};
const data = resolverData(cloud, internet);

/** What comes back, in short: `rcode`, then `NAME TYPE VALUE` of every answer. */
function shown(vpcId: string | undefined, name: string, type: string): string[] {
  const { rcode, answers } = resolve(data, vpcId, name, type);
  return [rcode, ...answers.map((answer) => `${answer.name} ${answer.type} ${dataOf(answer)}`)];
}
const dataOf = (answer: Answer) => {
  const value = "data" in answer ? answer.data : "";
  return typeof value === "string" ? value : Array.isArray(value) ? value.join(" ") : JSON.stringify(value);
};

type Row = readonly [why: string, vpcId: string | undefined, name: string, type: string, expected: readonly string[]];
const rows: readonly Row[] = [
  [
    "a record of an associated zone",
    "hub",
    "app1.cloud.acmecorp.com",
    "A",
    ["NOERROR", "app1.cloud.acmecorp.com A 10.20.1.10"],
  ],
  [
    "the case of a question is kept",
    "hub",
    "ApP1.cloud.ACMEcorp.com",
    "A",
    ["NOERROR", "ApP1.cloud.ACMEcorp.com A 10.20.1.10"],
  ],
  ["a zone that is not associated is not seen", "plain", "app1.cloud.acmecorp.com", "A", ["NXDOMAIN"]],
  ["a name that is not there", "hub", "nobody.cloud.acmecorp.com", "A", ["NXDOMAIN"]],
  ["a type that is not there", "hub", "app1.cloud.acmecorp.com", "AAAA", ["NOERROR"]],
  ["an empty non-terminal", "hub", "_tcp.cloud.acmecorp.com", "SRV", ["NOERROR"]],
  ["a wildcard", "hub", "x.apps.cloud.acmecorp.com", "A", ["NOERROR", "x.apps.cloud.acmecorp.com A 10.20.1.70"]],
  [
    "a wildcard over several labels",
    "hub",
    "y.x.apps.cloud.acmecorp.com",
    "A",
    ["NOERROR", "y.x.apps.cloud.acmecorp.com A 10.20.1.70"],
  ],
  ["a wildcard's other type", "hub", "x.apps.cloud.acmecorp.com", "MX", ["NOERROR"]],
  ["a name that exists is not the wildcard's", "hub", "named.apps.cloud.acmecorp.com", "A", ["NOERROR"]],
  ["an empty non-terminal is not the wildcard's", "hub", "b.apps.cloud.acmecorp.com", "A", ["NOERROR"]],
  ["below a name that exists there is no wildcard", "hub", "x.named.apps.cloud.acmecorp.com", "A", ["NXDOMAIN"]],
  ["below an empty non-terminal there is no wildcard", "hub", "x.b.apps.cloud.acmecorp.com", "A", ["NXDOMAIN"]],
  ["the owner of a wildcard is no match for itself below", "hub", "apps.cloud.acmecorp.com", "A", ["NOERROR"]],
  [
    "a CNAME to a wildcard",
    "hub",
    "wild.cloud.acmecorp.com",
    "A",
    ["NOERROR", "wild.cloud.acmecorp.com CNAME x.apps.cloud.acmecorp.com", "x.apps.cloud.acmecorp.com A 10.20.1.70"],
  ],
  [
    "a CNAME that was asked for itself",
    "hub",
    "wild.cloud.acmecorp.com",
    "CNAME",
    ["NOERROR", "wild.cloud.acmecorp.com CNAME x.apps.cloud.acmecorp.com"],
  ],
  [
    "a CNAME to the internet",
    "hub",
    "out.cloud.acmecorp.com",
    "A",
    ["NOERROR", "out.cloud.acmecorp.com CNAME www.example.com", "www.example.com A 192.0.2.80"],
  ],
  [
    "a CNAME into another zone of the VPC",
    "hub",
    "inner.cloud.acmecorp.com",
    "A",
    [
      "NOERROR",
      "inner.cloud.acmecorp.com CNAME host.lab.cloud.acmecorp.com",
      "host.lab.cloud.acmecorp.com A 10.20.9.9",
    ],
  ],
  [
    "a CNAME into a zone that this VPC does not see",
    "spoke",
    "inner.cloud.acmecorp.com",
    "A",
    ["NXDOMAIN", "inner.cloud.acmecorp.com CNAME host.lab.cloud.acmecorp.com"],
  ],
  [
    "a CNAME to nothing",
    "hub",
    "gone.cloud.acmecorp.com",
    "A",
    ["NXDOMAIN", "gone.cloud.acmecorp.com CNAME nowhere.cloud.acmecorp.com"],
  ],
  ["a ring of CNAMEs", "hub", "ring.cloud.acmecorp.com", "A", ["SERVFAIL"]],
  ["the longest zone wins", "hub", "other.lab.cloud.acmecorp.com", "A", ["NXDOMAIN"]],
  [
    "an alias to a load balancer",
    "hub",
    "web.cloud.acmecorp.com",
    "A",
    ["NOERROR", "web.cloud.acmecorp.com A 10.20.1.80", "web.cloud.acmecorp.com A 10.20.2.80"],
  ],
  ["an alias has no other type", "hub", "web.cloud.acmecorp.com", "AAAA", ["NOERROR"]],
  [
    "an alias to a name of its zone",
    "hub",
    "same.cloud.acmecorp.com",
    "A",
    ["NOERROR", "same.cloud.acmecorp.com A 10.20.1.10"],
  ],
  ["an alias to what is gone", "hub", "lost.cloud.acmecorp.com", "A", ["NOERROR"]],
  [
    "of sets with identifiers the first",
    "hub",
    "two.cloud.acmecorp.com",
    "A",
    ["NOERROR", "two.cloud.acmecorp.com A 10.20.1.1"],
  ],
  [
    "MX",
    "hub",
    "mail.cloud.acmecorp.com",
    "MX",
    ["NOERROR", 'mail.cloud.acmecorp.com MX {"preference":10,"exchange":"mx.acmecorp.com"}'],
  ],
  [
    "SRV",
    "hub",
    "_ldap._tcp.cloud.acmecorp.com",
    "SRV",
    [
      "NOERROR",
      '_ldap._tcp.cloud.acmecorp.com SRV {"priority":0,"weight":100,"port":389,"target":"app1.cloud.acmecorp.com"}',
    ],
  ],
  [
    "PTR of a private reverse zone",
    "hub",
    "10.1.20.10.in-addr.arpa",
    "PTR",
    ["NOERROR", "10.1.20.10.in-addr.arpa PTR app1.cloud.acmecorp.com"],
  ],
  ["a private reverse zone hides what AWS would answer", "hub", "11.1.20.10.in-addr.arpa", "PTR", ["NXDOMAIN"]],
  [
    "AWS's own reverse name where there is no zone",
    "spoke",
    "11.1.20.10.in-addr.arpa",
    "PTR",
    ["NOERROR", "11.1.20.10.in-addr.arpa PTR ip-10-20-1-11.eu-west-1.compute.internal"],
  ],
  [
    "AWS's own name of an instance",
    "hub",
    "ip-10-20-1-10.eu-west-1.compute.internal",
    "A",
    ["NOERROR", "ip-10-20-1-10.eu-west-1.compute.internal A 10.20.1.10"],
  ],
  [
    "of a peer too",
    "hub",
    "ip-10-21-1-10.eu-west-1.compute.internal",
    "A",
    ["NOERROR", "ip-10-21-1-10.eu-west-1.compute.internal A 10.21.1.10"],
  ],
  ["but not of an address elsewhere", "hub", "ip-10-99-1-10.eu-west-1.compute.internal", "A", ["NXDOMAIN"]],
  ["private reverse names end in the VPC", "hub", "5.0.1.10.in-addr.arpa", "PTR", ["NXDOMAIN"]],
  [
    "a load balancer's own name",
    "plain",
    "internal-web-1.eu-west-1.elb.amazonaws.com",
    "A",
    [
      "NOERROR",
      "internal-web-1.eu-west-1.elb.amazonaws.com A 10.20.1.80",
      "internal-web-1.eu-west-1.elb.amazonaws.com A 10.20.2.80",
    ],
  ],
  [
    "a file system in a VPC with a mount target",
    "hub",
    "fs-1.efs.eu-west-1.amazonaws.com",
    "A",
    ["NOERROR", "fs-1.efs.eu-west-1.amazonaws.com A 10.20.1.90"],
  ],
  [
    "a file system by its zone",
    "hub",
    "eu-west-1b.fs-1.efs.eu-west-1.amazonaws.com",
    "A",
    ["NOERROR", "eu-west-1b.fs-1.efs.eu-west-1.amazonaws.com A 10.20.2.90"],
  ],
  ["a file system elsewhere", "spoke", "fs-1.efs.eu-west-1.amazonaws.com", "A", ["NXDOMAIN"]],
  ["a public name", "hub", "www.example.com", "A", ["NOERROR", "www.example.com A 192.0.2.80"]],
  ["the internet itself sees no private zone", undefined, "app1.cloud.acmecorp.com", "A", ["NXDOMAIN"]],
];

describe("a VPC's resolver", () => {
  for (const [why, vpcId, name, type, expected] of rows)
    it(`answers ${name} ${type} in ${vpcId ?? "the internet"}: ${why}`, () => {
      assert.deepEqual(shown(vpcId, name, type), expected);
    });

  it("gives the zone's SOA with an empty answer, with the shorter of its TTL and its minimum", () => {
    for (const name of ["nobody.cloud.acmecorp.com", "apps.cloud.acmecorp.com"]) {
      const { authorities } = resolve(data, "hub", name, "A");
      assert.deepEqual(
        authorities.map((one) => [one.type, one.name, "ttl" in one && one.ttl]),
        [["SOA", "cloud.acmecorp.com", 900]],
      );
    }
  });

  it("gives everybody the mount target of his own availability zone", () => {
    const near = (asker: string) =>
      resolve(data, "hub", "fs-1.efs.eu-west-1.amazonaws.com", "A", asker).answers.map((answer) => dataOf(answer));
    assert.deepEqual(near("10.20.1.53"), ["10.20.1.90"]);
    assert.deepEqual(near("10.20.2.53"), ["10.20.2.90"]);
  });

  it("tells which names were asked of the internet, and only those", () => {
    const asked = (name: string) => resolve(data, "hub", name, "A").askedOfInternet;
    assert.deepEqual(asked("out.cloud.acmecorp.com"), ["www.example.com A"]);
    assert.deepEqual(asked("db1.acmecorp.com"), ["db1.acmecorp.com A"]);
    for (const name of [
      "app1.cloud.acmecorp.com",
      "nobody.cloud.acmecorp.com",
      "5.0.1.10.in-addr.arpa",
      "fs-1.efs.eu-west-1.amazonaws.com",
    ])
      assert.deepEqual(asked(name), []);
  });

  it("without DNS host names in the VPC asks the internet for reverse names, as AWS does", () => {
    assert.deepEqual(resolve(data, "plain", "5.0.1.10.in-addr.arpa", "PTR").askedOfInternet, [
      "5.0.1.10.in-addr.arpa PTR",
    ]);
  });
});
