import assert from "node:assert/strict";
import { projectFolder } from "../../set-up/paths";
import { labConfiguration, readConfigurationFile } from "../helpers/configuration-file";
import { type ProgramResult, runAsLanguageHost } from "../helpers/hosted-program";
import { UNKNOWN } from "../helpers/monitor";

const invoke = () => ({ id: "ami-0a1b2c3d4e5f60718" });
const errorsOf = ({ messages }: ProgramResult) => messages.filter(({ severity }) => severity === "error");

describe("the root project, started as Pulumi's Node language host starts it", function () {
  this.timeout(200_000);

  it("declares the lab environment and its outputs", async () => {
    const result = await runAsLanguageHost({ folder: projectFolder, config: labConfiguration(), invoke });
    assert.equal(result.exitCode, 0, result.text);
    assert.deepEqual(errorsOf(result), []);
    const named = result.resources.map(({ type, name }) => `${type} ${name}`);
    for (const expected of [
      "hybrid-dns:program:DemonstrationNetwork acme-demonstration",
      "hybrid-dns:index:HybridDns acme",
      "hybrid-dns:index:Forwarders acme-hub",
      "aws:autoscaling/group:Group acme-hub-a",
      "aws:route53/zone:Zone acme-cloud.acmecorp.com",
      "aws:route53/zone:Zone acme-20.10.in-addr.arpa",
      "aws:route53/record:Record acme-cloud.acmecorp.com-app1-A",
      "pulumi-nodejs:dynamic/hybriddns:PtrRecords acme",
      "aws:ec2/vpcDhcpOptions:VpcDhcpOptions acme-spoke",
    ]) {
      assert.ok(named.includes(expected), `${expected} is missing in\n${named.join("\n")}`);
    }
    assert.deepEqual(result.outputs["forwarders"], { hub: ["10.20.1.53", "10.20.2.53"] });
    const sites = result.outputs["siteConfiguration"] as { headquarters: { bind: string } };
    assert.match(sites.headquarters.bind, /cloud\.acmecorp\.com/);
    assert.deepEqual(result.outputs["zoneIds"], {
      "20.10.in-addr.arpa": UNKNOWN,
      "21.10.in-addr.arpa": UNKNOWN,
      "cloud.acmecorp.com": UNKNOWN,
    });
    assert.ok("ptrRecords" in result.outputs);
    assert.ok("demonstration" in result.outputs);
  });

  it("declares the example of a real environment", async () => {
    const config = readConfigurationFile("Pulumi.production.example.yaml");
    const result = await runAsLanguageHost({ folder: projectFolder, stack: "production", config, invoke });
    assert.equal(result.exitCode, 0, result.text);
    assert.deepEqual(Object.keys(result.outputs).sort(), [
      "associations",
      "forwarders",
      "ptrRecords",
      "siteConfiguration",
      "zoneIds",
    ]);
  });

  it("tells all problems as one error without a stack trace, and registers nothing but the stack", async () => {
    const config = labConfiguration();
    Object.assign(config["hybrid-dns:demonstrationNetwork"] as object, { hub: "hbu" });
    Object.assign(config["hybrid-dns:dns"] as object, { internetVia: "head-quarters" });
    const result = await runAsLanguageHost({ folder: projectFolder, config });
    assert.notEqual(result.exitCode, 0);
    const [error, ...more] = errorsOf(result);
    assert.deepEqual(more, []);
    assert.match(error!.message, /^The configuration of this stack has 2 problems; nothing was changed:\n/);
    assert.match(error!.message, /"hbu"/);
    assert.match(error!.message, /"head-quarters"/);
    assert.doesNotMatch(error!.message + result.text, /^\s+at /m);
    assert.deepEqual(
      result.resources.map(({ type }) => type),
      ["pulumi:pulumi:Stack"],
    );
  });

  it("says what is missing in an environment without configuration", async () => {
    const result = await runAsLanguageHost({ folder: projectFolder, config: { "hybrid-dns:dsn": { vpcs: {} } } });
    assert.notEqual(result.exitCode, 0);
    assert.match(errorsOf(result)[0]?.message ?? "", /hybrid-dns:dns: is missing.*Pulumi\.production\.example\.yaml/);
  });
});
