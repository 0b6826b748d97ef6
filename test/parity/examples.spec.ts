import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../set-up/paths";
import { exampleRuns } from "../examples/example-runs";
import { handedOver } from "../helpers/configuration-file";
import { runProgram } from "../helpers/pulumi-program";
import { awsProviderMirror, withTerraform } from "../terraform-provider/running-terraform";
import { compare, nothingCompared } from "./compare";
import {
  imageNamed,
  mockedId,
  mockedOutputs,
  mockedOutputsOfUsers,
  neutralOfPulumi,
  StackReader,
  type Synthesised,
} from "./neutral";

const examplesFolder = join(projectFolder, "examples");
const questions = readdirSync(examplesFolder).filter((name) => existsSync(join(examplesFolder, name, "cdktf")));

/** Where Pulumi has several programs: which of them the stack is that the CDK calls `network`. */
const pulumiFolder = (question: string) => (question === "three-accounts" ? "pulumi/network" : "pulumi");
/** Providers that VPCs bring. */
const providersOfVpcs: { readonly [question: string]: readonly string[] } = {
  "three-accounts": ["production"],
  "two-regions": ["virginia"],
};
/** What the component in Pulumi's program was made with, where that is not the default. */
const ownProvider = (question: string) => (question === "three-accounts" ? "network" : undefined);

/** Questions whose programs cannot be held against each other, and why. */
const apart: { readonly [question: string]: string } = {
  "parts-alone":
    "in Pulumi the parts are told apart by type and share a name; in a stack of Terraform names are one a scope",
  "dual-stack":
    "what AWS allocates is put into texts by Terraform itself, as an expression; tokens.spec.ts judges these",
  "records-of-other-stacks": "zone ids are picked from another stack's state by an expression",
};

/** Questions of which Terraform alone has no program yet, and why. */
const withoutTerraform: { readonly [question: string]: string } = {
  "file-only": "the program that reads a file is Pulumi's",
  "two-stacks": "the same description in each stack",
  "unit-test": "Pulumi's mocks",
};

describe("the examples", function () {
  this.timeout(300_000);
  const outdir = mkdtempSync(join(tmpdir(), "hybrid-dns-examples-"));
  const stacks = new Map<string, readonly Synthesised[]>();
  const compared = nothingCompared();
  after(() => {
    rmSync(outdir, { recursive: true, force: true });
    const { configurations, resources, arguments: all } = compared;
    console.log(`      compared: ${configurations} examples, ${resources} resources, ${all} arguments`);
  });

  it("have a program for each front end", () => {
    const all = readdirSync(examplesFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual([...questions, ...Object.keys(withoutTerraform)].sort(), all.map(({ name }) => name).sort());
  });

  for (const question of questions) {
    it(`are synthesised: ${question}`, () => {
      stacks.set(question, synthesised(question, join(outdir, question)));
      for (const stack of stacks.get(question)!) assert.ok(Object.keys(stack.resource ?? {}).length > 1);
    });

    if (apart[question] !== undefined) continue;
    it(`declare the same with either front end: ${question}`, async () => {
      const run = exampleRuns[`${question}/${pulumiFolder(question)}`]!;
      const config = underMocks(handedOver(run.config ?? {}));
      const { declared } = await runProgram(
        () => loadAfresh(join(examplesFolder, question, pulumiFolder(question), "index.ts")),
        {
          config: { "aws:region": "eu-west-1", ...config },
          id: mockedId,
          outputs: (type, name) => ({
            ...mockedOutputs(type, name),
            ...mockedOutputsOfUsers(type, name),
            ...(type === "pulumi:pulumi:StackReference" && { outputs: run.stackOutputs?.[name] }),
          }),
          call: (_, { owners, filters }) => ({ id: imageNamed(JSON.stringify({ owners, filter: filters })) }),
        },
      );
      const pulumi = neutralOfPulumi(
        declared.filter(({ parentType }) => parentType.startsWith("hybrid-dns:")),
        ownProvider(question),
      );
      // The first one; further stacks take what they need from it by expressions.
      const [stack] = stacks.get(question) ?? synthesised(question, join(outdir, `${question}-again`));
      const terraform = new StackReader(stack!, variables(config)).neutral();
      compare(pulumi, terraform, compared);
      const providers = new Set([...terraform.values()].map(({ provider }) => provider));
      assert.deepEqual([...providers].sort(), ["", ...(providersOfVpcs[question] ?? [])]);
    });
  }

  describe("with the real Terraform", () => {
    const terraform = withTerraform();
    before(function () {
      if (awsProviderMirror() !== undefined) return;
      console.log("      skipped: no folder with the AWS provider found (HYBRID_DNS_TERRAFORM_PLUGINS names one)");
      this.skip();
    });

    for (const question of questions) {
      it(`are valid: ${question}`, async () => {
        for (const stack of stacks.get(question)!) {
          const program = structuredClone(stack) as Synthesised & ProviderVersions;
          // The machine's own AWS provider is another version than the CDK's.
          delete program.terraform.required_providers["aws"]!.version;
          const project = await terraform().project("");
          writeFileSync(join(project.folder, "cdk.tf.json"), JSON.stringify(program));
          await project.works("init");
          assert.match(await project.works("validate"), /The configuration is valid/);
        }
      });
    }
  });
});

/** Runs an example's program as `cdktf synth` does; `network` is the first stack. */
function synthesised(question: string, folder: string): readonly Synthesised[] {
  process.env["CDKTF_OUTDIR"] = folder;
  try {
    loadAfresh(join(examplesFolder, question, "cdktf", "main.ts"));
  } finally {
    delete process.env["CDKTF_OUTDIR"];
  }
  const names = readdirSync(join(folder, "stacks")).sort(
    (left, right) => Number(right === "network") - Number(left === "network"),
  );
  return names.map((name) => JSON.parse(readFileSync(join(folder, "stacks", name, "cdk.tf.json"), "utf8")));
}

/** A program runs when it is loaded, and so it must when the next test loads it. */
function loadAfresh(path: string): unknown {
  // another spec may have run it
  delete require.cache[require.resolve(path)];
  try {
    return require(path);
  } finally {
    delete require.cache[require.resolve(path)];
  }
}

/** Under mocks every project is called `network`. */
function underMocks(config: { [key: string]: string }): { [key: string]: string } {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.replace(/^(?!aws:)[^:]*/, "network"), value]),
  );
}

/** Values of Terraform's variables: `network:hubVpcId` is `hub_vpc_id`. */
function variables(config: { [key: string]: string }): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key.split(":")[1]!.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}

interface ProviderVersions {
  readonly terraform: { readonly required_providers: { readonly [name: string]: { version?: string } } };
}
