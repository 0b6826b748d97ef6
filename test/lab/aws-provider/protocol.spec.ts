import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { createServer, type Server } from "node:net";
import { setTimeout } from "node:timers/promises";
import { unknownValue } from "../../../lab/aws-provider/property-values";
import { projectFolder } from "../../../set-up/paths";
import { launchProvider, type ProviderClient, startProvider } from "./provider-client";

// Nothing here reaches an emulator: nobody listens there.
const nowhere = "http://127.0.0.1:9";
const vpcType = "aws:ec2/vpc:Vpc";

describe("the offline provider's protocol", () => {
  let provider: ProviderClient;
  before(async () => {
    provider = await startProvider(nowhere, "eu-west-1");
  });
  after(() => provider.end());

  it("refuses a type that it does not know, by name, and says which it knows", async () => {
    const refused = provider.check("aws:dynamodb/table:Table", {});
    await assert.rejects(refused, /does not know aws:dynamodb\/table:Table; it knows .*aws:ec2\/vpc:Vpc/);
  });

  it("refuses a function that it does not know", async () => {
    await assert.rejects(
      provider.invoke("aws:s3/getBucket:getBucket", {}),
      /does not know the function aws:s3\/getBucket/,
    );
  });

  it("finds the type of a resource inside components", async () => {
    const { failures } = await provider.check(`hybrid-dns:index:HybridDns$${vpcType}`, { cidrBlock: "10.0.0.0/16" });
    assert.deepEqual(failures, []);
  });

  it("refuses an argument that it would not honour", async () => {
    const { failures } = await provider.check(vpcType, { cidrBlock: "10.0.0.0/16", ipv4IpamPoolId: "ipam-1" });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["ipv4IpamPoolId"],
    );
    assert.match(failures[0]?.reason ?? "", /does not honour ipv4IpamPoolId of aws:ec2\/vpc:Vpc; it knows .*cidrBlock/);
  });

  it("refuses a member of a block that it would not honour", async () => {
    const { failures } = await provider.check("aws:ec2/instance:Instance", {
      ami: "ami-1",
      instanceType: "t4g.small",
      rootBlockDevice: { encrypted: true, snapshotId: "snap-1" },
    });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["rootBlockDevice.snapshotId"],
    );
  });

  it("names every required argument that is missing", async () => {
    const { failures } = await provider.check("aws:route53/zoneAssociation:ZoneAssociation", {});
    assert.deepEqual(failures.map(({ property }) => property).sort(), ["vpcId", "zoneId"]);
  });

  it("takes an unknown value for a required argument, and keeps it unknown in a preview", async () => {
    const type = "aws:ec2/subnet:Subnet";
    const inputs = await provider.inputs(type, { vpcId: unknownValue, cidrBlock: "10.0.1.0/24" });
    const outputs = await provider.preview(type, inputs);
    assert.equal(outputs.vpcId, unknownValue);
    assert.equal(outputs.arn, unknownValue);
    assert.equal(outputs.availabilityZone, unknownValue);
    assert.equal(outputs.cidrBlock, "10.0.1.0/24");
    assert.equal(outputs.region, "eu-west-1");
  });

  it("treats a value that becomes unknown as changed", async () => {
    const type = "aws:ec2/subnet:Subnet";
    const old = await provider.inputs(type, { vpcId: "vpc-1", cidrBlock: "10.0.1.0/24" });
    const diff = await provider.diff(type, old, { ...old, vpcId: unknownValue });
    assert.deepEqual(diff.replacing, ["vpcId"]);
  });

  it("unwraps secrets", async () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "10.7.0.0/16" };
    const inputs = await provider.inputs(vpcType, { cidrBlock: secret });
    assert.equal(inputs.cidrBlock, "10.7.0.0/16");
  });

  it("names what has no name after its logical name, and keeps that name", async () => {
    const type = "aws:iam/instanceProfile:InstanceProfile";
    const first = await provider.inputs(type, {});
    assert.match(String(first.name), /^it-[0-9a-f]{7}$/);
    const second = await provider.inputs(type, { role: "r" }, first);
    assert.equal(second.name, first.name);
    assert.equal((await provider.diff(type, first, second)).deleteBeforeReplace, false);
  });

  it("deletes before it replaces what has a given name", async () => {
    const type = "aws:iam/role:Role";
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    const old = await provider.inputs(type, { name: "r", path: "/a/", assumeRolePolicy: policy });
    const diff = await provider.diff(type, old, { ...old, path: "/b/" });
    assert.deepEqual(diff.replacing, ["path"]);
    assert.equal(diff.deleteBeforeReplace, true);
  });

  it("merges default tags into tags, given ones first", async () => {
    const own = await launchProvider({ AWS_ENDPOINT_URL: nowhere });
    try {
      await own.configure({ region: "eu-west-1", defaultTags: JSON.stringify({ tags: { team: "net", env: "lab" } }) });
      const inputs = await own.inputs(vpcType, { cidrBlock: "10.0.0.0/16", tags: { env: "mine" } });
      assert.deepEqual(inputs.tags, { team: "net", env: "mine" });
      assert.deepEqual((await own.preview(vpcType, inputs)).tagsAll, { team: "net", env: "mine" });
    } finally {
      await own.end();
    }
  });

  it("checks its configuration", async () => {
    const failures = await provider.checkConfig({
      region: "eu-west-1",
      endpoints: "[{",
      s3UsePathStyle: "true",
      allowedAccountIds: "[]",
    });
    assert.deepEqual(failures.map(({ property }) => property).sort(), ["allowedAccountIds", "endpoints"]);
    assert.deepEqual(
      await provider.checkConfig({ skipMetadataApiCheck: "true", endpoints: '[{"ec2":"http://127.0.0.1:1"}]' }),
      [],
    );
  });

  it("talks to an emulator only", async () => {
    const own = await launchProvider({});
    try {
      await own.configure({ region: "eu-west-1" });
      const inputs = await own.inputs(vpcType, { cidrBlock: "10.0.0.0/16" });
      await assert.rejects(own.create(vpcType, inputs), /only talks to an emulator, and has no address for ec2/);
    } finally {
      await own.end();
    }
  });

  it("wants a region", async () => {
    const own = await launchProvider({ AWS_ENDPOINT_URL: nowhere });
    try {
      await assert.rejects(own.configure({}), /region: missing/);
    } finally {
      await own.end();
    }
  });

  it("uses the endpoints of its configuration, in the region of the resource", async () => {
    const seen: string[] = [];
    const server = await listen((text) => seen.push(text));
    const own = await launchProvider({ AWS_ENDPOINT_URL: nowhere });
    try {
      const { port } = server.address() as { port: number };
      const endpoints = JSON.stringify([{ ec2: `http://127.0.0.1:${port}` }]);
      await own.configure({ region: "eu-west-1", endpoints, maxRetries: "0", accessKey: "AKIAX", secretKey: "s" });
      const inputs = await own.inputs(vpcType, { cidrBlock: "10.0.0.0/16", region: "us-east-2" });
      await assert.rejects(own.create(vpcType, inputs));
      assert.match(seen.join(""), /Credential=AKIAX\/\d+\/us-east-2\/ec2\//);
    } finally {
      await own.end();
      server.close();
    }
  });

  it("uses the one copy of google-protobuf that @pulumi/pulumi uses", () => {
    const ours = require.resolve("google-protobuf");
    const theirs = require.resolve("google-protobuf", { paths: [require.resolve("@pulumi/pulumi/package.json")] });
    assert.equal(ours, theirs);
    assert.match(require("google-protobuf/package.json").version, /^3\.21\./);
  });
});

