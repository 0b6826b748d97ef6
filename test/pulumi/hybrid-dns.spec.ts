import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { HybridDnsArgs } from "../../components";
import { hubAndSpoke, oneVpc, turnedRound } from "../helpers/example-descriptions";
import { census, find, known, type ProgramOptions, runProgram } from "../helpers/pulumi-program";

const declare = (args: HybridDnsArgs, options?: ProgramOptions) =>
  runProgram(({ HybridDns }) => new HybridDns("acme", args), options);

describe("HybridDns", () => {
  it("declares the documented resources under the documented names for a hub and a spoke", async () => {
    const { declared } = await declare(hubAndSpoke());
    // How many documents the image takes follows from how long its files are.
    const documents = "aws:imagebuilder/component:Component";
    assert.deepEqual(census(declared.filter(({ type }) => type !== documents)), hubAndSpokeCensus);
  });

  it("puts each part below itself and each resource below its part", async () => {
    const { declared } = await declare(hubAndSpoke());
    const parents = new Map(declared.map(({ type, name, parentType }) => [`${type} ${name}`, parentType]));
    assert.equal(parents.get("hybrid-dns:index:Forwarders acme-hub"), "hybrid-dns:index:HybridDns");
    assert.equal(parents.get("aws:autoscaling/group:Group acme-hub-a"), "hybrid-dns:index:Forwarders");
    assert.equal(
      parents.get("aws:route53/record:Record acme-cloud.acmecorp.com-app1-A"),
      "hybrid-dns:index:PrivateZone",
    );
    assert.equal(parents.get("aws:route53/zone:Zone acme-21.10.in-addr.arpa"), "hybrid-dns:index:ReverseZones");
    assert.equal(parents.get("pulumi-nodejs:dynamic/hybriddns:PtrRecords acme"), "hybrid-dns:index:PtrRecords");
    assert.equal(parents.get("aws:ec2/vpcDhcpOptions:VpcDhcpOptions acme-spoke"), "hybrid-dns:index:DhcpOptions");
    const below = declared.filter(({ parentType }) => parentType === "").map(({ type }) => type);
    assert.deepEqual(below, ["hybrid-dns:index:HybridDns"]);
  });

  it("declares the same whatever the order of the description", async () => {
    const straight = await declare(hubAndSpoke());
    const turned = await declare(turnedRound(hubAndSpoke()));
    assert.notDeepEqual(Object.keys(turnedRound(hubAndSpoke()).vpcs), Object.keys(hubAndSpoke().vpcs));
    const sorted = (run: typeof straight) =>
      run.declared.map(({ type, name, inputs }) => ({ type, name, inputs })).sort((a, b) => order(a, b));
    assert.deepEqual(sorted(turned), sorted(straight));
  });

  it("adds only what belongs to a VPC that is added, though it sorts before all others", async () => {
    const before = census((await declare(hubAndSpoke())).declared);
    const args = hubAndSpoke();
    args.vpcs = { ...args.vpcs, apps: { vpcId: "vpc-apps", cidrBlocks: ["10.22.0.0/16"] } };
    const after = census((await declare(args)).declared);
    assert.deepEqual(
      before.filter((each) => !after.includes(each)),
      [],
    );
    assert.deepEqual(
      after.filter((each) => !before.includes(each)),
      [
        "aws:ec2/vpcDhcpOptions:VpcDhcpOptions acme-apps",
        "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation acme-apps",
        "aws:route53/zone:Zone acme-22.10.in-addr.arpa",
        "aws:route53/zoneAssociation:ZoneAssociation acme-20.10.in-addr.arpa-apps",
        "aws:route53/zoneAssociation:ZoneAssociation acme-21.10.in-addr.arpa-apps",
        "aws:route53/zoneAssociation:ZoneAssociation acme-22.10.in-addr.arpa-apps",
        "aws:route53/zoneAssociation:ZoneAssociation acme-22.10.in-addr.arpa-spoke",
        "aws:route53/zoneAssociation:ZoneAssociation acme-cloud.acmecorp.com-apps",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule acme-hub-apps-10.22.0.0-16-tcp",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule acme-hub-apps-10.22.0.0-16-udp",
        "hybrid-dns:index:DhcpOptions acme-apps",
      ],
    );
  });

  it("tells given addresses, and what sites configure from them, already in a preview", async () => {
    const { result: dns } = await declare(hubAndSpoke(), { preview: true });
    assert.deepEqual(await known(dns.forwarderAddresses["hub"]!), ["10.20.1.53", "10.20.2.53"]);
    const berlin = await known(dns.siteConfiguration["berlin"]!);
    assert.match(berlin!.bind, /10\.20\.1\.53/);
    assert.match(berlin!.unbound, /10\.20\.2\.53/);
    assert.match(berlin!.windows, /10\.20\.1\.53/);
  });

  it("gives addresses that AWS picks in address order, and not before they are known", async () => {
    const outputs = (type: string, name: string) =>
      type === "aws:ec2/networkInterface:NetworkInterface"
        ? { privateIp: name === "acme-main-a" ? "10.20.10.7" : "10.20.9.200" }
        : ({} as { [property: string]: unknown });
    const { result: dns } = await declare(oneVpc(), { outputs });
    assert.deepEqual(await known(dns.forwarderAddresses["main"]!), ["10.20.9.200", "10.20.10.7"]);
    const preview = await declare(oneVpc(), { preview: true });
    assert.equal(await known(preview.result.forwarderAddresses["main"]!), undefined);
  });

  it("lets hosts ask the forwarders only after these stand", async () => {
    const { declared } = await declare(hubAndSpoke());
    const { request, inputs } = find(declared, "hybrid-dns:index:DhcpOptions", "acme-spoke");
    const dependencies = request.getDependenciesList().map((urn) => urn.split("::").slice(-2).join(" "));
    assert.ok(
      dependencies.some((each) => each.endsWith("aws:autoscaling/group:Group acme-hub-b")),
      dependencies.join(),
    );
    assert.deepEqual(inputs, {});
    const options = find(declared, "aws:ec2/vpcDhcpOptions:VpcDhcpOptions", "acme-spoke");
    assert.deepEqual(options.inputs["domainNameServers"], ["10.20.1.53", "10.20.2.53"]);
  });

  it("gives the ids of all zones by name", async () => {
    const { result: dns } = await declare(hubAndSpoke());
    const ids = Object.entries(dns.zoneIds).map(async ([name, id]) => [name, await known(id)]);
    assert.deepEqual(Object.fromEntries(await Promise.all(ids)), {
      "20.10.in-addr.arpa": "acme-20.10.in-addr.arpa-id",
      "21.10.in-addr.arpa": "acme-21.10.in-addr.arpa-id",
      "cloud.acmecorp.com": "acme-cloud.acmecorp.com-id",
    });
  });

  it("hands all addresses and all zones to the PTR records", async () => {
    const { declared } = await declare(hubAndSpoke());
    const { inputs } = find(declared, "pulumi-nodejs:dynamic/hybriddns:PtrRecords");
    assert.deepEqual(inputs["zoneIds"], {
      "20.10.in-addr.arpa": "acme-20.10.in-addr.arpa-id",
      "21.10.in-addr.arpa": "acme-21.10.in-addr.arpa-id",
      "cloud.acmecorp.com": "acme-cloud.acmecorp.com-id",
    });
    assert.deepEqual(
      (inputs["addressRecords"] as { name: string; addresses: string[] }[]).map(({ name, addresses }) => ({
        name,
        addresses,
      })),
      [{ name: "app1.cloud.acmecorp.com", addresses: ["10.21.1.10"] }],
    );
  });

  it("uses zones that are there already, and joins only the VPCs that are missing", async () => {
    const args = hubAndSpoke();
    args.privateZones = { "cloud.acmecorp.com": { existing: { zoneId: "ZCLOUD", associatedVpcs: ["hub"] } } };
    args.reverseZones = {
      "20.10.in-addr.arpa": { existing: { zoneId: "ZREVERSE", associatedVpcs: ["hub", "spoke"] } },
    };
    const { declared, result: dns } = await declare(args);
    const zones = declared.filter(({ type }) => type === "aws:route53/zone:Zone").map(({ name }) => name);
    assert.deepEqual(zones, ["acme-21.10.in-addr.arpa"]);
    const joined = declared.filter(({ type }) => type.endsWith(":ZoneAssociation")).map(({ name }) => name);
    assert.deepEqual(joined.sort(), ["acme-21.10.in-addr.arpa-spoke", "acme-cloud.acmecorp.com-spoke"]);
    assert.equal(await known(dns.zoneIds["20.10.in-addr.arpa"]!), "ZREVERSE");
  });

  it("takes values that are known only after `up` wherever content and references stand", async () => {
    const later = <Value>(value: Value) => pulumi.output(Promise.resolve(value));
    const args = hubAndSpoke();
    args.vpcs["hub"]!.vpcId = later("vpc-later");
    args.vpcs["hub"]!.allocatedCidrBlocks = { ipv6: { cidrBlock: later("2a05:d018::/56") } };
    args.sites!["berlin"]!.resolvers = later(["10.50.0.53"]);
    args.privateZones!["cloud.acmecorp.com"]!.records = { app1: { a: [later("10.21.1.99")] } };
    args.tags = later({ team: "later" });
    const { declared } = await declare(args);
    const group = find(declared, "aws:ec2/securityGroup:SecurityGroup");
    assert.equal(group.inputs["vpcId"], "vpc-later");
    assert.deepEqual(group.inputs["tags"], { team: "later", Name: "acme-hub" });
    const record = find(declared, "aws:route53/record:Record", "acme-cloud.acmecorp.com-app1-A");
    assert.deepEqual(record.inputs["records"], ["10.21.1.99"]);
    const ipv6 = declared.filter(({ inputs }) => inputs["cidrIpv6"] === "2a05:d018::/56");
    assert.equal(ipv6.length, 2);
    assert.ok(ipv6.every(({ inputs }) => !("cidrIpv4" in inputs)));
    const configuration = find(declared, "aws:s3/bucketObjectv2:BucketObjectv2", "acme-hub-configuration");
    assert.match(String(configuration.inputs["content"]), /10\.50\.0\.53/);
  });

  it("refuses a bad description with one error that holds every problem, before anything is registered below", async () => {
    const args = hubAndSpoke();
    args.vpcs["spoke"]!.cidrBlocks = ["10.20.128.0/17"];
    args.sites!["berlin"]!.zones = ["acmecorp.com"];
    const { result: error, declared } = await runProgram(({ HybridDns }) => {
      try {
        return new HybridDns("acme", args);
      } catch (error) {
        return error;
      }
    });
    assert.ok(pulumi.ResourceError.isInstance(error), String(error));
    assert.equal(error.hideStack, true);
    const lines = error.message.split("\n");
    for (const code of ["RANGES_OVERLAP", "ZONE_CLAIMED_TWICE"]) {
      assert.ok(
        lines.some((line) => /^[a-z][^ ]*: .+ \([A-Z_]+\)$/.test(line) && line.endsWith(`(${code})`)),
        error.message,
      );
    }
    assert.deepEqual(census(declared), ["hybrid-dns:index:HybridDns acme"]);
  });

  it("needs `access` beside a provider of its own, unless there are no PTR records", async () => {
    const declareWithProvider = (args: HybridDnsArgs) =>
      runProgram(({ HybridDns }) => {
        class Provider extends pulumi.ProviderResource {}
        const provider = new Provider("aws", "ireland", {});
        try {
          return new HybridDns("acme", args, { provider });
        } catch (error) {
          return error;
        }
      });
    const refused = await declareWithProvider(hubAndSpoke());
    assert.match(String(refused.result), /access: acme has a provider of its own.*\(ACCESS_UNSTATED\)$/);
    assert.equal(refused.declared.filter(({ type }) => type.startsWith("aws:")).length, 0);

    const stated = await declareWithProvider({ ...hubAndSpoke(), access: { region: "eu-west-1" } });
    const ptr = find(stated.declared, "pulumi-nodejs:dynamic/hybriddns:PtrRecords");
    assert.deepEqual(ptr.inputs["access"], { region: "eu-west-1" });
    assert.match(
      find(stated.declared, "aws:iam/role:Role", "acme-hub").request.getProvider(),
      /providers:aws::ireland/,
    );

    const without = await declareWithProvider({ ...hubAndSpoke(), ptrRecords: { enabled: false } });
    assert.equal(without.declared.filter(({ type }) => type.includes("PtrRecords")).length, 0);
    assert.ok(find(without.declared, "aws:iam/role:Role", "acme-hub"));
  });

  it("shows a notice once", async () => {
    const args = oneVpc();
    args.vpcs["main"]!.forwarders = { a: { subnetId: "subnet-0aaa" } };
    const { warnings } = await declare(args);
    assert.equal(warnings.filter((text) => text.includes("FORWARDER_ALONE")).length, 1, warnings.join("\n"));
  });

  it("shows an address without reverse zone once, though planning and `up` both find it", async () => {
    const args = oneVpc();
    args.privateZones!["cloud.acmecorp.com"]!.records!["far"] = { a: ["192.0.2.7"] };
    const skipped = {
      "far.cloud.acmecorp.com": "192.0.2.7: no reverse zone covers it",
      "later.cloud.acmecorp.com": "192.0.2.8: no reverse zone covers it; 192.0.2.9: no reverse zone covers it",
      "left.cloud.acmecorp.com": "10.20.1.9: excluded",
    };
    const { warnings } = await declare(args, { outputs: (type) => (type.includes("dynamic/") ? { skipped } : {}) });
    const about = warnings.filter((text) => text.includes("(PTR_SKIPPED)")).map((text) => text.split(": ").at(-2));
    assert.deepEqual(about.map((text) => /\S+ \S+$/.exec(text!)![0]).sort(), [
      "far.cloud.acmecorp.com 192.0.2.7",
      "later.cloud.acmecorp.com 192.0.2.8",
      "later.cloud.acmecorp.com 192.0.2.9",
    ]);
  });

  it("keeps the caller's options", async () => {
    const { declared } = await runProgram(
      ({ HybridDns }) => new HybridDns("acme", oneVpc(), { aliases: [{ name: "old" }] }),
    );
    const [alias] = find(declared, "hybrid-dns:index:HybridDns").request.getAliasesList();
    assert.equal(alias?.getSpec()?.getName(), "old");
  });

  it("says what is missing where a program without types gives no arguments", async () => {
    for (const nothing of [undefined, null]) {
      await assert.rejects(declare(nothing as never), /vpcs: is missing; .*\(ARGUMENT_MISSING\)/);
    }
  });
});

