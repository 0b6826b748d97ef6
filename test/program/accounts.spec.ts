import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { readConfiguration } from "../../program/configuration";
import { declareHybridDns } from "../../program/hybrid-dns-program";
import { handedOver, labConfiguration, readConfigurationFile } from "../helpers/configuration-file";
import { find, known, runProgram } from "../helpers/pulumi-program";

const production = "222222222222";
const associationType = "aws:route53/zoneAssociation:ZoneAssociation";
const authorizationType = "aws:route53/vpcAssociationAuthorization:VpcAssociationAuthorization";

type Vpcs = { [name: string]: { [argument: string]: unknown } };

const role = (accountId: string) => ({ roleArn: `arn:aws:iam::${accountId}:role/network` });

/** The file of the example, with other accounts, and arguments of VPCs changed. */
function file(accounts: unknown, changes: Vpcs = {}): { [key: string]: unknown } {
  const config = structuredClone(readConfigurationFile("examples/file-only/pulumi/Pulumi.production.yaml"));
  const { vpcs } = config["hybrid-dns:dns"] as { vpcs: Vpcs };
  for (const [name, changed] of Object.entries(changes)) vpcs[name] = { ...vpcs[name], ...changed };
  return { ...config, "hybrid-dns:accounts": accounts };
}

const problemsOf = (config: { [key: string]: unknown }) => {
  pulumi.runtime.setAllConfig(handedOver(config));
  return readConfiguration(new pulumi.Config("hybrid-dns")).problems ?? [];
};

const PRODUCTION = 'hybrid-dns:accounts["222222222222"]';
const forwarders = { a: { subnetId: "subnet-a" }, b: { subnetId: "subnet-b" } };

describe("`hybrid-dns:accounts`", () => {
  after(() => pulumi.runtime.setAllConfig({}));

  const WRONG: readonly (readonly [what: string, config: () => { [key: string]: unknown }, found: RegExp])[] = [
    ["a single value", () => file("222222222222"), /^WRONG_TYPE hybrid-dns:accounts: /],
    ["an account without role", () => file({ [production]: {} }), /^ARGUMENT_MISSING .*\["222222222222"\]\.roleArn: /],
    [
      "an argument that does not exist",
      () => file({ [production]: { ...role(production), regoin: "eu-west-1" } }),
      /^UNKNOWN_ARGUMENT .*regoin: .*did you mean `region`\?/,
    ],
    [
      "a key that is no account id",
      () => file({ [production]: role(production), "22222222222": role("22222222222") }),
      /^BAD_ACCOUNT_ID hybrid-dns:accounts\["22222222222"\]: got "22222222222", expected text of 12 digits.*in quotes/,
    ],
    [
      "an account that no VPC has",
      () => file({ [production]: role(production), "333333333333": role("333333333333") }),
      /^ACCOUNT_UNUSED hybrid-dns:accounts\["333333333333"\]: no VPC of hybrid-dns:dns has this `accountId`/,
    ],
    [
      "a role of another account",
      () => file({ [production]: role("333333333333") }),
      /^VALUE_NOT_ALLOWED .*roleArn: the role is one of 333333333333, expected one of 222222222222/,
    ],
    [
      "what is no role",
      () => file({ [production]: { roleArn: "network" } }),
      /^VALUE_NOT_ALLOWED .*roleArn: got "network", expected the ARN of a role/,
    ],
    [
      "a provider in the file",
      () => file({ [production]: role(production) }, { hub: { provider: "aws" } }),
      /^UNKNOWN_ARGUMENT hybrid-dns:dns\.vpcs\.hub\.provider: there is no such argument in a file; write `accountId`/,
    ],
    [
      "forwarders in an account without role",
      () => {
        const config = file(undefined, { production: { forwarders } });
        delete config["hybrid-dns:accounts"];
        Object.assign(config["hybrid-dns:dns"] as object, { primaryVpc: "hub" });
        return config;
      },
      /FORWARDERS_ELSEWHERE hybrid-dns:dns\.vpcs\.production\.forwarders: /,
    ],
    [
      "an account id that is a number",
      () => file({}, { production: { accountId: 222222222222 } }),
      /^BAD_ACCOUNT_ID hybrid-dns:dns\.vpcs\.production\.accountId: got 222222222222 as a number/,
    ],
    [
      "a VPC of another account that the demonstration network makes",
      () => {
        const config = labConfiguration();
        const { vpcs } = config["hybrid-dns:dns"] as { vpcs: Vpcs };
        Object.assign(vpcs["spoke"]!, { accountId: production });
        return { ...config, "hybrid-dns:accounts": { [production]: role(production) } };
      },
      /^VALUE_NOT_ALLOWED hybrid-dns:dns\.vpcs\.spoke\.accountId: the demonstration network makes this VPC/,
    ],
  ];
  for (const [what, config, found] of WRONG) {
    it(`is refused with ${what}`, () => {
      const problems = problemsOf(config()).map(({ code, path, message }) => `${code} ${path}: ${message}`);
      assert.ok(
        problems.some((problem) => found.test(problem)),
        problems.join("\n"),
      );
    });
  }

  it("has no problem where each account has its role, and forwarders may stand there", () => {
    assert.deepEqual(problemsOf(file({ [production]: role(production) })), []);
    const config = file({ [production]: role(production) }, { production: { forwarders } });
    Object.assign(config["hybrid-dns:dns"] as object, { primaryVpc: "hub" });
    assert.deepEqual(problemsOf(config), []);
  });

  it("is not needed: the VPC is then authorised only", () => {
    const config = file(undefined);
    delete config["hybrid-dns:accounts"];
    assert.deepEqual(problemsOf(config), []);
  });

  it("tells the path of what is wrong with an account", () => {
    const [problem] = problemsOf(file({ [production]: {} }));
    assert.equal(problem!.path, `${PRODUCTION}.roleArn`);
  });
});

