import assert from "node:assert/strict";
import { CreateSubnetCommand, CreateVpcCommand, DescribeImagesCommand, RunInstancesCommand } from "@aws-sdk/client-ec2";
import {
  CancelImageCreationCommand,
  CreateComponentCommand,
  CreateImageCommand,
  CreateImagePipelineCommand,
  DeleteComponentCommand,
  DeleteDistributionConfigurationCommand,
  DeleteImageCommand,
  DeleteImagePipelineCommand,
  DeleteImageRecipeCommand,
  DeleteInfrastructureConfigurationCommand,
  GetComponentCommand,
  GetImageCommand,
  GetImagePipelineCommand,
  GetImageRecipeCommand,
  GetInfrastructureConfigurationCommand,
  ListImagesCommand,
  ListTagsForResourceCommand,
  StartImagePipelineExecutionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateInfrastructureConfigurationCommand,
} from "@aws-sdk/client-imagebuilder";
import type { TreeBuilder } from "../../../../lab/front/image-builder/builds";
import { awsError, region, withFront } from "../running-front";
import { document, imageParts } from "./image-parts";

/** Builds nothing; a document that says `fail` fails, one that says `wait` is only ended by being cancelled. */
const built: { name: string; base: string; documents: readonly string[] }[] = [];
const trees: TreeBuilder = {
  treeOf: ({ name, tags }) => tags["hybrid-dns-lab:tree"] ?? `tree of ${name}`,
  nameFor: (imageName, _base, documents) => `${imageName} of ${documents.length}`,
  build: async (name, base, documents, signal) => {
    if (documents.some((text) => text.includes("fail"))) throw new Error(`${"x".repeat(2_000)} step run failed`);
    if (documents.some((text) => text.includes("wait"))) {
      await new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("ended"))));
    }
    built.push({ name, base, documents });
  },
};