function order(left: { type: string; name: string }, right: { type: string; name: string }): number {
  return `${left.type} ${left.name}` < `${right.type} ${right.name}` ? -1 : 1;
}

const hubAndSpokeCensus = [
  "aws:autoscaling/group:Group acme-hub-a",
  "aws:autoscaling/group:Group acme-hub-b",
  "aws:cloudwatch/dashboard:Dashboard acme-hub",
  "aws:cloudwatch/metricAlarm:MetricAlarm acme-hub-a-without-holder",
  "aws:cloudwatch/metricAlarm:MetricAlarm acme-hub-b-without-holder",
  "aws:cloudwatch/metricAlarm:MetricAlarm acme-hub-configuration-rejected",
  "aws:cloudwatch/metricAlarm:MetricAlarm acme-hub-none-healthy",
  "aws:cloudwatch/metricAlarm:MetricAlarm acme-hub-packets-dropped",
  "aws:cloudwatch/metricAlarm:MetricAlarm acme-hub-upstream-dead",
  "aws:ec2/launchTemplate:LaunchTemplate acme-hub-a",
  "aws:ec2/launchTemplate:LaunchTemplate acme-hub-b",
  "aws:ec2/networkInterface:NetworkInterface acme-hub-a",
  "aws:ec2/networkInterface:NetworkInterface acme-hub-b",
  "aws:ec2/securityGroup:SecurityGroup acme-hub",
  "aws:ec2/vpcDhcpOptions:VpcDhcpOptions acme-hub",
  "aws:ec2/vpcDhcpOptions:VpcDhcpOptions acme-spoke",
  "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation acme-hub",
  "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation acme-spoke",
  "aws:iam/instanceProfile:InstanceProfile acme-hub",
  "aws:iam/instanceProfile:InstanceProfile acme-image",
  "aws:iam/role:Role acme-hub",
  "aws:iam/role:Role acme-image",
  "aws:iam/rolePolicy:RolePolicy acme-hub",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment acme-image-image-builder",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment acme-image-ssm",
  "aws:imagebuilder/distributionConfiguration:DistributionConfiguration acme-image",
  "aws:imagebuilder/image:Image acme-image",
  "aws:imagebuilder/imagePipeline:ImagePipeline acme-image",
  "aws:imagebuilder/imageRecipe:ImageRecipe acme-image",
  "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration acme-image",
  "aws:route53/record:Record acme-cloud.acmecorp.com-app1-A",
  "aws:route53/record:Record acme-cloud.acmecorp.com-mail-CNAME",
  "aws:route53/record:Record acme-cloud.acmecorp.com-web-A",
  "aws:route53/zone:Zone acme-20.10.in-addr.arpa",
  "aws:route53/zone:Zone acme-21.10.in-addr.arpa",
  "aws:route53/zone:Zone acme-cloud.acmecorp.com",
  "aws:route53/zoneAssociation:ZoneAssociation acme-20.10.in-addr.arpa-spoke",
  "aws:route53/zoneAssociation:ZoneAssociation acme-21.10.in-addr.arpa-spoke",
  "aws:route53/zoneAssociation:ZoneAssociation acme-cloud.acmecorp.com-spoke",
  "aws:s3/bucket:Bucket acme-hub",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration acme-hub",
  "aws:s3/bucketObjectv2:BucketObjectv2 acme-hub-configuration",
  "aws:s3/bucketObjectv2:BucketObjectv2 acme-hub-desired",
  "aws:s3/bucketPolicy:BucketPolicy acme-hub",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock acme-hub",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration acme-hub",
  "aws:s3/bucketVersioning:BucketVersioning acme-hub",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule acme-hub-ipv4-https",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule acme-hub-ipv4-tcp",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule acme-hub-ipv4-udp",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule acme-hub-ipv6-https",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule acme-hub-ipv6-tcp",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule acme-hub-ipv6-udp",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule acme-hub-berlin-10.50.0.0-16-tcp",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule acme-hub-berlin-10.50.0.0-16-udp",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule acme-hub-headquarters-10.0.0.0-8-tcp",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule acme-hub-headquarters-10.0.0.0-8-udp",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule acme-hub-hub-10.20.0.0-16-tcp",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule acme-hub-hub-10.20.0.0-16-udp",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule acme-hub-spoke-10.21.0.0-16-tcp",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule acme-hub-spoke-10.21.0.0-16-udp",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule acme-hub-tcp-peers",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule acme-hub-udp-peers",
  "hybrid-dns:index:DhcpOptions acme-hub",
  "hybrid-dns:index:DhcpOptions acme-spoke",
  "hybrid-dns:index:ForwarderImage acme-image",
  "hybrid-dns:index:Forwarders acme-hub",
  "hybrid-dns:index:HybridDns acme",
  "hybrid-dns:index:PrivateZone acme-cloud.acmecorp.com",
  "hybrid-dns:index:PtrRecords acme",
  "hybrid-dns:index:ReverseZones acme",
  "pulumi-nodejs:dynamic/hybriddns:PtrRecords acme",
];
