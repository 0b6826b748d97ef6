import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { renderAgentUserData } from "../../components/core/agent-user-data";
import { type PlannedBootstrap, renderBootstrap } from "../../components/core/forwarder-bootstrap";
import { planForwarders } from "../../components/core/parts/forwarders-plan";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const files = [{ path: "files/etc/one", mode: 0o644, text: "$HOME `id` \\\n" }];
const rendered = (changes: Partial<PlannedBootstrap> = {}, more = files) =>
  renderBootstrap({ architecture: "arm64", ...changes }, { files: more, sha256 });

const planned = (bind: object) => {
  const { plan, problems } = planForwarders("corp", {
    vpcId: "vpc-0111",
    forwarders: { a: { subnetId: "subnet-0aaa" } },
    clientCidrBlocks: { headquarters: "10.0.0.0/14" },
    backend: { bind },
  });
  assert.deepEqual(problems, []);
  return plan!;
};

describe("Forwarders without an image", () => {
  it("begin with the newest official image for their architecture", () => {
    assert.equal(rendered().imageId, "resolve:ssm:/aws/service/debian/release/13/latest/arm64");
    assert.equal(
      rendered({ base: "ubuntu-26.04", architecture: "x86_64" }).imageId,
      "resolve:ssm:/aws/service/canonical/ubuntu/server/26.04/stable/current/amd64/hvm/ebs-gp3/ami-id",
    );
  });

  it("are others when a file or an option is another, and the same when nothing is", () => {
    assert.equal(rendered().madeBy, rendered().madeBy);
    assert.match(rendered().madeBy, /^bootstrap-[0-9a-f]{12}$/);
    assert.notEqual(rendered().madeBy, rendered({ securityUpdates: true }).madeBy);
    assert.notEqual(rendered().madeBy, rendered({}, [{ ...files[0]!, text: "" }]).madeBy);
    assert.equal(rendered().objectKey, `bootstrap/${sha256(rendered().script)}`);
  });

  it("are refused a file that would end before its end", () => {
    const text = "one\nEND OF HYBRID-DNS FILE\nreboot\n";
    assert.throws(() => rendered({}, [{ ...files[0]!, text }]), { code: "BAD_CONFIGURATION" });
  });

  it("are planned with the architecture of their type, and let out for packages", () => {
    const plan = planned({ instanceType: "c7i.large", bootstrap: { securityUpdates: true } });
    assert.deepEqual(plan.bootstrap, { securityUpdates: true, architecture: "x86_64" });
    assert.deepEqual([plan.image, plan.imageId], [undefined, undefined]);
    const http = plan.egressRules.filter(({ port }) => port === 80);
    assert.deepEqual(
      http.map(({ logicalName, cidrBlock }) => [logicalName, cidrBlock]),
      [
        ["corp-ipv4-http", "0.0.0.0/0"],
        ["corp-ipv6-http", "::/0"],
      ],
    );
  });

  it("have user data that EC2 takes, however long their configuration is", () => {
    const settings = {
      version: 1,
      bucket: "b".repeat(63),
      region: "ap-northeast-1",
      forwarders: "f".repeat(56),
      slot: "a",
      software: "bind",
      imageId: rendered().madeBy,
    } as const;
    for (const lines of [1, 300, 5_000]) {
      const text = renderAgentUserData(settings, "forward-addr: 10.1.0.53\n".repeat(lines), rendered());
      assert.ok(Buffer.byteLength(text) <= 16_384);
      assert.ok(!text.includes("${") && !text.includes("%{"));
    }
  });
});

describe("A query log", () => {
  it("is a log group of the forwarders, kept for a month unless another time is said", () => {
    assert.deepEqual(planned({ queryLogging: {} }).queryLogGroup, {
      name: "/hybrid-dns/corp/queries",
      retentionDays: 30,
    });
    assert.equal(planned({ queryLogging: { retentionDays: 365 } }).queryLogGroup?.retentionDays, 365);
  });

  it("has the servers log each question with its answer, and only then", () => {
    assert.equal(planned({ queryLogging: {} }).configuration.logsQueries, true);
    assert.ok(!("logsQueries" in planned({}).configuration));
  });
});
