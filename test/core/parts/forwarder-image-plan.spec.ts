import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { type ForwarderImageConfig, planForwarderImage, type ValueReader, type Values } from "../../../components/core";
import { plainReader } from "../../../components/core/values";

const source = {
  files: [
    { path: "provision.sh", mode: 0o755, text: "#!/bin/sh\n" },
    { path: "files/etc/unbound/unbound.conf", mode: 0o644, text: "server:\n" },
  ],
  scope: "dns/production",
  digest: (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 12),
};

const planned = (config: ForwarderImageConfig, changes: Partial<typeof source> = {}, name = "acme") => {
  const { plan, problems } = planForwarderImage(name, config, { ...source, ...changes });
  assert.deepEqual(problems, []);
  assert(plan);
  return plan;
};
const problemsOf = (config: object, reader?: ValueReader<Values>) =>
  planForwarderImage("acme", config as ForwarderImageConfig<Values>, source, reader).problems.map(
    ({ code, path, message }) => `${path}: ${message} (${code})`,
  );

describe("an image of forwarders", () => {
  it("is of Debian 13 for Graviton, built by a role of its own, where nothing is said", () => {
    const { components, recipe, infrastructure, distribution, pipeline, architecture, tests } = planned({});
    assert.equal(architecture, "arm64");
    assert.deepEqual(
      components.map(({ logicalName, key, version }) => [logicalName, key, version]),
      [
        ["acme-files-1", "files-1", "1.0.0"],
        ["acme-provision", "provision", "1.0.0"],
      ],
    );
    for (const { name, key } of components) assert.match(name, new RegExp(`^acme-${key}-[0-9a-f]{12}$`));
    assert.match(recipe.name, /^acme-[0-9a-f]{12}$/);
    assert.equal(recipe.parentImage, "ssm:/aws/service/debian/release/13/latest/arm64");
    assert.equal(recipe.rootDevice, "/dev/xvda");
    assert.equal(recipe.removeSsmAgent, true);
    assert.match(atob(recipe.userDataBase64!), /amazon-ssm-agent[.]deb/);
    assert.deepEqual(infrastructure.instanceTypes, ["t4g.small", "m7g.medium"]);
    assert.deepEqual(infrastructure.managedPolicies, [
      {
        logicalName: "acme-image-builder",
        key: "image-builder",
        arn: "arn:aws:iam::aws:policy/EC2InstanceProfileForImageBuilder",
      },
      { logicalName: "acme-ssm", key: "ssm", arn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
    ]);
    assert.equal(infrastructure.network, undefined);
    assert.match(distribution.imageName, /^hybrid-dns-forwarder-[0-9a-f]{12}-\{\{ imagebuilder:buildDate \}\}$/);
    assert.equal(pipeline.scheduleExpression, "cron(0 3 1 * ? *)");
    assert.deepEqual(tests, { enabled: false, timeoutMinutes: 60 });
  });

  it("has Ubuntu's parameter, device and agent with `base`", () => {
    const { recipe } = planned({ base: "ubuntu-26.04", instanceType: "t3.small" });
    const parameter = "/aws/service/canonical/ubuntu/server/26.04/stable/current/amd64/hvm/ebs-gp3/ami-id";
    assert.equal(recipe.parentImage, `ssm:${parameter}`);
    assert.equal(recipe.rootDevice, "/dev/sda1");
    assert.equal(recipe.userDataBase64, undefined);
  });

  it("is built in a subnet of the user's behind a security group that only lets out what packages need", () => {
    const { infrastructure } = planned({ subnetId: "subnet-1", vpcId: "vpc-1" });
    assert.equal(infrastructure.network?.subnetId, "subnet-1");
    assert.deepEqual(
      infrastructure.network?.egressRules.map(({ logicalName, cidrBlock, port }) => [logicalName, cidrBlock, port]),
      [
        ["acme-http-ipv4", "0.0.0.0/0", 80],
        ["acme-http-ipv6", "::/0", 80],
        ["acme-https-ipv4", "0.0.0.0/0", 443],
        ["acme-https-ipv6", "::/0", 443],
      ],
    );
  });

  it("tells options to provision.sh", () => {
    const { components, recipe } = planned({ securityUpdates: true, ssmAgent: true });
    assert.match(components.at(-1)!.document, /export SECURITY_UPDATES=yes\n +export SSM_AGENT=yes\n/);
    assert.equal(recipe.removeSsmAgent, false);
  });

  it("takes its policies from the partition", () => {
    const { infrastructure } = planned({ partition: "aws-cn" });
    assert.match(infrastructure.managedPolicies[0]!.arn, /^arn:aws-cn:iam::aws:policy\//);
  });

  describe("has names that follow from what is in it:", () => {
    const before = planned({});
    const namesOf = ({ components, recipe, distribution }: typeof before) => ({
      components: components.map(({ name }) => name),
      recipe: recipe.name,
      image: distribution.imageName,
    });

    it("the same for the same", () => assert.deepEqual(planned({}), before));

    it("others for a changed file, but the same for the component that it is not in", () => {
      const [first, second] = source.files as [(typeof source.files)[0], (typeof source.files)[0]];
      const after = namesOf(planned({}, { files: [first, { ...second, text: "server:\n  port: 53\n" }] }));
      assert.notEqual(after.components[0], namesOf(before).components[0]);
      assert.equal(after.components[1], namesOf(before).components[1]);
      assert.notEqual(after.recipe, namesOf(before).recipe);
      assert.notEqual(after.image, namesOf(before).image);
    });

    const changes: { [what: string]: ForwarderImageConfig } = {
      "another architecture": { instanceType: "t3.small" },
      "another system": { base: "ubuntu-26.04" },
      "an option": { securityUpdates: true },
    };
    for (const [what, config] of Object.entries(changes)) {
      it(`others for ${what}`, () => {
        assert.notEqual(planned(config).recipe.name, before.recipe.name);
        assert.notEqual(planned(config).distribution.imageName, before.distribution.imageName);
      });
    }

    it("the same where only the place changes in which it is built", () => {
      assert.deepEqual(namesOf(planned({ subnetId: "subnet-1", vpcId: "vpc-1" })), namesOf(before));
    });

    it("others for another stack, but an image of the same name", () => {
      const other = planned({}, { scope: "dns/staging" });
      assert.notEqual(other.recipe.name, before.recipe.name);
      assert.notEqual(other.infrastructure.name, before.infrastructure.name);
      assert.equal(other.distribution.imageName, before.distribution.imageName);
    });

    it("in characters that Image Builder takes", () => {
      const { recipe, pipeline } = planned({}, {}, "acme.corp_1");
      for (const name of [recipe.name, pipeline.name]) assert.match(name, /^acme-corp_1-[0-9a-f]{12}$/);
    });
  });

  const wrong: { [what: string]: readonly [object, string] } = {
    "an instance type that is none": [
      { instanceType: "t4g" },
      'instanceType: got "t4g", expected an instance type, e.g. "t4g.small" (BAD_INSTANCE_TYPE)',
    ],
    "an architecture that the instances do not have": [
      { instanceType: "t4g.small", architecture: "x86_64" },
      "architecture: got x86_64, but a t4g.small is arm64; leave one of them out (ARCHITECTURE_MISMATCH)",
    ],
    "a system that there is not": [
      { base: "debian-12" },
      'base: got "debian-12", expected one of debian-13, ubuntu-26.04 (VALUE_NOT_ALLOWED)',
    ],
    "a subnet without its VPC": [
      { subnetId: "subnet-1" },
      "vpcId: is missing; give the VPC of `subnetId`, where the build has a security group of its own (ARGUMENT_MISSING)",
    ],
    "a VPC without a subnet": [
      { vpcId: "vpc-1" },
      "subnetId: is missing; give a subnet of `vpcId` that has a way to the internet, or leave both out (ARGUMENT_MISSING)",
    ],
  };
  for (const [what, [config, problem]] of Object.entries(wrong)) {
    it(`refuses ${what}`, () => assert.deepEqual(problemsOf(config), [problem]));
  }

  it("asks for the architecture where the instance type is not known", () => {
    const unknown = { instanceType: `\${TfToken[TOKEN.1]}` };
    assert.deepEqual(problemsOf(unknown, plainReader), [
      "architecture: `instanceType` is known only after `up`; give `architecture`: arm64 or x86_64 (ARCHITECTURE_UNKNOWN)",
    ]);
    assert.deepEqual(problemsOf({ ...unknown, architecture: "x86_64" }, plainReader), []);
  });
});
