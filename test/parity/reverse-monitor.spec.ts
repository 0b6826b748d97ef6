import assert from "node:assert/strict";
import type { HybridDnsConfig, ReverseMonitorConfig } from "../../components/core";
import { described } from "../core/descriptions";
import { runProgram } from "../helpers/pulumi-program";
import { cdks } from "./cdks";
import { compare, nothingCompared } from "./compare";
import { mockedCall, mockedId, mockedOutputs, neutralOfPulumi, StackReader } from "./neutral";

type ProviderClass = typeof import("@pulumi/aws/provider").Provider;

const zoneIds = { "cloud.acmecorp.com": "Z1", "20.10.in-addr.arpa": "Z2" };
const monitors: { readonly [question: string]: ReverseMonitorConfig & { readonly elsewhere?: true } } = {
  "a monitor with every default": { zoneIds },
  "a monitor with everything": {
    zoneIds: { ...zoneIds, "apps.acmecorp.com": "Z3" },
    roleArns: { "apps.acmecorp.com": "arn:aws:iam::222222222222:role/dns" },
    ptrRecords: { prefer: ["app1.cloud.acmecorp.com"], exclude: ["*.kube.cloud.acmecorp.com"], ttlSeconds: 60 },
    guards: { maximumDeletePercent: 50 },
    scheduleMinutes: 5,
    windowSeconds: 60,
    alarmActions: ["arn:aws:sns:eu-west-1:123456789012:dns"],
    partition: "aws-cn",
    tags: { team: "dns" },
  },
  "a monitor outside us-east-1": { zoneIds, elsewhere: true },
};
const hybrids: { readonly [question: string]: HybridDnsConfig } = {
  "a hybrid DNS with a monitor": described({
    ptrRecords: { monitor: true, prefer: ["app1.cloud.acmecorp.com"] },
    tags: { team: "network" },
  }),
};

describe("the front ends", function () {
  this.timeout(120_000);

  for (const [question, { elsewhere = false, ...config }] of Object.entries(monitors)) {
    it(`declare the same for ${question}`, async () => {
      const { declared } = await runProgram(
        ({ ReverseMonitor }) => {
          const { Provider } = require("@pulumi/aws/provider") as { Provider: ProviderClass };
          const events = elsewhere ? { eventsProvider: new Provider("virginia", { region: "us-east-1" }) } : {};
          return new ReverseMonitor("acme", { ...config, ...events });
        },
        { id: mockedId, outputs: mockedOutputs },
      );
      const pulumi = neutralOfPulumi(declared);
      assert.ok(pulumi.has("aws_lambda_function acme"), [...pulumi.keys()].join());
      assert.equal(pulumi.has("aws_cloudwatch_event_rule acme-relay"), elsewhere);
      for (const cdk of cdks) {
        const reader = new StackReader(cdk.synthesise((stack) => cdk.reverseMonitor(stack, "acme", config, elsewhere)));
        compare(pulumi, reader.neutral(), nothingCompared());
        assert.match(
          String(reader.stack.output?.["functionName"]?.value),
          /^\$\{aws_lambda_function\.\w+\.function_name\}$/,
        );
      }
    });
  }

  for (const [question, config] of Object.entries(hybrids)) {
    it(`declare the same for ${question}`, async () => {
      const { declared } = await runProgram(({ HybridDns }) => new HybridDns("acme", config), {
        id: mockedId,
        outputs: mockedOutputs,
        config: { "aws:region": "eu-west-1" },
        call: mockedCall,
      });
      const pulumi = neutralOfPulumi(declared);
      const mapping = pulumi.get("aws_lambda_event_source_mapping acme-reverse-monitor");
      assert.ok(mapping?.after.includes("hybriddns_ptr_records acme"), "it goes before the stack's PTR records");
      assert.equal(pulumi.get("hybriddns_ptr_records acme")?.arguments["monitored"], true);
      for (const cdk of cdks) {
        const reader = new StackReader(cdk.synthesise((stack) => cdk.hybridDns(stack, "acme", config)));
        compare(pulumi, reader.neutral(), nothingCompared());
      }
    });
  }
});
