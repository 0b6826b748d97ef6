import { strict as assert } from "node:assert";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { collectDiagnostics } from "../../../lab/stack/diagnostics";

const stackUrn = "urn:pulumi:lab::p::pulumi:pulumi:Stack::p-lab";
const vpcUrn = "urn:pulumi:lab::p::hybrid-dns:index:HybridDns$aws:ec2/vpc:Vpc::hub";

function collected(...said: readonly { message: string; severity?: string; urn?: string; ephemeral?: boolean }[]) {
  const log: string[] = [];
  const diagnostics = collectDiagnostics((line) => log.push(line));
  for (const diagnosticEvent of said) {
    diagnostics.add({
      sequence: 1,
      timestamp: 1,
      diagnosticEvent: { severity: "error", ...diagnosticEvent },
    } as unknown as EngineEvent);
  }
  return { errors: diagnostics.errors(), log };
}

describe("what the engine says, for a reader", () => {
  it("names the resource, without colours", () => {
    const { errors } = collected({
      urn: vpcUrn,
      message: "<{%reset%}>InvalidVpcRange: too \u001b[31mlarge\u001b[0m<{%reset%}>\n",
    });
    assert.deepEqual(errors, ["aws:ec2/vpc:Vpc hub: InvalidVpcRange: too large"]);
  });

  it("says each message once, however the engine words it again", () => {
    const { errors } = collected(
      { urn: vpcUrn, message: "vpcs.hub: BAD" },
      { urn: stackUrn, message: "vpcs.hub: BAD" },
      { message: "update failed" },
      { urn: stackUrn, message: "One or more errors occurred: vpcs.hub: BAD" },
    );
    assert.deepEqual(errors, ["aws:ec2/vpc:Vpc hub: vpcs.hub: BAD"]);
  });

  it("leaves out stack traces, and nothing of a message of many lines", () => {
    const message = [
      "Unhandled exception: TypeError: x is not iterable",
      "    at program (/home/user/index.ts:3:7)",
      "    at async file:///home/user/index.ts:9:1",
      "    at process.processTicksAndRejections (node:internal/process/task_queues:104:5)",
      "  hub: look at 10.0.0.1",
    ].join("\n");
    const { errors } = collected({ urn: stackUrn, message });
    assert.deepEqual(errors, ["Unhandled exception: TypeError: x is not iterable\n  hub: look at 10.0.0.1"]);
  });

  it("shows a problem of an argument by its name", () => {
    const message =
      "aws:ec2/vpc:Vpc resource 'hub': property cidrBlock value {<nil>} has a problem: Missing required argument cidrBlock";
    assert.deepEqual(collected({ urn: vpcUrn, message }).errors, [
      "aws:ec2/vpc:Vpc hub: cidrBlock: Missing required argument cidrBlock",
    ]);
  });

  it("keeps warnings for the log, and noise from it", () => {
    const { errors, log } = collected(
      { severity: "warning", urn: vpcUrn, message: "AWS_NAMES_ELSEWHERE" },
      { severity: "warning", message: "using pulumi-resource-aws from $PATH at /somewhere" },
      { severity: "debug", message: "Registering resource" },
      { severity: "info", message: "working", ephemeral: true },
    );
    assert.deepEqual(errors, []);
    assert.deepEqual(log, ["warning: aws:ec2/vpc:Vpc hub: AWS_NAMES_ELSEWHERE"]);
  });
});
