import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { ForwarderImageArgs } from "../../components";
import { census, type Declared, find, known, type ProgramOptions, runProgram } from "../helpers/pulumi-program";

const of = (kind: string) => `aws:imagebuilder/${kind[0]!.toLowerCase()}${kind.slice(1)}:${kind}`;
const region = "eu-west-1";

const declare = (args: ForwarderImageArgs = {}, options: ProgramOptions = {}) =>
  runProgram(({ ForwarderImage }) => new ForwarderImage("dns", args), {
    outputs: (type, name) => ({
      arn: `arn:aws:imagebuilder:${region}:123456789012:${type.split(":").at(-1)}/${name}`,
      ...(type === of("Image") && { outputResources: [{ amis: [{ region, image: "ami-0built" }] }] }),
    }),
    ...options,
  });
const dependenciesOf = ({ request }: Declared) =>
  request
    .getDependenciesList()
    .map((urn) => urn.split("$").at(-1)!)
    .sort();

describe("ForwarderImage", () => {
  it("declares all that builds an image, each named for what is in it", async () => {
    const { declared, result } = await declare();
    const components = census(declared).filter((line) => line.startsWith(of("Component")));
    assert.ok(components.length >= 2, components.join());
    assert.deepEqual(
      census(declared).filter((line) => !line.startsWith(of("Component"))),
      [
        "aws:iam/instanceProfile:InstanceProfile dns",
        "aws:iam/role:Role dns",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment dns-image-builder",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment dns-ssm",
        `${of("DistributionConfiguration")} dns`,
        `${of("Image")} dns`,
        `${of("ImagePipeline")} dns`,
        `${of("ImageRecipe")} dns`,
        `${of("InfrastructureConfiguration")} dns`,
        "hybrid-dns:index:ForwarderImage dns",
      ],
    );
    assert.equal(await known(result.imageId), "ami-0built");
    const { inputs } = find(declared, of("Component"), "dns-provision");
    assert.match(String(inputs["name"]), /^dns-provision-[0-9a-f]{12}$/);
    assert.deepEqual([inputs["version"], inputs["platform"]], ["1.0.0", "Linux"]);
    assert.ok(String(inputs["data"]).length <= 16_000);
  });

  it("runs the documents in their order, the one with provision.sh last", async () => {
    const { declared } = await declare();
    const { inputs } = find(declared, of("ImageRecipe"));
    const arns = (inputs["components"] as { componentArn: string }[]).map(({ componentArn }) => componentArn);
    assert.match(arns[0]!, /Component\/dns-files-1$/);
    assert.match(arns.at(-1)!, /Component\/dns-provision$/);
    assert.deepEqual(inputs["blockDeviceMappings"], [
      {
        deviceName: "/dev/xvda",
        ebs: { encrypted: "true", deleteOnTermination: "true", volumeType: "gp3", volumeSize: 8 },
      },
    ]);
    assert.deepEqual(inputs["systemsManagerAgent"], { uninstallAfterBuild: true });
  });

  it("builds on instances that give credentials to nobody but themselves", async () => {
    const { declared } = await declare();
    const { inputs } = find(declared, of("InfrastructureConfiguration"));
    assert.deepEqual(inputs["instanceMetadataOptions"], { httpTokens: "required", httpPutResponseHopLimit: 1 });
    assert.equal(inputs["terminateInstanceOnFailure"], true);
    assert.ok(!("keyPair" in inputs) && !("subnetId" in inputs) && !("securityGroupIds" in inputs));
  });

  it("gives the image to the region it is built in, tagged as the program says", async () => {
    const { declared } = await declare({ tags: { team: "dns" } });
    const [distribution] = find(declared, of("DistributionConfiguration")).inputs["distributions"] as [
      { region: string; amiDistributionConfiguration: { name: string; amiTags: object } },
    ];
    assert.equal(distribution.region, region);
    assert.match(distribution.amiDistributionConfiguration.name, /^hybrid-dns-forwarder-[0-9a-f]{12}-\{\{ /);
    assert.deepEqual(distribution.amiDistributionConfiguration.amiTags, { team: "dns", Name: "dns" });
  });

  it("builds only when the role may, and each month only what could be built once", async () => {
    const { declared } = await declare();
    const attachments = dependenciesOf(find(declared, of("Image"))).filter((urn) => urn.includes("Attachment"));
    assert.deepEqual(
      attachments.map((urn) => urn.split("::").at(-1)),
      ["dns-image-builder", "dns-ssm"],
    );
    const pipeline = find(declared, of("ImagePipeline"));
    assert.ok(dependenciesOf(pipeline).some((urn) => urn.startsWith(of("Image"))));
    assert.deepEqual(pipeline.inputs["schedule"], {
      scheduleExpression: "cron(0 3 1 * ? *)",
      pipelineExecutionStartCondition: "EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE",
    });
  });

  it("lets nobody in where it builds in a subnet of the program's, whose id may be unknown", async () => {
    const { declared } = await declare({ subnetId: pulumi.output("subnet-1"), vpcId: pulumi.output("vpc-1") });
    assert.equal(find(declared, "aws:ec2/securityGroup:SecurityGroup").inputs["vpcId"], "vpc-1");
    assert.equal(declared.filter(({ type }) => type.includes("Ingress")).length, 0);
    const ports = declared
      .filter(({ type }) => type.includes("EgressRule"))
      .map(({ inputs }) => `${inputs["cidrIpv4"] ?? inputs["cidrIpv6"]} ${inputs["fromPort"]}`);
    assert.deepEqual(ports.sort(), ["0.0.0.0/0 443", "0.0.0.0/0 80", "::/0 443", "::/0 80"]);
    const { inputs } = find(declared, of("InfrastructureConfiguration"));
    assert.deepEqual([inputs["subnetId"], inputs["securityGroupIds"]], ["subnet-1", ["dns-id"]]);
  });

  it("does not know the image's id in a preview", async () => {
    const { result } = await declare({}, { preview: true });
    assert.equal(await known(result.imageId), undefined);
  });

  it("says all that is wrong at once", async () => {
    await runProgram(({ ForwarderImage }) => {
      assert.throws(
        () => new ForwarderImage("dns", { base: "debian-12", subnetId: "subnet-1" }),
        /base: .* \(VALUE_NOT_ALLOWED\)\nvpcId: .* \(ARGUMENT_MISSING\)/,
      );
    });
  });
});
