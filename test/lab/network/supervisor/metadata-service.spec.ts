import assert from "node:assert/strict";
import type { InstancePlan } from "../../../../lab/network/plan";
import { metadataService } from "../../../../lab/network/supervisor/metadata-service";

const asker = (instanceId: string, more: Partial<InstancePlan["instance"]> = {}): InstancePlan => ({
  instance: {
    instanceId,
    instanceType: "t3.micro",
    imageId: "ami-1",
    userData: "#!/bin/sh\necho hello\n",
    tags: { Name: "app1" },
    metadata: { enabled: true, tokensRequired: true, tagsEnabled: false },
    ...more,
  },
  vpcId: "vpc-1",
  region: "eu-west-1",
  availabilityZone: "eu-west-1a",
  address: "10.20.1.10",
  macAddress: "02:00:00:00:00:01",
  subnetId: "subnet-1",
  securityGroupNames: ["one", "two"],
});
const put = (headers: { [name: string]: string }) => ({ method: "PUT", url: "/latest/api/token", headers });
const get = (path: string, token?: string) => ({
  method: "GET",
  url: path,
  headers: token === undefined ? {} : { "x-aws-ec2-metadata-token": token },
});
const ttl = (seconds: number) => put({ "x-aws-ec2-metadata-token-ttl-seconds": String(seconds) });

const noCredentials = () => Promise.reject(new Error("there is no role"));

describe("instance metadata", () => {
  it("is given for a token only", async () => {
    const answer = metadataService(noCredentials);
    const one = asker("i-1");
    assert.equal((await answer(get("/latest/user-data"), one)).status, 401);
    const { body: token, status } = await answer(ttl(60), one);
    assert.equal(status, 200);
    assert.equal((await answer(get("/latest/user-data", token), one)).body, "#!/bin/sh\necho hello\n");
    assert.equal((await answer(get("/latest/meta-data/local-ipv4", token), one)).body, "10.20.1.10");
    assert.equal((await answer(get("/latest/meta-data/instance-id", token), one)).body, "i-1");
    assert.equal((await answer(get("/latest/meta-data/placement/", token), one)).body, "availability-zone\nregion");
    assert.equal((await answer(get("/latest/meta-data/nothing", token), one)).status, 404);
    assert.equal((await answer(get("/latest/meta-data/tags/instance/Name", token), one)).status, 404);
  });

  it("of one instance is not given for another's token, nor for an old one", async () => {
    let now = 0;
    const answer = metadataService(noCredentials, () => now);
    const { body: token } = await answer(ttl(60), asker("i-1"));
    assert.equal((await answer(get("/latest/user-data", token), asker("i-2"))).status, 401);
    now = 60_000;
    assert.equal((await answer(get("/latest/user-data", token), asker("i-1"))).status, 401);
  });

  it("gives no token for a bad time, over a proxy, or to a stranger", async () => {
    const answer = metadataService(noCredentials);
    for (const seconds of [0, 21_601, Number.NaN]) assert.equal((await answer(ttl(seconds), asker("i-1"))).status, 400);
    const proxied = put({ "x-aws-ec2-metadata-token-ttl-seconds": "60", "x-forwarded-for": "10.0.0.1" });
    assert.equal((await answer(proxied, asker("i-1"))).status, 403);
    assert.equal((await answer(ttl(60), undefined)).status, 404);
  });

  it("is given without a token where the instance allows it, and not at all where it is off", async () => {
    const metadata = { enabled: true, tokensRequired: false, tagsEnabled: true };
    const answer = metadataService(noCredentials);
    assert.equal((await answer(get("/latest/meta-data/tags/instance/Name"), asker("i-1", { metadata }))).body, "app1");
    assert.equal((await answer(ttl(60), asker("i-1", { metadata: { ...metadata, enabled: false } }))).status, 404);
  });

  it("has the role of the instance's profile with its credentials, and says why where there are none", async () => {
    const profile = { arn: "arn:aws:iam::123456789012:instance-profile/acme-hub", id: "AIPA1", role: "acme-hub" };
    const keys = { AccessKeyId: "ASIA1", SecretAccessKey: "s", Token: "t", Expiration: "2026-01-01T06:00:00Z" };
    const answer = metadataService(async (role, account) => {
      if (role !== "acme-hub" || account !== "123456789012") throw new Error(`there is no role ${role}`);
      return keys;
    });
    const one = asker("i-1", { profile });
    const { body: token } = await answer(ttl(60), one);
    const of = async (path: string, who = one) => answer(get(`/latest/meta-data/iam/${path}`, token), who);
    assert.equal((await of("security-credentials/")).body, "acme-hub");
    const given = JSON.parse((await of("security-credentials/acme-hub")).body) as { [key: string]: string };
    assert.deepEqual({ ...given, LastUpdated: "" }, { Code: "Success", LastUpdated: "", Type: "AWS-HMAC", ...keys });
    assert.match(
      (await of("info")).body,
      /"InstanceProfileArn": "arn:aws:iam::123456789012:instance-profile.acme-hub"/,
    );
    assert.equal((await of("security-credentials/another")).status, 404);
    assert.equal((await of("security-credentials/", asker("i-1"))).status, 404);
    const gone = await of("security-credentials/gone", asker("i-1", { profile: { ...profile, role: "gone" } }));
    assert.deepEqual([gone.status, gone.body], [500, "there is no role gone"]);
  });
});
