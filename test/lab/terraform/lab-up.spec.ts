import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { labDown } from "../../../lab/attach-lab";
import { registerImages } from "../../../lab/images";
import { region } from "../../../lab/lab-folders";
import { labUp } from "../../../lab/lab-up";
import { openApplier } from "../../../lab/open-applier";
import { allDestroyed, bothSides, oneForwarderDies, recordChanges, strangers } from "../../../lab/quickstart/acts";
import {
  change,
  questionsAfterChange,
  questionsWithOneForwarder,
  refusals,
  refusalsByForwarders,
} from "../../../lab/quickstart/checks";
import { inventory } from "../../../lab/quickstart/inventory";
import type { Section } from "../../../lab/quickstart/report";
import { labHostImageName } from "../../../lab/root-file-system";
import { findAwsProviderMirror, requireTerraform } from "../../../lab/terraform/find-terraform";
import { projectFolder } from "../../../set-up/paths";
import { labSkipReason } from "../../helpers/lab-skip-reason";
import { leftOver } from "../../helpers/left-over";
import { withFront } from "../front/running-front";
import { allowedDifferences } from "./allowed-differences";
import { contentLines, emulatorContents } from "./emulator-contents";

/** Why this machine cannot apply by Terraform, without a download of 150 MB from the registry. */
async function skipReason(): Promise<string | undefined> {
  const missing = await requireTerraform().catch((error: Error) => error);
  if (missing) return missing.message;
  if (findAwsProviderMirror() === undefined)
    return "no folder with the AWS provider found (HYBRID_DNS_TERRAFORM_PLUGINS names one)";
  return labSkipReason();
}

/** Runs without the lines that say how far it is. */
async function quietly<Result>(run: () => Promise<Result>): Promise<Result> {
  const { error } = console;
  console.error = () => {};
  try {
    return await run();
  } finally {
    console.error = error;
  }
}

const command = (...args: string[]) => ["--import", "tsx", "command/main.ts", ...args];