describe("EC2 Image Builder", function () {
  this.timeout(15_000);
  const running = withFront({ trees });
  let parts: ReturnType<typeof imageParts>;
  before(() => {
    parts = imageParts(running().front.endpoint);
  });

  /** What an image called `name` is built of. */
  const build = async (name: string, data = document("true")) => ({
    imageRecipeArn: await parts.recipe(name, [await parts.component(name, data)]),
    infrastructureConfigurationArn: await parts.infrastructure(name),
    distributionConfigurationArn: await parts.distribution(name, `${name}-{{ imagebuilder:buildDate }}`),
  });

  it("builds an image of a Debian 13 that Systems Manager names, and registers it with name, device and tags", async () => {
    const { client } = parts;
    const { imageBuildVersionArn = "" } = await client.send(new CreateImageCommand(await build("whole")));
    assert.match(imageBuildVersionArn, /^arn:aws:imagebuilder:eu-central-1:\d{12}:image\/whole\/1\.0\.0\/1$/);
    const { state, outputResources } = await parts.built(imageBuildVersionArn);
    assert.equal(state?.status, "AVAILABLE", state?.reason);
    const [ami] = outputResources?.amis ?? [];
    assert.equal(ami?.region, region);
    const imageId = ami?.image ?? "";
    const { Images = [] } = await running().ec2.send(new DescribeImagesCommand({ ImageIds: [imageId] }));
    assert.match(Images[0]?.Name ?? "", /^whole-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z$/);
    assert.equal(Images[0]?.Architecture, "arm64");
    const [device] = Images[0]?.BlockDeviceMappings ?? [];
    assert.deepEqual([device?.DeviceName, device?.Ebs?.VolumeSize, device?.Ebs?.Encrypted], ["/dev/xvda", 8, true]);
    const tags = Object.fromEntries((Images[0]?.Tags ?? []).map(({ Key, Value }) => [Key, Value]));
    assert.deepEqual(tags, {
      team: "dns",
      CreatedBy: "EC2 Image Builder",
      Ec2ImageBuilderArn: imageBuildVersionArn,
      "hybrid-dns-lab:tree": "whole of 1",
    });
    assert.match(built.at(-1)?.base ?? "", /^tree of debian-13-arm64-/);
    const { ec2 } = running();
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.20.0.0/16" }));
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock: "10.20.1.0/24" }));
    const place = { SubnetId: Subnet?.SubnetId, InstanceType: "t4g.small" as const, MinCount: 1, MaxCount: 1 };
    const { Instances } = await ec2.send(new RunInstancesCommand({ ImageId: imageId, ...place }));
    assert.equal(Instances?.[0]?.ImageId, imageId);
  });

  it("builds an image of one that it built before", async () => {
    const { client, recipe, component } = parts;
    const first = await build("first");
    const { imageBuildVersionArn } = await client.send(new CreateImageCommand(first));
    const ami = (await parts.built(imageBuildVersionArn!)).outputResources?.amis?.[0]?.image;
    const imageRecipeArn = await recipe("second", [await component("second")], { parentImage: ami });
    const second = await client.send(new CreateImageCommand({ ...first, imageRecipeArn }));
    assert.equal((await parts.built(second.imageBuildVersionArn!)).state?.status, "AVAILABLE");
    assert.equal(built.at(-1)?.base, "first of 1");
  });

  it("says with the end of its output why a build failed", async () => {
    const { imageBuildVersionArn } = await parts.client.send(
      new CreateImageCommand(await build("failing", document("fail"))),
    );
    const { state, outputResources } = await parts.built(imageBuildVersionArn!);
    assert.equal(state?.status, "FAILED");
    assert.equal(state?.reason?.length, 1_024);
    assert.match(state?.reason ?? "", /step run failed$/);
    assert.equal(outputResources, undefined);
  });

  it("fails where the base image is none that the account can see", async () => {
    const { client, recipe, component } = parts;
    const parentImage = "ssm:/aws/service/debian/release/3/latest/arm64";
    const imageRecipeArn = await recipe("lost", [await component("lost")], { parentImage });
    const build = { imageRecipeArn, infrastructureConfigurationArn: await parts.infrastructure("lost") };
    const { imageBuildVersionArn } = await client.send(new CreateImageCommand(build));
    assert.match((await parts.built(imageBuildVersionArn!)).state?.reason ?? "", /no parameter \/aws\/service\/debian/);
  });

  it("ends a build that is cancelled, and deletes no image while it is built", async () => {
    const { client } = parts;
    const { imageBuildVersionArn } = await client.send(
      new CreateImageCommand(await build("waiting", document("wait"))),
    );
    await assert.rejects(
      client.send(new DeleteImageCommand({ imageBuildVersionArn })),
      awsError("ResourceDependencyException"),
    );
    await client.send(new CancelImageCreationCommand({ imageBuildVersionArn }));
    assert.equal((await parts.built(imageBuildVersionArn!)).state?.status, "CANCELLED");
    await client.send(new DeleteImageCommand({ imageBuildVersionArn }));
    await assert.rejects(
      client.send(new GetImageCommand({ imageBuildVersionArn })),
      awsError("ResourceNotFoundException", imageBuildVersionArn),
    );
  });

  it("does nothing twice for one client token, and refuses it for anything else", async () => {
    const { client } = parts;
    const request = { ...(await build("once")), clientToken: "the-first-and-only" };
    const first = await client.send(new CreateImageCommand(request));
    const second = await client.send(new CreateImageCommand(request));
    assert.equal(second.imageBuildVersionArn, first.imageBuildVersionArn);
    const { imageVersionList = [] } = await client.send(new ListImagesCommand({}));
    assert.equal(imageVersionList.filter(({ name }) => name === "once").length, 1);
    await assert.rejects(
      client.send(new CreateImageCommand({ ...request, enhancedImageMetadataEnabled: false })),
      awsError("IdempotentParameterMismatchException"),
    );
  });

  it("gives a component of the same name and version the next build, and refuses such a recipe", async () => {
    const first = await parts.component("same");
    const second = await parts.component("same", document("exit 1"));
    assert.equal(second, first.replace(/\/1$/, "/2"));
    const { client } = parts;
    const { component } = await client.send(new GetComponentCommand({ componentBuildVersionArn: second }));
    assert.deepEqual([component?.type, component?.encrypted, component?.version], ["BUILD", true, "1.0.0"]);
    await parts.recipe("same", [first]);
    await assert.rejects(
      parts.recipe("same", [second]),
      awsError("ResourceAlreadyExistsException", "The following resource 'ImageRecipe' already exists: 'arn:"),
    );
  });

  it("deletes nothing that others are made with", async () => {
    const { client } = parts;
    const used = await build("used");
    const { imagePipelineArn } = await client.send(new CreateImagePipelineCommand({ name: "used", ...used }));
    const { imageRecipe } = await client.send(new GetImageRecipeCommand({ imageRecipeArn: used.imageRecipeArn }));
    const componentBuildVersionArn = imageRecipe?.components?.[0]?.componentArn;
    const dependent = awsError("ResourceDependencyException", "has other resources depended on it");
    const deletes = [
      () => client.send(new DeleteImageRecipeCommand({ imageRecipeArn: used.imageRecipeArn })),
      () => client.send(new DeleteInfrastructureConfigurationCommand(used)),
      () => client.send(new DeleteDistributionConfigurationCommand(used)),
      () => client.send(new DeleteComponentCommand({ componentBuildVersionArn })),
    ];
    for (const each of deletes) await assert.rejects(each(), dependent);
    await client.send(new DeleteImagePipelineCommand({ imagePipelineArn }));
    for (const each of deletes) await each();
    for (const each of deletes) await assert.rejects(each(), awsError("ResourceNotFoundException"));
  });

  it("builds by a pipeline what its recipe says, each time as the next build", async () => {
    const { client } = parts;
    const schedule = { scheduleExpression: "cron(0 3 1 * ? *)" };
    const { imagePipelineArn } = await client.send(
      new CreateImagePipelineCommand({ name: "monthly", ...(await build("monthly")), schedule }),
    );
    const { imagePipeline } = await client.send(new GetImagePipelineCommand({ imagePipelineArn }));
    assert.equal(
      imagePipeline?.schedule?.pipelineExecutionStartCondition,
      "EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE",
    );
    assert.deepEqual(imagePipeline?.imageTestsConfiguration, { imageTestsEnabled: true, timeoutMinutes: 720 });
    for (const number of [1, 2]) {
      const started = await client.send(new StartImagePipelineExecutionCommand({ imagePipelineArn }));
      assert.match(started.imageBuildVersionArn ?? "", new RegExp(`image/monthly/1\\.0\\.0/${number}$`));
      const image = await parts.built(started.imageBuildVersionArn!);
      assert.equal(image.sourcePipelineArn, imagePipelineArn);
    }
  });

  it("forgets on a change what the change does not say", async () => {
    const { client } = parts;
    const infrastructureConfigurationArn = await parts.infrastructure("changed", { description: "before" });
    await client.send(
      new UpdateInfrastructureConfigurationCommand({
        infrastructureConfigurationArn,
        instanceProfileName: "changed",
        terminateInstanceOnFailure: false,
      }),
    );
    const { infrastructureConfiguration: now } = await client.send(
      new GetInfrastructureConfigurationCommand({ infrastructureConfigurationArn }),
    );
    assert.deepEqual(
      [now?.name, now?.description, now?.instanceTypes, now?.terminateInstanceOnFailure],
      ["changed", undefined, undefined, false],
    );
  });

  it("keeps tags", async () => {
    const { client } = parts;
    const resourceArn = await parts.component("tagged");
    await client.send(new TagResourceCommand({ resourceArn, tags: { team: "dns", of: "acme" } }));
    await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ["team"] }));
    assert.deepEqual((await client.send(new ListTagsForResourceCommand({ resourceArn }))).tags, { of: "acme" });
    await assert.rejects(
      client.send(new TagResourceCommand({ resourceArn: `${resourceArn}0`, tags: { a: "b" } })),
      awsError("ResourceNotFoundException"),
    );
    await assert.rejects(
      client.send(new TagResourceCommand({ resourceArn, tags: { "aws:of": "ours" } })),
      awsError("InvalidParameterValueException"),
    );
  });

  describe("refuses", () => {
    const component = (change: object) => () =>
      parts.client.send(
        new CreateComponentCommand({
          name: "refused",
          semanticVersion: "1.0.0",
          platform: "Linux",
          data: document("true"),
          ...change,
        }),
      );
    const value = "InvalidParameterValueException";
    const refused: { readonly [what: string]: readonly [() => Promise<unknown>, string, string] } = {
      "a document of more than 16,000 characters": [component({ data: document("x".repeat(16_000)) }), value, "16000"],
      "a name that is none": [component({ name: "a.b.c" }), value, "name must match"],
      "a version that is none": [component({ semanticVersion: "1.0" }), value, "semanticVersion must match"],
      "a platform that is none": [component({ platform: "linux" }), value, "platform must be one of"],
      "a component without a document": [component({ data: undefined }), "InvalidParameterCombinationException", ""],
      "a document that is no YAML": [component({ data: "a: [" }), "InvalidRequestException", "no YAML"],
      "an action that there is not": [
        component({ data: document("true").replace("ExecuteBash", "RunBash") }),
        "InvalidRequestException",
        "RunBash",
      ],
      "a reference that it has no value for": [
        component({ data: document("echo {{ a.b.c }}") }),
        "InvalidRequestException",
        "{{ }}",
      ],
      "a recipe without components": [() => parts.recipe("refused", []), value, "1 to 20"],
      "a recipe of a component that there is not": [
        () => parts.recipe("refused", [`arn:aws:imagebuilder:${region}:123456789012:component/none/1.0.0/1`]),
        "ResourceNotFoundException",
        "component/none",
      ],
      "an ARN of something else": [
        async () => parts.recipe("refused", [await parts.recipe("not-a-component", [await parts.component("of-it")])]),
        value,
        "componentArn must match",
      ],
      "a base image in a form of its own": [
        async () => parts.recipe("refused", [await parts.component("based")], { parentImage: "debian-13" }),
        value,
        "ssm:",
      ],
      "a subnet without security groups": [
        () => parts.infrastructure("refused-1", { subnetId: "subnet-1" }),
        "InvalidParameterCombinationException",
        "securityGroupIds",
      ],
      "a subnet that there is not": [
        () => parts.infrastructure("refused-2", { subnetId: "subnet-0123456789abcdef0", securityGroupIds: ["sg-1"] }),
        value,
        "subnet-0123456789abcdef0 does not exist",
      ],
      "an instance profile that there is not": [
        () => parts.infrastructure("refused-3", { instanceProfileName: "nobody" }),
        value,
        "instance profile nobody does not exist",
      ],
      "an image's name that would be the same for the next build": [
        () => parts.distribution("refused", "acme"),
        value,
        "{{ imagebuilder:buildDate }}",
      ],
      "a schedule that is none": [
        async () =>
          parts.client.send(
            new CreateImagePipelineCommand({
              name: "refused",
              ...(await build("scheduled")),
              schedule: { scheduleExpression: "monthly" },
            }),
          ),
        value,
        "cron(",
      ],
    };
    for (const [what, [call, code, text]] of Object.entries(refused)) {
      it(what, () => assert.rejects(call, awsError(code, text)));
    }

    it("what it does not serve, by name", async () => {
      const { front } = running();
      const authorization = `AWS4-HMAC-SHA256 Credential=AKIALAB/20260101/${region}/imagebuilder/aws4_request, SignedHeaders=host, Signature=0`;
      const response = await fetch(`${front.endpoint}/CreateWorkflow`, { method: "PUT", headers: { authorization } });
      assert.equal(response.status, 400);
      assert.equal(response.headers.get("x-amzn-errortype"), "UnsupportedOperation");
      assert.match(await response.text(), /CreateWorkflow/);
    });
  });
});
