import assert from "node:assert/strict";
import type { ForwarderImageConfig } from "../../components/core";
import { runProgram } from "../helpers/pulumi-program";
import { cdks } from "./cdks";
import { compare, nothingCompared } from "./compare";
import { mockedId, mockedOutputs, neutralOfPulumi, StackReader } from "./neutral";

const configurations: { readonly [question: string]: ForwarderImageConfig } = {
  "an image with every default": {},
  "an image for Intel, built in a subnet": { instanceType: "t3.small", subnetId: "subnet-1", vpcId: "vpc-1" },
  "an image of Ubuntu with options and tags": {
    base: "ubuntu-26.04",
    securityUpdates: true,
    ssmAgent: true,
    tags: { team: "dns" },
  },
};

describe("the front ends", function () {
  this.timeout(120_000);

  for (const [question, config] of Object.entries(configurations)) {
    it(`declare the same for ${question}`, async () => {
      const { declared } = await runProgram(({ ForwarderImage }) => new ForwarderImage("acme", config), {
        id: mockedId,
        outputs: mockedOutputs,
      });
      const pulumi = neutralOfPulumi(declared);
      assert.ok(pulumi.has("aws_imagebuilder_image acme"), [...pulumi.keys()].join());
      for (const cdk of cdks) {
        const reader = new StackReader(cdk.synthesise((stack) => cdk.forwarderImage(stack, "acme", config)));
        compare(pulumi, reader.neutral(), nothingCompared());
        assert.match(
          String(reader.stack.output?.["imageId"]?.value),
          /^\$\{tolist\(aws_imagebuilder_image\.\w+\.output_resources\[0\]\.amis\)\[0\]\.image\}$/,
        );
      }
    });
  }
});