describe("the lab applied by Terraform", function () {
  this.timeout(600_000);
  const front = withFront();

  before(async function () {
    const reason = await skipReason();
    if (reason !== undefined) {
      console.log(`      skipped: ${reason}`);
      this.skip();
    }
    assert.deepEqual(leftOver(), [], "a lab of this checkout runs; `npx hybrid-dns lab down` first");
  });

  describe("asked, changed and destroyed", () => {
    const sections: Section[] = [];
    let byTerraform: readonly string[];
    let byPulumi: readonly string[];

    before(async () => {
      await quietly(async () => {
        let atFirst: readonly string[] = [];
        const beforeUp = async ({ endpoint }: { endpoint: string }) => {
          atFirst = await inventory(endpoint, region);
        };
        const lab = await labUp({ with: "terraform", beforeUp });
        try {
          byTerraform = contentLines(await emulatorContents(lab.emulator.endpoint, region));
          for (const act of [bothSides, strangers, oneForwarderDies, recordChanges]) sections.push(await act(lab));
          sections.push(await allDestroyed(lab, atFirst));
        } finally {
          await labDown();
        }
      });
      const { endpoint } = front().front;
      const images = await registerImages(endpoint, region, [labHostImageName()]);
      const settings = {
        "hybrid-dns:dns.backend.unbound.instanceType": "t4g.small",
        "hybrid-dns:demonstrationNetwork.imageId": images[labHostImageName()]!,
      };
      await (await openApplier("pulumi", { endpoint, settings, folder: join(front().folder, "lab") })).up();
      byPulumi = contentLines(await emulatorContents(endpoint, region));
    });

    it("answers the table's questions as the table says", () => {
      const outcomes = sections.flatMap((section) => section.outcomes);
      const asked = outcomes.map(({ at, name }) => `${at} ${name}`);
      // from both sides: six on premises, five at each of two hosts in the cloud
      assert.equal(sections[0]?.outcomes.length, 16);
      const others = [...refusals, ...refusalsByForwarders, ...questionsWithOneForwarder, ...questionsAfterChange];
      for (const { at, name } of others) assert.ok(asked.includes(`${at} ${name}`), `${at} ${name}`);
      assert.deepEqual(
        outcomes.filter(({ passed }) => !passed),
        [],
      );
    });

    for (const text of [
      "www.example.com was asked on the internet",
      "no private name was",
      "the preview shows that record, its PTR records, and nothing else",
      `its PTR records: + ${change.reverseZone} ${change.to.reverseName} ${change.name}, - ${change.reverseZone} ${change.from.reverseName} ${change.name}`,
      "a further preview is empty",
      "the emulated AWS holds nothing that we made",
      "and all that was there before",
    ])
      it(`sees: ${text}`, () => {
        const facts = sections.flatMap((section) => section.facts).filter((fact) => fact.text === text);
        assert.deepEqual(facts, [{ text, passed: true }]);
      });

    it("leaves the emulator as Pulumi does, but for what the list allows", () => {
      assert.ok(byPulumi.length > 500, `${byPulumi.length} lines`);
      const allowed = (line: string) => allowedDifferences.some(({ lines }) => lines.test(line));
      const only = (lines: readonly string[], others: readonly string[]) =>
        lines.filter((line) => !others.includes(line) && !allowed(line));
      assert.deepEqual(only(byTerraform, byPulumi), [], "by Terraform only");
      assert.deepEqual(only(byPulumi, byTerraform), [], "by Pulumi only");
      console.log(`      ${byPulumi.length} properties compared, ${allowedDifferences.length} differences allowed`);
    });

    it("has no difference in the list that is none", () => {
      const differing = byTerraform.filter((line) => !byPulumi.includes(line));
      for (const { lines, reason } of allowedDifferences)
        assert.ok(
          differing.some((line) => lines.test(line)),
          reason,
        );
    });

    it("leaves nothing running", () => assert.deepEqual(leftOver(), []));
  });

  describe("ended half-way", () => {
    /** Starts it, and waits until it is in the middle of `apply`. */
    async function startUntilApply() {
      const args = command("lab", "up", "--with", "terraform");
      const child = spawn(process.execPath, args, { cwd: projectFolder, stdio: ["ignore", "ignore", "pipe"] });
      const exit = once(child, "exit");
      let said = "";
      await new Promise<void>((resolve, reject) => {
        child.stderr.on("data", (data) => {
          said += String(data);
          if (/terraform apply … still at it/.test(said)) resolve();
        });
        child.on("exit", () => reject(new Error(`ended before:\n${said}`)));
      });
      assert.ok(leftOver().some((process) => /terraform/.test(process)));
      return { child, exit };
    }

    it("by Ctrl-C leaves nothing", async () => {
      const { child, exit } = await startUntilApply();
      child.kill("SIGINT");
      await exit;
      assert.deepEqual(leftOver(), []);
    });

    it("by SIGKILL leaves what `lab down` cleans, Terraform and its providers too", async () => {
      const { child, exit } = await startUntilApply();
      child.kill("SIGKILL");
      await exit;
      assert.ok(leftOver().some((process) => /terraform/.test(process)));
      const args = command("lab", "down");
      const { status, stderr } = spawnSync(process.execPath, args, { cwd: projectFolder, encoding: "utf8" });
      assert.equal(status, 0, stderr);
      assert.deepEqual(leftOver(), []);
    });
  });

  it("says what is missing where there is no Terraform, before anything starts", () => {
    const env = { ...process.env, PATH: "/nowhere" };
    const args = command("lab", "up", "--with", "terraform");
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: projectFolder, encoding: "utf8", env });
    assert.equal(status, 1);
    assert.match(stderr, /there is no terraform on PATH; install version 1\.8 or later, or use `--with pulumi`/);
    assert.doesNotMatch(stderr, /\n {4}at /);
    assert.deepEqual(leftOver(), []);
  });
});
