import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { ForwardersArgs } from "../../components";
import { readDesiredState } from "../../components/core/forwarder-objects";
import { type Declared, find, known, type ProgramOptions, runProgram } from "../helpers/pulumi-program";

const bucketObject = "aws:s3/bucketObjectv2:BucketObjectv2";
const group = "aws:autoscaling/group:Group";
const launchTemplate = "aws:ec2/launchTemplate:LaunchTemplate";
const networkInterface = "aws:ec2/networkInterface:NetworkInterface";

function corp(): ForwardersArgs {
  return {
    vpcId: "vpc-0111",
    forwarders: { a: { subnetId: "subnet-a", address: "10.20.1.53" }, b: { subnetId: "subnet-b" } },
    forwardZones: {
      "acmecorp.com": { resolvers: ["10.1.0.53", "10.2.0.53"] },
      "10.in-addr.arpa": { resolvers: ["10.1.0.53"] },
    },
    clientCidrBlocks: { headquarters: "10.0.0.0/14", cloud: "10.20.0.0/15", ipv6: "fd00:20::/48" },
  };
}
const declare = (args: ForwardersArgs, options?: ProgramOptions) =>
  runProgram(({ Forwarders }) => new Forwarders("corp", args), options);

describe("Forwarders", () => {
  it("keeps a given address on an interface of its own, and lets AWS pick the other one", async () => {
    const { declared } = await declare(corp());
    assert.deepEqual(find(declared, networkInterface, "corp-a").inputs["privateIps"], ["10.20.1.53"]);
    assert.ok(!("privateIps" in find(declared, networkInterface, "corp-b").inputs));
    assert.deepEqual(find(declared, launchTemplate, "corp-a").inputs["networkInterfaces"], [
      { deviceIndex: 0, networkInterfaceId: "corp-a-id", deleteOnTermination: "false" },
    ]);
  });

  it("keeps one instance on each interface, in the zone of its subnet", async () => {
    const call = (_: string, { id }: { [property: string]: unknown }) => ({ availabilityZone: `zone of ${id}` });
    const { declared } = await declare(corp(), { call });
    const {
      name,
      minSize,
      maxSize,
      desiredCapacity,
      availabilityZones,
      launchTemplate: template,
      ...rest
    } = find(declared, group, "corp-b").inputs;
    assert.deepEqual([minSize, maxSize, desiredCapacity], [1, 1, 1]);
    assert.deepEqual(availabilityZones, ["zone of subnet-b"]);
    assert.deepEqual(template, { id: "corp-b-id", version: "$Latest" });
    assert.equal(name, "corp-b-corp-b-id", "another interface is another group");
    assert.ok(!("vpcZoneIdentifiers" in rest));
    assert.deepEqual(rest["instanceMaintenancePolicy"], { minHealthyPercentage: 0, maxHealthyPercentage: 100 });
  });

  it("launches hardened instances, which end for ever when they power themselves off", async () => {
    const { declared } = await declare(corp());
    const { inputs } = find(declared, launchTemplate, "corp-b");
    assert.deepEqual(inputs["metadataOptions"], {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
    });
    assert.equal(inputs["instanceInitiatedShutdownBehavior"], "terminate");
    assert.equal(inputs["updateDefaultVersion"], true);
    assert.ok(!("keyName" in inputs));
    assert.deepEqual(inputs["tagSpecifications"], [
      { resourceType: "instance", tags: { Name: "corp-b", "hybrid-dns:software": "unbound" } },
      { resourceType: "volume", tags: { Name: "corp-b" } },
    ]);
  });

  it("lets instances do with their own bucket and their own metrics what they need, and nothing else", async () => {
    const { declared } = await declare(corp());
    const assumed = JSON.parse(String(find(declared, "aws:iam/role:Role", "corp").inputs["assumeRolePolicy"]));
    assert.deepEqual(assumed.Statement[0].Principal, { Service: "ec2.amazonaws.com" });
    const policy = JSON.parse(String(find(declared, "aws:iam/rolePolicy:RolePolicy").inputs["policy"]));
    assert.deepEqual(
      policy.Statement.map(({ Action, Resource }: { Action: string; Resource: string }) => [Action, Resource]),
      [
        ["s3:GetObject", ["desired.json", "configuration/*", "reports/*"].map((key) => `arn:aws:s3:::corp-id/${key}`)],
        ["s3:PutObject", "arn:aws:s3:::corp-id/reports/*"],
        ["cloudwatch:PutMetricData", "*"],
      ],
    );
    assert.deepEqual(policy.Statement[2].Condition, { StringEquals: { "cloudwatch:namespace": "HybridDNS" } });
  });

  it("has a bucket of its own, private, versioned, encrypted at rest and on the way", async () => {
    const { declared, result } = await declare(corp());
    const of = (type: string) => declared.find((each) => each.type === type)!.inputs;
    assert.equal(of("aws:s3/bucket:Bucket")["bucketPrefix"], "hybrid-dns-corp-");
    assert.deepEqual(of("aws:s3/bucketVersioning:BucketVersioning")["versioningConfiguration"], { status: "Enabled" });
    const { bucket: _, ...blocked } = of("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
    assert.deepEqual([...new Set(Object.values(blocked))], [true]);
    const [statement] = JSON.parse(String(of("aws:s3/bucketPolicy:BucketPolicy")["policy"])).Statement;
    assert.deepEqual([statement.Effect, statement.Condition], ["Deny", { Bool: { "aws:SecureTransport": "false" } }]);
    const { rules } = of("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration");
    assert.deepEqual((rules as { noncurrentVersionExpiration: unknown }[])[0]!.noncurrentVersionExpiration, {
      noncurrentDays: 90,
    });
    assert.equal(await known(result.configurationBucket), "corp-id");
  });

  it("puts the configuration under its hash, and after it what names it", async () => {
    const { declared } = await declare(corp(), {
      outputs: (type, name) => (type === networkInterface ? { privateIp: `10.20.2.${name.length}` } : {}),
    });
    const configuration = find(declared, bucketObject, "corp-configuration").inputs;
    const text = String(configuration["content"]);
    assert.match(text, /forward-addr: 10\.2\.0\.53/);
    for (const own of ["10.20.1.53/32", "10.20.2.6/32"]) assert.ok(text.includes(`access-control: ${own} allow`), own);
    const sha256 = createHash("sha256").update(text).digest("hex");
    assert.equal(configuration["key"], `configuration/${sha256}`);
    const pointer = find(declared, bucketObject, "corp-desired");
    assert.equal(pointer.inputs["key"], "desired.json");
    assert.deepEqual(readDesiredState(String(pointer.inputs["content"])), {
      version: 1,
      software: "unbound",
      configuration: { sha256, bytes: Buffer.byteLength(text) },
      imageId: "ami-0built",
      slots: [
        { key: "a", address: "10.20.1.53" },
        { key: "b", address: "10.20.2.6" },
      ],
      probes: readDesiredState(String(pointer.inputs["content"])).probes,
      queryLogGroup: undefined,
    });
    assert.ok(comesAfter(pointer, "corp-configuration"));
    for (const name of ["corp-a", "corp-b"]) assert.ok(comesAfter(find(declared, group, name), "corp-desired"), name);
  });

  it("replaces one group after the other, the old one first because its instance holds the interface", async () => {
    const { declared } = await declare(corp());
    const first = find(declared, group, "corp-a");
    assert.equal(first.request.getDeletebeforereplace(), true);
    assert.ok(comesAfter(find(declared, group, "corp-b"), "corp-a", "Group::"));
    assert.ok(!comesAfter(first, "corp-b", "Group::"));
  });

  it("lets exactly the known ranges ask, on UDP and TCP, and asks the resolvers", async () => {
    const { declared } = await declare(corp());
    const rules = declared.filter(({ type }) => type === "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    const shown = rules.map(({ inputs }) => {
      const { cidrIpv4, cidrIpv6, ipProtocol, fromPort, toPort } = inputs;
      return `${cidrIpv4 ?? cidrIpv6 ?? inputs["referencedSecurityGroupId"]} ${ipProtocol} ${fromPort}-${toPort}`;
    });
    assert.deepEqual(shown.sort(), [
      "10.0.0.0/14 tcp 53-53",
      "10.0.0.0/14 udp 53-53",
      "10.20.0.0/15 tcp 53-53",
      "10.20.0.0/15 udp 53-53",
      "corp-id tcp 53-53",
      "corp-id udp 53-53",
      "fd00:20::/48 tcp 53-53",
      "fd00:20::/48 udp 53-53",
    ]);
    assert.ok(!("ingress" in find(declared, "aws:ec2/securityGroup:SecurityGroup").inputs));
    const egress = declared.filter(({ type }) => type === "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
    assert.deepEqual(
      egress.map(
        ({ inputs }) => `${inputs["cidrIpv4"] ?? inputs["cidrIpv6"]} ${inputs["ipProtocol"]} ${inputs["toPort"]}`,
      ),
      ["0.0.0.0/0 tcp 53", "0.0.0.0/0 udp 53", "0.0.0.0/0 tcp 443", "::/0 tcp 53", "::/0 udp 53", "::/0 tcp 443"],
    );
  });

  it("starts them with where their bucket is, and the configuration as it is now", async () => {
    const { declared } = await declare(corp());
    const userData = userDataOf(find(declared, launchTemplate, "corp-a"));
    const [, settings] = /agent\.json <<'END OF HYBRID-DNS SETTINGS'\n(.*?)\nEND OF/s.exec(userData)!;
    assert.deepEqual(JSON.parse(settings!), {
      version: 1,
      bucket: "corp-id",
      region: "eu-west-1",
      forwarders: "corp",
      slot: "a",
      software: "unbound",
    });
    assert.ok(userData.includes(String(find(declared, bucketObject, "corp-configuration").inputs["content"])));
    const other = userDataOf(find(declared, launchTemplate, "corp-b"));
    assert.equal(other.replace('"slot": "b"', '"slot": "a"'), userData);
  });

  it("takes a configuration of any size: what does not fit into user data is in the bucket only", async () => {
    const names = Array.from({ length: 3000 }, (_, index) => [`z${index}.example`, { resolvers: ["10.1.0.53"] }]);
    const { declared } = await declare({ ...corp(), forwardZones: Object.fromEntries(names) });
    const userData = userDataOf(find(declared, launchTemplate, "corp-a"));
    assert.match(userData, /\nexec \/usr\/lib\/hybrid-dns\/configure < \/dev\/null\n$/);
    assert.ok(String(find(declared, bucketObject, "corp-configuration").inputs["content"]).includes("z2999.example."));
  });

  it("builds the image that they run from", async () => {
    const { declared, result } = await declare(corp());
    assert.equal(find(declared, launchTemplate, "corp-a").inputs["imageId"], "ami-0built");
    assert.equal(find(declared, "aws:imagebuilder/image:Image").name, "corp-image");
    assert.equal(await known(result.imageId), "ami-0built");
  });

  it("launches a given image of a given size without building one", async () => {
    const args = { ...corp(), backend: { unbound: { imageId: "ami-own", instanceType: "c7g.medium" } } };
    const { declared } = await declare(args);
    const { inputs } = find(declared, launchTemplate, "corp-a");
    assert.deepEqual([inputs["imageId"], inputs["instanceType"]], ["ami-own", "c7g.medium"]);
    assert.ok(!declared.some(({ type }) => type.includes("imagebuilder")));
    assert.match(String(find(declared, bucketObject, "corp-desired").inputs["content"]), /"imageId": "ami-own"/);
  });

  it("runs BIND in place of Unbound, and changes nothing else for it", async () => {
    const unbound = await declare(corp());
    const bind = await declare({ ...corp(), backend: { bind: {} } });
    const names = (declared: readonly Declared[]) => declared.map(({ type, name }) => `${type} ${name}`).sort();
    assert.deepEqual(names(bind.declared), names(unbound.declared));
    const { inputs } = find(bind.declared, bucketObject, "corp-configuration");
    assert.match(String(inputs["content"]), /^options \{/m);
    assert.match(userDataOf(find(bind.declared, launchTemplate, "corp-a")), /"software": "bind"/);
  });

  it("tells whom the description names when an alarm begins and ends", async () => {
    const topic = "arn:aws:sns:eu-west-1:123456789012:dns";
    const { declared } = await declare({ ...corp(), backend: { unbound: { alarmActions: [topic] } } });
    const alarms = declared.filter(({ type }) => type === "aws:cloudwatch/metricAlarm:MetricAlarm");
    assert.deepEqual(alarms.map(({ name }) => name).sort(), [
      "corp-a-without-holder",
      "corp-b-without-holder",
      "corp-configuration-rejected",
      "corp-none-healthy",
      "corp-packets-dropped",
      "corp-upstream-dead",
    ]);
    for (const { inputs } of alarms) {
      assert.deepEqual([inputs["alarmActions"], inputs["okActions"]], [[topic], [topic]]);
      const returned = (inputs["metricQueries"] as { returnData: boolean }[]).filter(({ returnData }) => returnData);
      assert.equal(returned.length, 1);
    }
    const { inputs } = find(declared, "aws:cloudwatch/metricAlarm:MetricAlarm", "corp-none-healthy");
    assert.equal(inputs["treatMissingData"], "breaching");
    assert.equal(
      (inputs["metricQueries"] as { expression: string }[])[0]!.expression,
      "MAX([FILL(slot1, 0), FILL(slot2, 0)])",
    );
  });

  it("asks AWS for an IPv6 address only where it is wanted", async () => {
    const args = corp();
    args.forwarders["a"]!.assignIpv6Address = true;
    const { declared } = await declare(args);
    assert.equal(find(declared, networkInterface, "corp-a").inputs["ipv6AddressCount"], 1);
    assert.ok(!("ipv6AddressCount" in find(declared, networkInterface, "corp-b").inputs));
  });

  it("tags everything that takes tags, and names it", async () => {
    const { declared } = await declare({ ...corp(), tags: { team: "network", Name: "not this" } });
    const taggable = declared.filter(({ type }) => type.startsWith("aws:") && !WITHOUT_TAGS.test(type));
    assert.ok(taggable.length > 10);
    for (const { type, name, inputs } of taggable) {
      const tags = type === group ? tagsOfGroup(inputs["tags"]) : (inputs["tags"] as { [key: string]: string });
      assert.equal(tags["team"], "network", `${type} ${name}`);
      assert.equal(tags["Name"], type.startsWith("aws:imagebuilder/") ? "corp-image" : name, type);
    }
  });

  it("takes tags that are known only later", async () => {
    const { declared } = await declare({ ...corp(), tags: Promise.resolve({ team: "network" }) });
    assert.deepEqual(tagsOfGroup(find(declared, group, "corp-a").inputs["tags"]), { team: "network", Name: "corp-a" });
  });
});

/** Settings of buckets, policies, dashboards; and objects, which take ten tags only. */
const WITHOUT_TAGS = /^aws:s3\/bucket[A-Z]|olicy|Dashboard/;

function tagsOfGroup(tags: unknown): { [key: string]: string } {
  return Object.fromEntries((tags as { key: string; value: string }[]).map(({ key, value }) => [key, value]));
}

function userDataOf({ inputs }: Declared): string {
  return Buffer.from(String(inputs["userData"]), "base64").toString();
}

function comesAfter({ request }: Declared, name: string, type = ""): boolean {
  return request.getDependenciesList().some((urn) => urn.endsWith(`::${name}`) && urn.includes(type));
}
