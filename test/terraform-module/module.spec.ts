import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../set-up/paths";
import { renderModule } from "../../terraform-module/build";
import { hintOfCdk } from "../../terraform-module/hints";
import { cdks } from "../parity/cdks";
import { describedQuestions } from "../parity/described-questions";
import { needsAwsProvider, withTerraform } from "../terraform-provider/running-terraform";
import { withModule } from "./built-module";

/** Nobody is asked while nothing can be planned. */
const nowhere = {
  AWS_ENDPOINT_URL: "http://127.0.0.1:1",
  AWS_ACCESS_KEY_ID: "AKIATERRAFORM",
  AWS_SECRET_ACCESS_KEY: "lab",
  AWS_MAX_ATTEMPTS: "1",
  AWS_EC2_METADATA_DISABLED: "true",
};

describe("the module of Terraform", function () {
  this.timeout(300_000);
  const terraform = withTerraform();
  const module = withModule();

  it("is formatted as Terraform formats it, and so are the examples", () => {
    const folders = globSync(join(projectFolder, "examples", "*", "terraform"));
    for (const folder of [module().folder, ...folders]) {
      execFileSync("terraform", ["fmt", "-check", folder], { env: { ...process.env, TF_CLI_CONFIG_FILE: "" } });
    }
  });

  it("has every type that the constructs declare, and a line in its README for each variable and output", () => {
    const files = renderModule();
    const declared = Object.values(describedQuestions).flatMap((config) => {
      const { resource, data } = cdks[0]!.synthesise((stack) => cdks[0]!.hybridDns(stack, "acme", config));
      const types = (keyword: string, blocks: object | undefined) =>
        Object.keys(blocks ?? {}).map((type) => `${keyword} "${type}"`);
      return [...types("resource", resource), ...types("data", data)];
    });
    for (const head of new Set(declared)) assert.ok(files["main.tf"]!.includes(`${head} "`), head);
    for (const file of ["variables.tf", "outputs.tf"]) {
      const names = Array.from(files[file]!.matchAll(/^(?:variable|output) "(\w+)"/gm), ([, name]) => name!);
      assert.ok(names.length >= 5, names.join());
      for (const name of names) assert.match(files["README.md"]!, new RegExp(`^- \`${name}\``, "m"));
    }
  });

  it("fails to be built where the CDK has another name for an argument", () => {
    const argument = { value: [{ vpc_id: "vpc-1" }], isBlock: true, storageClassType: "VpcList" };
    const { object } = hintOfCdk(argument, "aws_route53_zone.vpc");
    assert.deepEqual(object!.below("vpcId"), {});
    assert.throws(
      () => object!.below("vpcRegion"),
      /^Error: aws_route53_zone\.vpc\.vpcRegion: the CDK has another name/,
    );
  });

  describe("with the AWS provider", () => {
    needsAwsProvider();

    it("says all that is wrong at the caller's arguments, and makes no plan then", async () => {
      const program = module()
        .example("one-vpc-one-data-centre")
        .replace('["10.20.0.0/16"]', '["10.20.0.0/33"]')
        .replace("acmecorp.com", "acmecorp..com")
        .replace('a = ["10.20.1.10"]', 'a = ["10.20.1.300"]');
      const project = await terraform().project(program, nowhere);
      const { code, output } = await project.run("plan");
      assert.equal(code, 1);
      const said = output.replaceAll(/\s+/g, " ");
      assert.match(said, /Invalid value for variable on main\.tf line \d+, in module "hybrid_dns"/);
      assert.match(said, /vpcs\.main\.cidr_blocks\[0\]: .*10\.20\.0\.0\/33.*\(BAD_NETWORK\)/);
      assert.match(said, /sites\.headquarters\.zones\[0\]: .*\(BAD_DOMAIN_NAME\)/);
      assert.match(said, /private_zones\["cloud\.acmecorp\.com"\]\.records\.app1\.a\[0\]: .*\(BAD_RECORD_VALUE\)/);
      assert.doesNotMatch(said, /will be created/);
    });

    for (const question of ["one-vpc-one-data-centre", "hub-and-spoke-two-sites"]) {
      it(`is valid in the example ${question}`, async () => {
        const project = await terraform().project(module().example(question));
        assert.match(await project.works("validate"), /The configuration is valid/);
      });
    }
  });
});
