import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { region } from "../../lab-folders";
import { clientSettings } from "../../network/cloud-access";
import { fewClients } from "../client-plans";
import { allAreOk, forwarderBucket, holdersOf } from "../forwarder-bucket";
import { allQuestions } from "../questions";
import type { Scenario } from "../scenario";
import { until } from "../until";

const limit = { limitMilliseconds: 30_000 };

export const queryLogging: Scenario = {
  name: "query-logging",
  happens: "`up` has questions logged to CloudWatch Logs, and then no more",
  async play(stage) {
    const bucket = await forwarderBucket(stage);
    const before = await bucket.status();
    const { software } = before.desired;
    const setting = `hybrid-dns:dns.backend.${software}.queryLogging`;
    const logs = new CloudWatchLogsClient(clientSettings({ endpoint: stage.emulator.endpoint, region }));
    stage.afterwards(async () => logs.destroy());
    const applier = await stage.applier();
    const apply = async () => {
      await applier.up();
      await bucket.untilSlots("both forwarders run the new configuration", allAreOk);
    };
    let isOn = false;
    const switchOff = async () => {
      await applier.set(setting, undefined);
      await apply();
      isOn = false;
    };
    stage.afterwards(async () => {
      if (isOn) await switchOff();
    });
    const groups = async () => {
      const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "/hybrid-dns/" }));
      return logGroups;
    };

    await stage.whileAsked(fewClients(allQuestions), async () => {
      isOn = true;
      await applier.set(`${setting}.retentionDays`, 7);
      await apply();
      const [group] = await groups();
      stage.fact("its log group keeps questions for a week", group?.retentionInDays === 7, `${group?.logGroupName}`);
      let seen = { streams: 0, questions: 0, example: "none" };
      await until(
        "both forwarders log questions",
        async () => {
          const command = new FilterLogEventsCommand({ logGroupName: group?.logGroupName });
          const { events = [] } = await logs.send(command);
          const questions = events.map(({ message }) => JSON.parse(message ?? "{}") as { readonly name?: string });
          const named = questions.filter(({ name }) => name === "app1.cloud.acmecorp.com");
          const streams = new Set(events.map(({ logStreamName }) => logStreamName)).size;
          seen = { streams, questions: named.length, example: JSON.stringify(named[0]) };
          return streams > 1 && named.length > 0;
        },
        limit,
      );
      stage.fact("both forwarders log in a stream of their own", seen.streams === 2, `${seen.streams} streams`);
      stage.fact("questions are there, with their answers", seen.questions > 0, seen.example);
      await switchOff();
    });
    stage.fact("the log group is gone", (await groups()).length === 0, `${(await groups()).length} groups`);
    const { slots } = await bucket.status();
    stage.fact("nobody was replaced", holdersOf(slots) === holdersOf(before.slots), holdersOf(slots));
  },
};
