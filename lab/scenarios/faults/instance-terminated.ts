import { EC2Client, TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import { region } from "../../lab-folders";
import { clientSettings } from "../../network/cloud-access";
import { resolverClients } from "../client-plans";
import { allAreOk, forwarderBucket } from "../forwarder-bucket";
import { forwarderA } from "../lab-hosts";
import { allQuestions } from "../questions";
import type { Scenario } from "../scenario";

export const instanceTerminated: Scenario = {
  name: "instance-terminated",
  happens: "a forwarder's instance is terminated; its group launches another one at the same address",
  async play(stage) {
    const bucket = await forwarderBucket(stage);
    const ec2 = new EC2Client(clientSettings({ endpoint: stage.emulator.endpoint, region }));
    stage.afterwards(async () => ec2.destroy());
    const [first] = (await bucket.status()).slots;
    const gone = first?.report?.instanceId ?? "";
    await stage.whileAsked(resolverClients(allQuestions), async () => {
      await ec2.send(new TerminateInstancesCommand({ InstanceIds: [gone] }));
      await bucket.untilSlots(
        "another instance holds the slot",
        (slots) => allAreOk(slots) && slots[0]?.report?.instanceId !== gone,
      );
      await stage.untilAnswers(forwarderA.address);
    });
    const [now] = (await bucket.status()).slots;
    stage.fact(
      "another instance answers at the same address",
      now?.report?.address === first?.report?.address,
      `${gone} at ${first?.report?.address}, then ${now?.report?.instanceId} at ${now?.report?.address}`,
    );
  },
};