describe("the root program over several accounts", () => {
  const run = (config: { [key: string]: unknown }) =>
    runProgram(() => declareHybridDns(), { config: handedOver(config) });

  it("makes a provider for each account, which makes the half of its VPCs", async () => {
    const accounts = { [production]: { ...role(production), region: "us-east-1" } };
    const endpoints = [{ route53: "http://127.0.0.1:1" }];
    const aws = { "aws:profile": "network", "aws:endpoints": endpoints, "aws:skipCredentialsValidation": "true" };
    const { declared, result } = await run({ ...file(accounts), ...aws });
    const { inputs } = find(declared, "pulumi:providers:aws");
    assert.deepEqual(
      [inputs["region"], inputs["profile"], JSON.parse(String(inputs["assumeRoles"]))],
      ["us-east-1", "network", [role(production)]],
    );
    assert.deepEqual(JSON.parse(String(inputs["endpoints"])), endpoints);
    assert.equal(String(inputs["skipCredentialsValidation"]), "true");
    const association = find(declared, associationType, "acme-cloud.acmecorp.com-production");
    assert.match(association.request.getProvider(), /::222222222222::/);
    assert.equal(association.inputs["vpcRegion"], "us-east-1");
    const authorization = find(declared, authorizationType, "acme-cloud.acmecorp.com-production");
    assert.doesNotMatch(authorization.request.getProvider(), /::222222222222::/);
    assert.deepEqual(result.associations, {});
  });

  it("takes the region of the stack where an account states none", async () => {
    const { declared } = await run(file({ [production]: role(production) }));
    assert.equal(find(declared, "pulumi:providers:aws").inputs["region"], "eu-west-1");
  });

  it("makes no provider without accounts, and gives the association of a VPC that is left to its stack", async () => {
    const config = file(undefined);
    delete config["hybrid-dns:accounts"];
    const { declared, result } = await run(config);
    assert.equal(declared.filter(({ type }) => type === "pulumi:providers:aws").length, 0);
    assert.equal(declared.filter(({ name }) => name === "acme-production").length, 0);
    const told = await known(result.associations["production"]!);
    assert.deepEqual(told?.domainNameServers, ["10.20.1.53", "10.20.2.53"]);
  });

  it("declares what the explained file says", async () => {
    const { declared, result } = await run(readConfigurationFile("Pulumi.production.example.yaml"));
    const { inputs } = find(declared, "pulumi:providers:aws");
    assert.equal(inputs["region"], "eu-central-1");
    assert.deepEqual(Object.keys(result.associations), ["research"]);
    const shop = find(declared, "aws:ec2/vpcDhcpOptions:VpcDhcpOptions", "acme-shop");
    assert.match(shop.request.getProvider(), /::222222222222::/);
  });
});
