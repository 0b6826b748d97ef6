import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../set-up/paths";
import { exampleRuns, mockedConfigurationOf, programOf } from "../examples/example-runs";
import { runProgram } from "../helpers/pulumi-program";
import { needsAwsProvider, withTerraform } from "../terraform-provider/running-terraform";
import { compare, nothingCompared } from "./compare";
import {
  mockedCall,
  mockedId,
  mockedOutputs,
  mockedOutputsOfUsers,
  neutralOfPulumi,
  StackReader,
  type Synthesised,
} from "./neutral";

const examplesFolder = join(projectFolder, "examples");
const questions = readdirSync(examplesFolder).filter((name) =>
  existsSync(join(examplesFolder, name, "cdktf", "main.ts")),
);

/** Where Pulumi has several programs: which of them is held against which stack of the CDK's. */
const several: { readonly [question: string]: { readonly folder: string; readonly stack: string } } = {
  "three-accounts": { folder: "pulumi/network", stack: "network" },
  "two-stacks": { folder: "pulumi/europe", stack: "europe" },
};
const pulumiFolder = (question: string) => several[question]?.folder ?? "pulumi";
/** Providers that VPCs bring. */
const providersOfVpcs: { readonly [question: string]: readonly string[] } = {
  "file-only": ["222222222222"],
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

/** Questions that no program answers, and why. */
const withoutProgram: { readonly [question: string]: string } = {
  "unit-test": "tests of a program, which run in test/examples with either front end",
};

describe("the examples", function () {
  this.timeout(300_000);
  const outdir = mkdtempSync(join(tmpdir(), "hybrid-dns-examples-"));
  const stacks = new Map<string, Stacks>();
  const compared = nothingCompared();
  after(() => {
    rmSync(outdir, { recursive: true, force: true });
    const { configurations, resources, arguments: all } = compared;
    console.log(`      compared: ${configurations} examples, ${resources} resources, ${all} arguments`);
  });

  it("have a program for each front end", () => {
    const all = readdirSync(examplesFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual([...questions, ...Object.keys(withoutProgram)].sort(), all.map(({ name }) => name).sort());
  });

  for (const question of questions) {
    it(`are synthesised: ${question}`, () => {
      stacks.set(question, synthesised(question, join(outdir, question)));
      for (const stack of Object.values(stacks.get(question)!)) assert.ok(Object.keys(stack.resource ?? {}).length > 1);
    });

    if (apart[question] !== undefined) continue;
    it(`declare the same with either front end: ${question}`, async () => {
      const folder = `${question}/${pulumiFolder(question)}`;
      const run = exampleRuns[folder]!;
      const config = mockedConfigurationOf(folder);
      const { declared } = await runProgram(() => loadAfresh(programOf(folder)), {
        config: { "aws:region": "eu-west-1", ...config },
        id: mockedId,
        outputs: (type, name) => ({
          ...mockedOutputs(type, name),
          ...mockedOutputsOfUsers(type, name),
          ...(type === "pulumi:pulumi:StackReference" && { outputs: run.stackOutputs?.[name] }),
        }),
        call: mockedCall,
      });
      const pulumi = neutralOfPulumi(
        declared.filter(({ parentType }) => parentType.startsWith("hybrid-dns:")),
        ownProvider(question),
      );
      // Further stacks take what they need from this one by expressions.
      const synthesisedStacks = stacks.get(question) ?? synthesised(question, join(outdir, `${question}-again`));
      const stack = synthesisedStacks[several[question]?.stack ?? Object.keys(synthesisedStacks)[0]!]!;
      const terraform = new StackReader(stack, variables(config)).neutral();
      compare(pulumi, terraform, compared);
      const providers = new Set([...terraform.values()].map(({ provider }) => provider));
      assert.deepEqual([...providers].sort(), ["", ...(providersOfVpcs[question] ?? [])]);
    });
  }

  describe("with the real Terraform", () => {
    const terraform = withTerraform();
    needsAwsProvider();

    for (const question of questions) {
      it(`are valid: ${question}`, async () => {
        for (const stack of Object.values(stacks.get(question)!)) {
          const program = structuredClone(stack) as Synthesised & ProviderVersions;
          // A backend wants its store.
          delete program.terraform.backend;
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

/** By name. */
interface Stacks {
  readonly [name: string]: Synthesised;
}

/** Runs an example's program as `cdktf synth` does. */
function synthesised(question: string, folder: string): Stacks {
  process.env["CDKTF_OUTDIR"] = folder;
  try {
    loadAfresh(join(examplesFolder, question, "cdktf", "main.ts"));
  } finally {
    delete process.env["CDKTF_OUTDIR"];
  }
  const read = (name: string) => JSON.parse(readFileSync(join(folder, "stacks", name, "cdk.tf.json"), "utf8"));
  return Object.fromEntries(readdirSync(join(folder, "stacks")).map((name) => [name, read(name)]));
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
  readonly terraform: {
    backend?: unknown;
    readonly required_providers: { readonly [name: string]: { version?: string } };
  };
}
