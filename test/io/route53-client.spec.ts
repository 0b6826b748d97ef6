import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { route53Client } from "../../components/io/route53-client";
import { route53ZoneStore } from "../../components/io/route53-zone-store";
import { TEST_CREDENTIALS, withEnvironment } from "../helpers/environment";
import { type Route53Server, route53Server } from "../helpers/route53-server";

describe("Access to Route 53", () => {
  withEnvironment({ ...TEST_CREDENTIALS, AWS_ENDPOINT_URL_STS: undefined, AWS_EC2_METADATA_DISABLED: "true" });
  let server: Route53Server;
  let folder: string;
  beforeEach(async () => {
    server = await route53Server();
    folder = await mkdtemp(join(tmpdir(), "hybrid-dns-"));
  });
  afterEach(async () => {
    await server.end();
    await rm(folder, { recursive: true });
  });
  const askWith = async (access: object) => {
    const zoneId = await server.makeZone("20.10.in-addr.arpa");
    const credentials = "They come from where the front end says";
    await route53ZoneStore({ endpoint: server.endpoint, ...access }, { credentials }).listRecordSets(zoneId);
  };

  it("takes the environment's credentials, and needs no region", async () => {
    await askWith({});
    assert.deepEqual(server.accessKeys, ["AKIDTEST"]);
    assert.equal(await (await route53Client({})).config.region(), "us-east-1");
    assert.equal(await (await route53Client({ region: "cn-north-1" })).config.region(), "cn-north-1");
  });

  it("takes a profile's credentials and region", async () => {
    const path = join(folder, "config");
    const profile =
      "[profile network]\naws_access_key_id = AKIDPROFILE\naws_secret_access_key = x\nregion = eu-central-1\n";
    await writeFile(path, profile);
    process.env["AWS_CONFIG_FILE"] = path;
    delete process.env["AWS_ACCESS_KEY_ID"];
    await askWith({ profile: "network" });
    assert.deepEqual(server.accessKeys, ["AKIDPROFILE"]);
    assert.equal(await (await route53Client({ profile: "network" })).config.region(), "eu-central-1");
  });

  it("assumes roles one after the other", async () => {
    const assumed: { key: string; role: string; session: string; externalId: string | null }[] = [];
    const sts: Server = createServer(async (request, response) => {
      const form = new URLSearchParams(await text(request));
      assumed.push({
        key: /Credential=([^/]+)/.exec(request.headers.authorization ?? "")![1]!,
        role: form.get("RoleArn")!,
        session: form.get("RoleSessionName")!,
        externalId: form.get("ExternalId"),
      });
      response.setHeader("content-type", "text/xml");
      response.end(
        `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>AKID${form.get("RoleArn")!.split("/")[1]}</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
      );
    });
    await new Promise<void>((resolve) => sts.listen(0, "127.0.0.1", resolve));
    process.env["AWS_ENDPOINT_URL_STS"] = `http://127.0.0.1:${(sts.address() as AddressInfo).port}`;
    try {
      const assumeRoles = [
        { roleArn: "arn:aws:iam::111111111111:role/first", externalId: "secret" },
        { roleArn: "arn:aws:iam::222222222222:role/second", sessionName: "network" },
      ];
      await askWith({ assumeRoles });
    } finally {
      sts.closeAllConnections();
      sts.close();
    }
    assert.deepEqual(assumed, [
      { key: "AKIDTEST", role: "arn:aws:iam::111111111111:role/first", session: "hybrid-dns", externalId: "secret" },
      { key: "AKIDfirst", role: "arn:aws:iam::222222222222:role/second", session: "network", externalId: null },
    ]);
    assert.deepEqual(server.accessKeys, ["AKIDsecond"]);
  });

  it("says in the words of the front end where credentials come from when there are none", async () => {
    delete process.env["AWS_ACCESS_KEY_ID"];
    await assert.rejects(askWith({}), /listing zone .*\. They come from where the front end says$/);
    assert.deepEqual(server.actions, []);
  });
});
