import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { HybridDnsArgs, VpcAssociationArgs } from "../../components";
import { hubAndSpoke } from "../helpers/example-descriptions";
import { census, type Declared, find, known, runProgram } from "../helpers/pulumi-program";

type ProviderClass = typeof import("@pulumi/aws/provider").Provider;

const associationType = "aws:route53/zoneAssociation:ZoneAssociation";
const authorizationType = "aws:route53/vpcAssociationAuthorization:VpcAssociationAuthorization";

/** Providers are made inside the program: before it there is no engine that takes them. */
const provider = (name: string, region?: string) => {
  const { Provider } = require("@pulumi/aws/provider") as { Provider: ProviderClass };
  return new Provider(name, region === undefined ? {} : { region });
};

/** Hub and spoke, a VPC of another account with its provider, and one that is left to its own stack. */
function threeAccounts(changes: Partial<HybridDnsArgs["vpcs"][string]> = {}): HybridDnsArgs {
  const args = hubAndSpoke();
  args.vpcs = {
    ...args.vpcs,
    production: {
      vpcId: "vpc-production",
      cidrBlocks: ["10.22.0.0/16"],
      accountId: "222222222222",
      provider: provider("production", "us-east-1"),
      ...changes,
    },
    development: {
      vpcId: "vpc-development",
      cidrBlocks: ["10.23.0.0/16"],
      accountId: "333333333333",
      dhcpOptions: { domainName: "cloud.acmecorp.com" },
    },
  };
  return args;
}

const declare = (args: () => HybridDnsArgs, opts?: () => pulumi.ComponentResourceOptions, preview = false) =>
  runProgram(({ HybridDns }) => new HybridDns("acme", args(), opts?.()), { preview });

const refusal = async (args: () => HybridDnsArgs) => {
  const { result, declared } = await runProgram(({ HybridDns }) => {
    try {
      return new HybridDns("acme", args());
    } catch (error) {
      return error;
    }
  });
  assert.equal(declared.filter(({ type }) => type.startsWith("aws:")).length, 0);
  return String(result);
};

/** The last part of a provider's reference: `urn:pulumi:test::network::pulumi:providers:aws::production::production-id`. */
const providerOf = ({ request }: Declared) => request.getProvider().split("::")[3];

const dependenciesOf = ({ request }: Declared) =>
  request.getDependenciesList().map((urn) => `${urn.split("::")[2]!.split("$").at(-1)} ${urn.split("::")[3]}`);

