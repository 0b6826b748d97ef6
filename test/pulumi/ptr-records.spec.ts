import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { AwsAccessArgs, PtrRecordsArgs } from "../../components";
import { census, find, known, type ProgramOptions, runProgram } from "../helpers/pulumi-program";

const dynamicType = "pulumi-nodejs:dynamic/hybriddns:PtrRecords";

function corp(): PtrRecordsArgs {
  return {
    zoneIds: { "20.10.in-addr.arpa": pulumi.output(Promise.resolve("ZREVERSE")) },
    addressRecords: [{ name: "app1.cloud.acmecorp.com", addresses: [pulumi.output(Promise.resolve("10.20.1.10"))] }],
  };
}
const declare = (args: PtrRecordsArgs, options?: ProgramOptions) =>
  runProgram(({ PtrRecords }) => new PtrRecords("corp", args), options);

/** The access that the dynamic resource gets from a stack's configuration or from `access`. */
async function accessOf(args: PtrRecordsArgs, config: { [key: string]: string } = {}): Promise<unknown> {
  const { declared } = await declare(args, { config });
  return find(declared, dynamicType).inputs["access"];
}

function withProvider(args: PtrRecordsArgs) {
  return runProgram(({ PtrRecords }) => {
    class Provider extends pulumi.ProviderResource {}
    return new PtrRecords("corp", args, { provider: new Provider("aws", "ireland", {}) });
  });
}