describe("the offline provider's process", () => {
  it("ends when the engine that started it is gone", async () => {
    // A shell stands in for the engine; it tells the provider's process id and is killed.
    const launcher = `${projectFolder}/lab/aws-provider/pulumi-resource-aws`;
    const engine = spawn("sh", ["-c", `'${launcher}' & echo $!; wait`], { stdio: ["ignore", "pipe", "inherit"] });
    const said = await new Promise<string>((resolve) => {
      let text = "";
      engine.stdout.on("data", (data) => {
        text += data;
        if (text.split("\n").length > 2) resolve(text);
      });
    });
    const pid = Number(said.split("\n")[0]);
    assert.ok(isAlive(pid), "the provider runs");
    engine.kill("SIGKILL");
    for (let waited = 0; isAlive(pid) && waited < 10_000; waited += 50) await setTimeout(50);
    assert.equal(isAlive(pid), false);
  });

  it("ends when the engine's port is closed already", async () => {
    const server = await listen(() => {});
    const { port } = server.address() as { port: number };
    server.close();
    const provider = await launchProvider({}, `127.0.0.1:${port}`);
    if (provider.process.exitCode === null) await new Promise((resolve) => provider.process.once("exit", resolve));
    assert.equal(provider.process.exitCode, 0);
    await provider.end();
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function listen(heard: (text: string) => void): Promise<Server> {
  const server = createServer((socket) => {
    socket.on("data", (data) => {
      heard(data.toString());
      socket.end("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    });
    socket.on("error", () => {});
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}