describe("HybridDns over several accounts", () => {
  it("authorises VPCs of other accounts, and makes the half of those that have a provider", async () => {
    const { declared } = await declare(threeAccounts);
    const zones = ["20.10.in-addr.arpa", "21.10.in-addr.arpa", "22.10.in-addr.arpa", "23.10.in-addr.arpa"];
    const all = [...zones, "cloud.acmecorp.com"];
    const named = (type: string) =>
      declared
        .filter((each) => each.type === type)
        .map(({ name }) => name)
        .sort();
    assert.deepEqual(
      named(authorizationType),
      all.flatMap((zone) => [`acme-${zone}-development`, `acme-${zone}-production`]),
    );
    assert.deepEqual(
      named(associationType),
      all.flatMap((zone) => [`acme-${zone}-production`, `acme-${zone}-spoke`]),
    );
  });

  it("makes each half by its account: the authorisation first, by the zone's", async () => {
    const { declared } = await declare(threeAccounts);
    const name = "acme-cloud.acmecorp.com-production";
    const vpc = { zoneId: "acme-cloud.acmecorp.com-id", vpcId: "vpc-production", vpcRegion: "us-east-1" };
    const authorization = find(declared, authorizationType, name);
    assert.deepEqual(authorization.inputs, vpc);
    assert.notEqual(providerOf(authorization), "production");
    const association = find(declared, associationType, name);
    assert.deepEqual(association.inputs, vpc);
    assert.equal(providerOf(association), "production");
    assert.ok(dependenciesOf(association).includes(`${authorizationType} ${name}`), dependenciesOf(association).join());
    const spoke = find(declared, associationType, "acme-cloud.acmecorp.com-spoke");
    assert.notEqual(providerOf(spoke), "production");
    assert.ok(!("vpcRegion" in spoke.inputs));
  });

  it("tells hosts their forwarders in the VPC's account, and not in one that is left to its stack", async () => {
    const { declared } = await declare(threeAccounts);
    for (const type of [
      "aws:ec2/vpcDhcpOptions:VpcDhcpOptions",
      "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation",
    ]) {
      assert.equal(providerOf(find(declared, type, "acme-production")), "production");
      assert.notEqual(providerOf(find(declared, type, "acme-hub")), "production");
      assert.equal(declared.filter((each) => each.type === type && each.name === "acme-development").length, 0);
    }
  });

  it("gives the whole arguments of the association that the other account's stack makes", async () => {
    const { result: dns, warnings } = await declare(threeAccounts);
    assert.deepEqual(Object.keys(dns.associations), ["development"]);
    assert.deepEqual(await known(dns.associations["development"]!), {
      vpcId: "vpc-development",
      zoneIds: Object.fromEntries(
        [
          "20.10.in-addr.arpa",
          "21.10.in-addr.arpa",
          "22.10.in-addr.arpa",
          "23.10.in-addr.arpa",
          "cloud.acmecorp.com",
        ].map((zone) => [zone, `acme-${zone}-id`]),
      ),
      domainNameServers: ["10.20.1.53", "10.20.2.53"],
      dhcpOptions: { domainName: "cloud.acmecorp.com" },
      ...(hubAndSpoke().tags !== undefined && { tags: hubAndSpoke().tags }),
    });
    assert.equal(warnings.filter((text) => text.includes("VPC_LEFT_TO_ITS_STACK")).length, 1, warnings.join("\n"));
  });

  it("tells no forwarders to a VPC that is not moved yet", async () => {
    const { result: dns } = await declare(() => {
      const args = threeAccounts();
      args.vpcs["development"]!.dhcpOptions = { enabled: false };
      return args;
    });
    const told = await known(dns.associations["development"]!);
    assert.deepEqual(
      Object.keys(told!)
        .filter((key) => key !== "tags")
        .sort(),
      ["vpcId", "zoneIds"],
    );
  });

  it("makes the forwarders of another region, and all that belongs to them, there", async () => {
    const twoRegions = () => {
      const args = hubAndSpoke();
      const forwarders = { a: { subnetId: "subnet-a", address: "10.60.1.53" }, b: { subnetId: "subnet-b" } };
      const cidrBlocks = ["10.60.0.0/16"];
      args.vpcs["spoke"]!.useForwardersOf = ["hub"];
      args.vpcs["america"] = {
        vpcId: "vpc-america",
        cidrBlocks,
        provider: provider("virginia", "us-east-1"),
        forwarders,
      };
      return { ...args, primaryVpc: "hub" };
    };
    const { declared } = await declare(twoRegions);
    const there = declared.filter((each) => providerOf(each) === "virginia");
    const many = /Rule$|MetricAlarm|aws:imagebuilder\/component|RolePolicyAttachment|aws:s3\/bucket[A-Z]/;
    assert.deepEqual(census(there.filter(({ type }) => !many.test(type))), [
      "aws:autoscaling/group:Group acme-america-a",
      "aws:autoscaling/group:Group acme-america-b",
      "aws:cloudwatch/dashboard:Dashboard acme-america",
      "aws:ec2/launchTemplate:LaunchTemplate acme-america-a",
      "aws:ec2/launchTemplate:LaunchTemplate acme-america-b",
      "aws:ec2/networkInterface:NetworkInterface acme-america-a",
      "aws:ec2/networkInterface:NetworkInterface acme-america-b",
      "aws:ec2/securityGroup:SecurityGroup acme-america",
      "aws:ec2/vpcDhcpOptions:VpcDhcpOptions acme-america",
      "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation acme-america",
      "aws:iam/instanceProfile:InstanceProfile acme-america",
      "aws:iam/instanceProfile:InstanceProfile acme-image-america",
      "aws:iam/role:Role acme-america",
      "aws:iam/role:Role acme-image-america",
      "aws:iam/rolePolicy:RolePolicy acme-america",
      "aws:imagebuilder/distributionConfiguration:DistributionConfiguration acme-image-america",
      "aws:imagebuilder/image:Image acme-image-america",
      "aws:imagebuilder/imagePipeline:ImagePipeline acme-image-america",
      "aws:imagebuilder/imageRecipe:ImageRecipe acme-image-america",
      "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration acme-image-america",
      "aws:route53/zoneAssociation:ZoneAssociation acme-20.10.in-addr.arpa-america",
      "aws:route53/zoneAssociation:ZoneAssociation acme-21.10.in-addr.arpa-america",
      "aws:route53/zoneAssociation:ZoneAssociation acme-60.10.in-addr.arpa-america",
      "aws:route53/zoneAssociation:ZoneAssociation acme-cloud.acmecorp.com-america",
      "aws:s3/bucket:Bucket acme-america",
    ]);
    assert.equal(declared.filter(({ type }) => type === authorizationType).length, 0);
    const association = find(declared, associationType, "acme-cloud.acmecorp.com-america");
    assert.equal(association.inputs["vpcRegion"], "us-east-1");
  });

  it("makes zones with a primary VPC of another region there, by its provider's region or the one that is said", async () => {
    const primary = (changes: object) => () => {
      const args = hubAndSpoke();
      Object.assign(args.vpcs["hub"]!, { provider: provider("virginia", "us-east-1") }, changes);
      return args;
    };
    const vpcsOf = async (changes: object) =>
      find((await declare(primary(changes))).declared, "aws:route53/zone:Zone", "acme-cloud.acmecorp.com").inputs[
        "vpcs"
      ];
    const { vpcId } = hubAndSpoke().vpcs["hub"]!;
    assert.deepEqual(await vpcsOf({}), [{ vpcId, vpcRegion: "us-east-1" }]);
    assert.deepEqual(await vpcsOf({ region: "us-east-2" }), [{ vpcId, vpcRegion: "us-east-2" }]);
  });

  it("leaves the region to AWS's resources where the provider states none", async () => {
    const regions = ["AWS_REGION", "AWS_DEFAULT_REGION"].map((name) => [name, process.env[name]] as const);
    for (const [name] of regions) delete process.env[name];
    try {
      const { declared } = await declare(() => threeAccounts({ provider: provider("production") }));
      const association = find(declared, associationType, "acme-cloud.acmecorp.com-production");
      assert.equal(association.inputs["vpcRegion"], undefined);
    } finally {
      for (const [name, value] of regions) if (value !== undefined) process.env[name] = value;
    }
  });

  it("adds only what belongs to an account that is added", async () => {
    const before = census((await declare(hubAndSpoke)).declared);
    const after = census((await declare(threeAccounts)).declared);
    assert.deepEqual(
      before.filter((each) => !after.includes(each)),
      [],
    );
  });

  it("refuses what cannot be made from here, before anything is registered below", async () => {
    const elsewhere = await refusal(() => {
      const args = threeAccounts();
      args.vpcs["development"]!.forwarders = { a: { subnetId: "subnet-a" } };
      return { ...args, primaryVpc: "production" };
    });
    assert.match(elsewhere, /vpcs\.development\.forwarders: .*\(FORWARDERS_ELSEWHERE\)/);
    assert.match(elsewhere, /primaryVpc: production belongs to 222222222222.*\(PRIMARY_VPC_ELSEWHERE\)/);
  });

  it("cannot give an option set back with a VPC's provider, and says how", async () => {
    const restoring = () => threeAccounts({ dhcpOptions: { restoreDhcpOptionsId: "dopt-0old" } });
    assert.match(
      await refusal(() => ({ ...restoring(), access: { region: "eu-west-1" } })),
      /vpcs\.production\.dhcpOptions\.restoreDhcpOptionsId: production has a provider of its own.*\(ACCESS_UNSTATED\)/,
    );
    const { declared } = await declare(() => {
      const args = restoring();
      args.vpcs["production"]!.dhcpOptions = { restoreDhcpOptionsId: "dopt-0old", enabled: false };
      return args;
    });
    assert.equal(declared.filter(({ name }) => name === "acme-production").length, 0);
  });

  it("is not asked for `access` because a VPC has a provider", async () => {
    const { declared } = await declare(threeAccounts);
    assert.equal(find(declared, "pulumi-nodejs:dynamic/hybriddns:PtrRecords").name, "acme");
  });
});