describe("PtrRecords", () => {
  it("hands names, zones and policy to one dynamic resource", async () => {
    const { declared } = await declare({ ...corp(), prefer: ["app1.*"], adopt: ["10.20.1.10"] });
    assert.deepEqual(census(declared), ["hybrid-dns:index:PtrRecords corp", `${dynamicType} corp`]);
    const { __provider, ...inputs } = find(declared, dynamicType).inputs;
    assert.match(String(__provider), /hybrid-dns\/io\/ptr-records/);
    assert.deepEqual(inputs, {
      zoneIds: { "20.10.in-addr.arpa": "ZREVERSE" },
      addressRecords: [{ name: "app1.cloud.acmecorp.com", addresses: ["10.20.1.10"] }],
      policy: { prefer: ["app1.*"], adopt: ["10.20.1.10"] },
      access: { assumeRoles: [] },
    });
  });

  it("tells what was written and what was skipped", async () => {
    const outputs = () => ({ ptrRecords: { "10.1.20.10.in-addr.arpa": ["app1.cloud.acmecorp.com"] } });
    const { result } = await declare(corp(), { outputs });
    assert.deepEqual(await known(result.ptrRecords), { "10.1.20.10.in-addr.arpa": ["app1.cloud.acmecorp.com"] });
    assert.deepEqual(await known(result.skipped), {});
  });

  it("goes before the zones it writes to", async () => {
    const { declared } = await runProgram(({ PtrRecords, ReverseZones }) => {
      const zones = new ReverseZones("corp", { cidrBlocks: ["10.20.0.0/16"], vpcs: { main: { vpcId: "vpc-0111" } } });
      return new PtrRecords("corp", { ...corp(), zoneIds: zones.zoneIds });
    });
    const dependencies = find(declared, dynamicType).request.getDependenciesList();
    assert.ok(
      dependencies.some((urn) => urn.endsWith("Zone::corp-20.10.in-addr.arpa")),
      dependencies.join(),
    );
  });

  it("warns about each address without a PTR record", async () => {
    const skipped = { "app9.cloud.acmecorp.com": "192.0.2.7: no reverse zone covers it" };
    const { warnings } = await declare(corp(), { outputs: () => ({ skipped }) });
    assert.equal(warnings.filter((text) => text.includes("app9") && text.includes("(PTR_SKIPPED)")).length, 1);
  });

  describe("reaches Route 53", () => {
    it("as the stack's configuration says", async () => {
      assert.deepEqual(
        await accessOf(corp(), {
          "aws:region": "eu-west-1",
          "aws:profile": "network",
          "aws:endpoints": '[{"ec2":"http://127.0.0.1:1"},{"route53":"http://127.0.0.1:2"}]',
          "aws:assumeRoles": '[{"roleArn":"arn:aws:iam::1:role/dns","externalId":"x","durationSeconds":"1h"}]',
        }),
        {
          region: "eu-west-1",
          profile: "network",
          endpoint: "http://127.0.0.1:2",
          assumeRoles: [{ roleArn: "arn:aws:iam::1:role/dns", externalId: "x" }],
        },
      );
    });

    it("as the older form of the configuration says", async () => {
      const access = await accessOf(corp(), { "aws:assumeRole": '{"roleArn":"arn:aws:iam::1:role/dns"}' });
      assert.deepEqual(access, { assumeRoles: [{ roleArn: "arn:aws:iam::1:role/dns" }] });
    });

    it("as `access` says, and then not as the configuration says", async () => {
      const access = { region: "eu-west-2", endpoint: "http://127.0.0.1:3" };
      assert.deepEqual(await accessOf({ ...corp(), access }, { "aws:profile": "other" }), access);
    });

    it("as the arguments of either version of the provider say in `access`", async () => {
      const one = { roleArn: "arn:aws:iam::1:role/one" };
      const two = { roleArn: "arn:aws:iam::1:role/two", externalId: "x", durationSeconds: "1h" };
      const endpoints = [{ ec2: "http://127.0.0.1:1" }, { route53: "http://127.0.0.1:2" }];
      const taken = { roleArn: two.roleArn, externalId: "x" };
      const rows: [object, object][] = [
        [{ assumeRole: two }, { assumeRoles: [taken] }],
        [{ assumeRole: [one, two] }, { assumeRoles: [one, taken] }],
        [{ assumeRoles: [one], assumeRole: two }, { assumeRoles: [one, taken] }],
        [{ assumeRoles: pulumi.output([one, two]) }, { assumeRoles: [one, taken] }],
        [{ assumeRoles: [pulumi.output(one)] }, { assumeRoles: [one] }],
        [{ endpoints }, { endpoint: "http://127.0.0.1:2" }],
        [{ endpoints: pulumi.output(endpoints) }, { endpoint: "http://127.0.0.1:2" }],
        [{ endpoints, endpoint: "http://127.0.0.1:3" }, { endpoint: "http://127.0.0.1:3" }],
      ];
      for (const [stated, expected] of rows) {
        const access = { region: "eu-west-2", ...stated } as AwsAccessArgs;
        assert.deepEqual(await accessOf({ ...corp(), access }), { region: "eu-west-2", ...expected });
      }
    });

    it("with nothing of a provider's arguments that is not known here", async () => {
      const providerArguments = { region: "eu-west-2", skipMetadataApiCheck: true };
      assert.deepEqual(await accessOf({ ...corp(), access: providerArguments }), { region: "eu-west-2" });
    });
  });

  it("refuses a provider of its own without `access`, since it would write to another account", async () => {
    await assert.rejects(
      withProvider(corp()),
      /^ResourceError: access: corp has a provider of its own.*\(ACCESS_UNSTATED\)|ACCESS_UNSTATED/,
    );
    const { declared } = await withProvider({ ...corp(), access: { region: "eu-west-1" } });
    assert.equal(declared.filter(({ type }) => type === dynamicType).length, 1);
  });

  it("refuses in `access` what would be dropped, and another would write", async () => {
    const rows: [object, RegExp][] = [
      [{ assumeRoleWithWebIdentity: {} }, /access\.assumeRoleWithWebIdentity: .*AWS_ROLE_ARN.*ACCESS_NOT_TAKEN/],
      [{ sharedConfigFiles: ["x"] }, /access\.sharedConfigFiles: .*AWS_CONFIG_FILE.*\(ACCESS_NOT_TAKEN\)/],
      [{ sharedCredentialsFiles: ["x"] }, /access\.sharedCredentialsFiles: .*\(ACCESS_NOT_TAKEN\)/],
      [{ regoin: "eu-west-1" }, /access\.regoin: .*did you mean `region`\? \(UNKNOWN_ARGUMENT\)/],
      [{ colour: "red" }, /access\.colour: .*there are region, profile, assumeRoles.*\(UNKNOWN_ARGUMENT\)/],
      [{ assumeRole: "arn:aws:iam::1:role/dns" }, /access\.assumeRole: got a text, expected a map.*\(WRONG_TYPE\)/],
      [{ assumeRoles: [{}] }, /access\.assumeRoles\[0\]\.roleArn: is missing.*\(ARGUMENT_MISSING\)/],
    ];
    for (const [stated, problem] of rows) {
      const access = { region: "eu-west-1", ...stated } as AwsAccessArgs;
      await assert.rejects(declare({ ...corp(), access }), problem);
    }
    await assert.rejects(declare({ ...corp(), access: null as never }), /access: got nothing \(null\).*\(WRONG_TYPE\)/);
  });

  it("refuses a stack's configuration that says who one is in a way that it cannot follow", async () => {
    const config = {
      "aws:region": "eu-west-1",
      "aws:assumeRoleWithWebIdentity": '{"roleArn":"arn:aws:iam::1:role/dns"}',
    };
    await assert.rejects(declare(corp(), { config }), /aws:assumeRoleWithWebIdentity: .*\(ACCESS_NOT_TAKEN\)/);
    const access = { region: "eu-west-1" };
    assert.deepEqual(await accessOf({ ...corp(), access }, config), access);
  });

  it("refuses static keys, which would end in the state", async () => {
    const config = { "aws:accessKey": "AKIA", "aws:secretKey": "secret" };
    await assert.rejects(
      declare(corp(), { config }),
      /aws:accessKey: .*\(ACCESS_SECRET\)\naws:secretKey: .*\(ACCESS_SECRET\)/,
    );
    const access = { region: "eu-west-1", secretKey: "secret" } as AwsAccessArgs;
    await assert.rejects(declare({ ...corp(), access }), /access\.secretKey: .*\(ACCESS_SECRET\)/);
  });
});
