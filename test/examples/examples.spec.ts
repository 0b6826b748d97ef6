import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectFolder } from "../../set-up/paths";
import { type ProgramResult, runAsLanguageHost } from "../helpers/hosted-program";
import { census, runProgram } from "../helpers/pulumi-program";
import { configurationOf, exampleRuns, mockedConfigurationOf, programOf } from "./example-runs";

const examplesFolder = join(projectFolder, "examples");

/** Folders with a Pulumi.yaml, relative to `examples`. */
const projects = readdirSync(examplesFolder, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith("Pulumi.yaml"))
  .map((path) => dirname(path))
  .sort();

/** Of which there are many, or which only say more of another resource. */
const furtherTypes =
  /\b(SecurityGroup\w+Rule|MetricAlarm|Bucket[A-Z]\w+(?<!Objectv2)|imagebuilder\/component:Component|RolePolicyAttachment) /;

/** AWS's types without their module, and without {@link furtherTypes}. */
const short = (resources: readonly string[]) =>
  resources
    .filter((each) => !furtherTypes.test(each) && !/^pulumi:pulumi:/.test(each))
    .map((each) => each.replace(/^aws:\w+\/\w+:/, "").replace(/^hybrid-dns:\w+:/, ""))
    .sort();

const answerInvoke = () => ({ availabilityZone: "eu-west-1a" });

describe("the examples", () => {
  it("are all run here", () => {
    assert.deepEqual(projects, Object.keys(exampleRuns).sort());
  });

  it("are all in the table of questions, once", () => {
    const table = readFileSync(join(examplesFolder, "README.md"), "utf8");
    const named = [...table.matchAll(/\| `([\w-]+)` +\|/g)].map(([, name]) => name!);
    const folders = readdirSync(examplesFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual(named.sort(), folders.map(({ name }) => name).sort());
  });
});

for (const [folder, run] of Object.entries(exampleRuns)) {
  describe(`the example ${folder}`, () => {
    it("declares under mocks what it should", async () => {
      const { declared } = await runProgram(() => runAfresh(programOf(folder)), {
        config: mockedConfigurationOf(folder),
        outputs: (type, name) => ({
          ...(type === "pulumi:pulumi:StackReference" && { outputs: run.stackOutputs?.[name] }),
          ...run.outputs?.(type, name),
        }),
      });
      assert.deepEqual(short(census(declared)), [...run.resources].sort());
    });

    it("declares the same against the built package, as the language host runs it", async function () {
      this.timeout(200_000);
      assert.ok(existsSync(join(projectFolder, "dist")), "dist is missing; run `npm run build`");
      const result = await runAsLanguageHost({
        folder: join(examplesFolder, folder),
        config: configurationOf(folder),
        invoke: answerInvoke,
        stackOutputs: run.stackOutputs,
      });
      assert.equal(result.exitCode, 0, explain(result));
      assert.deepEqual(short(result.resources.map(({ type, name }) => `${type} ${name}`)), [...run.resources].sort());
      assert.deepEqual(Object.keys(result.outputs).sort(), [...run.stackOutputNames].sort());
    });
  });
}

/** A program runs when it is loaded; one that waits for something exports a function, which Pulumi calls. */
function runAfresh(path: string): unknown {
  const program = loadAfresh(path);
  return typeof program === "function" ? (program as () => unknown)() : program;
}

/** So that the next test loads it again. */
function loadAfresh(path: string): unknown {
  try {
    return require(path);
  } finally {
    delete require.cache[require.resolve(path)];
  }
}

function explain({ messages, text }: ProgramResult): string {
  const told = messages.filter(({ severity }) => severity === "error").map(({ message }) => message);
  return [...told, text].join("\n");
}