describe("PrivateZone and ReverseZones over several accounts", () => {
  const vpcs = () => ({
    main: { vpcId: "vpc-0111" },
    production: { vpcId: "vpc-0222", accountId: "222222222222", provider: provider("production", "us-east-1") },
    development: { vpcId: "vpc-0333", accountId: "333333333333", region: "eu-central-1" },
  });
  const expected = (name: string) => [
    `${authorizationType} ${name}-development`,
    `${authorizationType} ${name}-production`,
    `${associationType} ${name}-production`,
  ];
  const halves = (declared: readonly Declared[]) =>
    census(declared.filter(({ name }) => /-(production|development)$/.test(name)));

  it("do what HybridDns does", async () => {
    const { declared, warnings } = await runProgram(({ PrivateZone, ReverseZones }) => {
      new PrivateZone("lab", { zoneName: "lab.acmecorp.com", vpcs: vpcs(), primaryVpc: "main" });
      new ReverseZones("corp", { cidrBlocks: ["10.20.0.0/16"], vpcs: vpcs(), primaryVpc: "main" });
    });
    assert.deepEqual(halves(declared), [...expected("corp-20.10.in-addr.arpa"), ...expected("lab")].sort());
    const development = find(declared, authorizationType, "lab-development");
    assert.deepEqual(development.inputs, { zoneId: "lab-id", vpcId: "vpc-0333", vpcRegion: "eu-central-1" });
    assert.equal(warnings.filter((text) => text.includes("VPC_LEFT_TO_ITS_STACK")).length, 2);
  });
});

