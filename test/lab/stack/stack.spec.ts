import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeVpcsCommand } from "@aws-sdk/client-ec2";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import { findPulumiCli } from "../../../lab/engine/pulumi-cli";
import { LabError } from "../../../lab/lab-error";
import { type LabStack, lockHolders, openStack, type StackOptions, stateFolder } from "../../../lab/stack";
import { region, withFront } from "../front/running-front";

const project = "stack-test";
const configuration = `# a comment that must stay\nconfig:\n    aws:region: ${region}\n    stack-test:network:\n        cidrBlock: 10.70.1.0/24\n`;

/** What the program below declares; the tests change it between operations, as a user edits a program. */
interface Declared {
  tags: { [key: string]: string };
  groupDescription: string;
}

describe("a stack of the lab", function () {
  this.timeout(120_000);
  const front = withFront();
  let folder: string;
  const logged: string[] = [];
  const declared: Declared = { tags: { Name: "a" }, groupDescription: "first" };

  before(function () {
    try {
      findPulumiCli();
    } catch (error) {
      console.log(`      skipped: ${(error as Error).message}`);
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), "hybrid-dns-stack-"));
    writeFileSync(join(folder, "Pulumi.lab.yaml"), configuration);
  });
  after(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const program = async () => {
    const network = new pulumi.Config().requireObject<{ cidrBlock: string }>("network");
    const vpc = new Vpc("main", { cidrBlock: "10.70.0.0/16", tags: declared.tags });
    const subnet = new Subnet("a", { vpcId: vpc.id, cidrBlock: network.cidrBlock });
    new SecurityGroup("group", { vpcId: vpc.id, description: declared.groupDescription });
    return {
      vpcId: vpc.id,
      cidrBlock: subnet.cidrBlock,
      list: ["a", { b: 1 }],
      password: pulumi.secret("secret text"),
    };
  };

  const open = (options: Partial<StackOptions> = {}): Promise<LabStack> =>
    openStack({
      folder: join(folder, "pulumi"),
      endpoint: front().front.endpoint,
      project,
      stack: "lab",
      program,
      configuration: join(folder, "Pulumi.lab.yaml"),
      log: (line) => logged.push(line),
      ...options,
    });

  async function vpcs(): Promise<readonly unknown[]> {
    const Filters = [{ Name: "cidr", Values: ["10.70.0.0/16"] }];
    return (await front().ec2.send(new DescribeVpcsCommand({ Filters }))).Vpcs ?? [];
  }

  const brief = (
    changes: readonly { operation: string; type: string; name: string; properties: readonly string[] }[],
  ) => changes.map(({ operation, type, name, properties }) => [operation, type, name, ...properties].join(" ")).sort();

  const everything = (operation: string) => [
    `${operation} aws:ec2/securityGroup:SecurityGroup group`,
    `${operation} aws:ec2/subnet:Subnet a`,
    `${operation} aws:ec2/vpc:Vpc main`,
  ];

  it("previews what it would make, and makes nothing", async () => {
    const stack = await open();
    assert.deepEqual(brief(await stack.preview()), everything("create"));
    assert.equal((await vpcs()).length, 0);
  });

  it("makes it and gives its outputs, secrets too", async () => {
    const { changes, outputs } = await (await open()).up();
    assert.deepEqual(brief(changes), everything("create"));
    assert.match(String(outputs.vpcId), /^vpc-/);
    assert.deepEqual(
      { ...outputs, vpcId: "" },
      {
        vpcId: "",
        cidrBlock: "10.70.1.0/24",
        list: ["a", { b: 1 }],
        password: "secret text",
      },
    );
    assert.equal((await vpcs()).length, 1);
    assert.equal(
      logged.some((line) => /pulumi-resource-aws from \$PATH|^debug/.test(line)),
      false,
      "no noise in the log",
    );
  });

  it("then previews nothing, and knows its outputs when opened again", async () => {
    const stack = await open();
    assert.deepEqual(await stack.preview(), []);
    assert.equal((await stack.outputs()).cidrBlock, "10.70.1.0/24");
  });

  it("previews exactly what a change of the program changes: in place and replaced", async () => {
    declared.tags = { Name: "b", owner: "dns" };
    declared.groupDescription = "second";
    const expected = [
      "replace aws:ec2/securityGroup:SecurityGroup group description",
      "update aws:ec2/vpc:Vpc main tags.Name tags.owner",
    ];
    const stack = await open();
    assert.deepEqual(brief(await stack.preview()), expected);
    assert.deepEqual(brief((await stack.up()).changes), expected);
    assert.deepEqual(await stack.preview(), []);
  });

  it("sees a value that was set by its path", async () => {
    const stack = await open();
    await stack.set("stack-test:network.cidrBlock", "10.70.2.0/24");
    assert.deepEqual(brief(await stack.preview()), ["replace aws:ec2/subnet:Subnet a cidrBlock"]);
  });

  it("starts from the configuration and the settings it is given, and never writes to that file", async () => {
    const stack = await open({ settings: { "stack-test:network.cidrBlock": "10.70.3.0/24" } });
    assert.deepEqual(brief(await stack.preview()), ["replace aws:ec2/subnet:Subnet a cidrBlock"]);
    assert.equal(readFileSync(join(folder, "Pulumi.lab.yaml"), "utf8"), configuration);
  });

  it("makes what has a provider of its own in that provider's region", async () => {
    const endpoints = [{ ec2: front().front.endpoint, sts: front().front.endpoint }];
    const abroad = async () => {
      const provider = new Provider("abroad", {
        region: "us-east-2",
        endpoints,
        skipMetadataApiCheck: true,
        skipCredentialsValidation: true,
        defaultTags: { tags: { owner: "dns" } },
      });
      const vpc = new Vpc("abroad", { cidrBlock: "10.71.0.0/16" }, { provider });
      return { arn: vpc.arn, tags: vpc.tagsAll };
    };
    const other = { program: abroad, stack: "abroad" };
    const { changes, outputs } = await (await open(other)).up();
    assert.deepEqual(brief(changes), ["create aws:ec2/vpc:Vpc abroad"]);
    assert.match(String(outputs.arn), /^arn:aws:ec2:us-east-2:/);
    assert.deepEqual(outputs.tags, { owner: "dns" });
    assert.deepEqual(await (await open(other)).preview(), []);
    assert.deepEqual(brief(await (await open(other)).destroy()), ["delete aws:ec2/vpc:Vpc abroad"]);
  });

  it("says in one clean text why a change was refused, and each message once", async () => {
    const overlapping = async () => {
      const vpc = new Vpc("main", { cidrBlock: "10.70.0.0/16", tags: declared.tags });
      new Subnet("a", { vpcId: vpc.id, cidrBlock: "10.99.1.0/24" });
      return {};
    };
    const error = await failureOf((await open({ program: overlapping })).up());
    assert.match(error, /^pulumi up failed:\naws:ec2\/subnet:Subnet a: .*InvalidSubnet\.Range/);
    assert.equal(error.split("InvalidSubnet.Range").length, 2, error);
    assert.doesNotMatch(error, /\n\s+at |node:|file:/);
  });

  it("shows what the program itself refuses without a stack trace", async () => {
    const refusing = async () => {
      const vpc = new Vpc("main", { cidrBlock: "10.70.0.0/16", tags: declared.tags });
      throw new pulumi.ResourceError("vpcs.hub: PREFIX_TOO_LONG", vpc, true);
    };
    const error = await failureOf((await open({ program: refusing })).preview());
    assert.equal(error.split("PREFIX_TOO_LONG").length, 2, error);
    assert.doesNotMatch(error, /\n\s+at |node:|file:/);
  });

  it("shows a bug of the program with its message", async () => {
    const broken = async () => {
      throw new TypeError("x is not iterable");
    };
    const error = await failureOf((await open({ program: broken })).preview());
    assert.equal(error.split("x is not iterable").length, 2, error);
    assert.doesNotMatch(error, /\n\s+at /);
  });

  it("removes the lock of an engine that is gone, and respects one that lives", async () => {
    const locks = join(stateFolder(join(folder, "pulumi")), ".pulumi/locks/organization", project, "lab");
    mkdirSync(locks, { recursive: true });
    const gone = spawn("true");
    await new Promise((resolve) => gone.once("exit", resolve));
    const lock = (pid: number | undefined) =>
      JSON.stringify({ pid, username: "x", hostname: hostname(), timestamp: "2026-01-01T00:00:00Z" });
    writeFileSync(join(locks, "gone.json"), lock(gone.pid));
    const stack = await open();
    assert.deepEqual(readdirSync(locks), []);
    await stack.preview();

    const engine = spawn("sleep", ["60"], { argv0: "pulumi" });
    try {
      writeFileSync(join(locks, "alive.json"), lock(engine.pid));
      assert.match(await failureOf((await open()).up()), /currently locked/);
      assert.deepEqual(readdirSync(locks), ["alive.json"]);
    } finally {
      engine.kill("SIGKILL");
      rmSync(join(locks, "alive.json"), { force: true });
    }
  });

  it("ends in order when it is aborted: no lock, no process of its own, and the next one goes on", async () => {
    const controller = new AbortController();
    const many = async () => {
      const vpc = new Vpc("main", { cidrBlock: "10.70.0.0/16", tags: declared.tags });
      for (let index = 0; index < 30; index++) {
        const subnet = new Subnet(`many-${index}`, { vpcId: vpc.id, cidrBlock: `10.70.${100 + index}.0/24` });
        if (index === 5) subnet.id.apply((id) => id !== undefined && !pulumi.runtime.isDryRun() && controller.abort());
      }
      return {};
    };
    const stack = await open({ program: many, signal: controller.signal });
    await assert.rejects(stack.up(), { name: "AbortError" });
    assert.deepEqual(lockHolders(stateFolder(join(folder, "pulumi")), project, "lab"), []);
    assert.deepEqual(processesOf(front().front.endpoint), []);
    await assert.rejects(stack.preview(), { name: "AbortError" });
    assert.deepEqual(await (await open({ program: many })).up().then(() => "done"), "done");
  });

  it("destroys everything", async () => {
    const stack = await open();
    const changes = await stack.destroy();
    assert.ok(changes.length > 30);
    assert.deepEqual(new Set(changes.map(({ operation }) => operation)), new Set(["delete"]));
    assert.equal((await vpcs()).length, 0);
    assert.deepEqual(await stack.destroy(), []);
    assert.deepEqual(processesOf(front().front.endpoint), []);
  });
});

async function failureOf(operation: Promise<unknown>): Promise<string> {
  const error = await operation.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof LabError, `expected a LabError, got ${error}`);
  return error.message;
}

/** Command lines of engines and providers that were started for an emulator. */
function processesOf(endpoint: string): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        const environment = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
        return environment.includes(`AWS_ENDPOINT_URL=${endpoint}`) ? [command] : [];
      } catch {
        return [];
      }
    });
}
