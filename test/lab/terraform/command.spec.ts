import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LabError } from "../../../lab/lab-error";
import { readTerraform, runTerraform } from "../../../lab/terraform/command";
import type { Message } from "../../../lab/terraform/messages";

describe("a command of Terraform", () => {
  const parent = mkdtempSync(join(tmpdir(), "hybrid-dns-command-"));
  after(() => rmSync(parent, { recursive: true, force: true }));

  /** A `terraform` that runs a script. */
  function having(script: string, signal?: AbortSignal) {
    const folder = mkdtempSync(join(parent, "bin-"));
    writeFileSync(join(folder, "terraform"), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, "terraform"), 0o755);
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    return { folder, environment: { PATH: `${folder}:/usr/bin:/bin` }, log, signal, lines };
  }
  const says = (message: object) => `echo '${JSON.stringify(message)}'`;
  const problem = (summary: string, detail: string, address?: string) =>
    says({
      "@level": "error",
      "@message": `Error: ${summary}`,
      type: "diagnostic",
      diagnostic: { severity: "error", summary, detail, ...(address && { address }) },
    });
  const refused = (promise: Promise<unknown>, text: string) =>
    assert.rejects(promise, (error) => {
      assert.ok(error instanceof LabError, String(error));
      assert.equal(error.message, text);
      return true;
    });

  it("gives its messages, and logs what they say", async () => {
    const outputs = { type: "outputs", outputs: { zoneIds: { value: { "corp.com": "Z1" } } } };
    const terraform = having(`${says({ "@level": "info", "@message": "Plan: 1 to add" })}\n${says(outputs)}`);
    const messages: Message[] = [];
    await runTerraform(terraform, ["apply", "-json"], (message) => messages.push(message));
    assert.deepEqual(messages[1], outputs);
    assert.deepEqual(terraform.lines, ["terraform apply", "info: Plan: 1 to add"]);
  });

  it("fails with each of its errors once, where it is and what it is", () => {
    const script = [
      problem("No route", "The gateway is not attached.", "aws_route.hub"),
      problem("No route", "The gateway is not attached.", "aws_route.hub"),
      problem("Unreachable", ""),
      "exit 1",
    ].join("\n");
    const text = "terraform apply failed:\naws_route.hub: No route: The gateway is not attached.\nUnreachable";
    return refused(runTerraform(having(script), ["apply"]), text);
  });

  it("fails with what it printed where it gave no error, and shows in the log what was no message", async () => {
    const terraform = having("echo panic; echo 'out of memory' >&2; exit 2");
    await refused(runTerraform(terraform, ["plan"]), "terraform plan failed:\nout of memory");
    assert.ok(terraform.lines.includes("info: panic"));
  });

  it("is ended by the signal, and then rejects with its reason", async () => {
    const controller = new AbortController();
    const script = `trap 'echo interrupted; exit 1' INT\n${says({ "@message": "begun" })}\nwhile :; do sleep 0.05; done`;
    const terraform = having(script, controller.signal);
    const run = runTerraform(terraform, ["apply"], (message) => {
      if (message["@message"] === "begun") controller.abort(new Error("by hand"));
    });
    await assert.rejects(run, /^Error: by hand$/);
    assert.ok(terraform.lines.includes("info: interrupted"));
    await assert.rejects(runTerraform(terraform, ["plan"]), /by hand/);
    assert.ok(!terraform.lines.includes("terraform plan"));
  });

  it("is read as JSON, or fails with what it printed", async () => {
    assert.deepEqual(await readTerraform(having(`echo '{"a": [1]}'`), ["show"]), { a: [1] });
    await refused(readTerraform(having("echo 'no plan' >&2; exit 1"), ["show"]), "terraform show failed:\nno plan");
  });

  it("is said to be missing where it is", async () => {
    const { log } = having("");
    await assert.rejects(runTerraform({ folder: parent, environment: { PATH: parent }, log }, ["plan"]), /ENOENT/);
  });
});
