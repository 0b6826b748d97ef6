import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { allScenarios } from "../../lab/scenarios/all-scenarios";
import { projectFolder } from "../../set-up/paths";

const launcher = join(projectFolder, "bin", "hybrid-dns.js");
const scenario = (...args: string[]) =>
  spawnSync(process.execPath, [launcher, "lab", "scenario", ...args], { cwd: projectFolder, encoding: "utf8" });

describe("the command hybrid-dns lab scenario", () => {
  it("lists names, and what happens, without a lab", () => {
    const { status, stdout } = scenario("--list");
    assert.equal(status, 0);
    const lines = stdout.trimEnd().split("\n");
    assert.deepEqual(
      lines.map((line) => line.split(/ {2,}/)),
      allScenarios.map(({ name, happens }) => [name, happens]),
    );
  });

  it("lists them as JSON", () => {
    const listed = JSON.parse(scenario("--list", "--json").stdout) as { name: string }[];
    assert.deepEqual(
      listed.map(({ name }) => name),
      allScenarios.map(({ name }) => name),
    );
  });

  it("has a name of its own for each", () => {
    assert.equal(new Set(allScenarios.map(({ name }) => name)).size, allScenarios.length);
  });

  for (const [title, args, message] of [
    ["nothing to play", [], /expected one of a scenario's name, --list and --all/],
    ["a name beside --all", ["host-silent", "--all"], /expected one of a scenario's name, --list and --all/],
    ["a name that is none", ["host-silence"], /value .host-silence. is invalid.*Allowed choices are .*host-silent/],
  ] as const)
    it(`refuses ${title}`, () => {
      const { status, stderr } = scenario(...args);
      assert.equal(status, 1);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n {4}at /);
    });
});