describe("VpcAssociation", () => {
  const args = (): VpcAssociationArgs => ({
    vpcId: "vpc-development",
    zoneIds: { "cloud.acmecorp.com": "ZCLOUD", "20.10.in-addr.arpa": "ZREVERSE" },
    domainNameServers: ["10.20.1.53", "10.20.2.53"],
    dhcpOptions: { domainName: "cloud.acmecorp.com" },
    tags: { team: "network" },
  });
  const join = (given: VpcAssociationArgs, opts?: () => pulumi.ComponentResourceOptions) =>
    runProgram(({ VpcAssociation }) => {
      try {
        return new VpcAssociation("acme", given, opts?.());
      } catch (error) {
        return error;
      }
    });

  it("associates each zone and tells the hosts their forwarders", async () => {
    const { declared } = await join(args());
    assert.deepEqual(census(declared), [
      "aws:ec2/vpcDhcpOptions:VpcDhcpOptions acme",
      "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation acme",
      "aws:route53/zoneAssociation:ZoneAssociation acme-20.10.in-addr.arpa",
      "aws:route53/zoneAssociation:ZoneAssociation acme-cloud.acmecorp.com",
      "hybrid-dns:index:DhcpOptions acme",
      "hybrid-dns:index:VpcAssociation acme",
    ]);
    const association = find(declared, associationType, "acme-cloud.acmecorp.com");
    assert.deepEqual(association.inputs, { zoneId: "ZCLOUD", vpcId: "vpc-development" });
    assert.equal(association.parentType, "hybrid-dns:index:VpcAssociation");
    assert.deepEqual(find(declared, "aws:ec2/vpcDhcpOptions:VpcDhcpOptions").inputs, {
      domainNameServers: ["10.20.1.53", "10.20.2.53"],
      domainName: "cloud.acmecorp.com",
      tags: { team: "network", Name: "acme" },
    });
  });

  it("takes what HybridDns gives, word for word", async () => {
    const { result: dns } = await declare(threeAccounts);
    const output = await known(dns.associations["development"]!);
    const { declared } = await join(output!);
    assert.equal(declared.filter(({ type }) => type === associationType).length, 5);
    assert.equal(declared.filter(({ type }) => type === "hybrid-dns:index:DhcpOptions").length, 1);
  });

  it("leaves the option set alone without forwarders", async () => {
    const { vpcId, zoneIds } = args();
    const { declared } = await join({ vpcId, zoneIds });
    assert.deepEqual(
      declared.filter(({ type }) => /Dhcp/.test(type)),
      [],
    );
  });

  it("is refused where nothing is joined, or the zones are known only after `up`", async () => {
    const { vpcId } = args();
    const nothing = undefined as unknown as VpcAssociationArgs;
    assert.match(String((await join(nothing)).result), /args: .*`associations` has no such VPC.*\(ARGUMENT_MISSING\)/);
    assert.match(String((await join({ vpcId })).result), /zoneIds: .*\(ARGUMENT_MISSING\)/);
    const later = pulumi.output({ "cloud.acmecorp.com": "ZCLOUD" }) as unknown as { [zoneName: string]: string };
    const { result, declared } = await join({ vpcId, zoneIds: later });
    assert.match(String(result), /zoneIds: .*getOutputDetails.*\(NOT_KNOWN_YET\)/);
    assert.deepEqual(census(declared), ["hybrid-dns:index:VpcAssociation acme"]);
  });

  it("needs `access` beside a provider of its own only to give an option set back", async () => {
    const restoring = { ...args(), dhcpOptions: { restoreDhcpOptionsId: "dopt-0old" } };
    const own = () => ({ provider: provider("development") });
    const refused = await join(restoring, own);
    assert.match(String(refused.result), /\(ACCESS_UNSTATED\)/);
    assert.deepEqual(census(refused.declared), [
      "hybrid-dns:index:VpcAssociation acme",
      "pulumi:providers:aws development",
    ]);
    const { declared } = await join({ ...restoring, access: { region: "eu-west-1" } }, own);
    assert.equal(declared.filter(({ type }) => type.includes("DhcpOptionsRestore")).length, 1);
    assert.equal(providerOf(find(declared, associationType, "acme-cloud.acmecorp.com")), "development");
    assert.equal((await join(args(), own)).declared.filter(({ type }) => type === associationType).length, 2);
  });
});
