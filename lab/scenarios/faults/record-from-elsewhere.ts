import { type ChangeAction, ChangeResourceRecordSetsCommand, Route53Client } from "@aws-sdk/client-route-53";
import { region } from "../../lab-folders";
import { clientSettings } from "../../network/cloud-access";
import { ask } from "../../quickstart/ask";
import { fewClients } from "../client-plans";
import { forwarderBucket } from "../forwarder-bucket";
import { allQuestions } from "../questions";
import type { Scenario } from "../scenario";
import { until } from "../until";

const setting = "hybrid-dns:dns.ptrRecords.monitor";
const zoneName = "cloud.acmecorp.com";
const name = `from-elsewhere.${zoneName}`;
/** Nobody's in the lab. */
const [first, second] = ["10.20.1.201", "10.20.1.202"];
/** An event waits a quarter of a minute for others. */
const limit = { limitMilliseconds: 90_000 };

export const recordFromElsewhere: Scenario = {
  name: "record-from-elsewhere",
  happens: "`up` switches the reverse monitor on; then somebody makes a record by the AWS SDK, changes it, deletes it",
  async play(stage) {
    await forwarderBucket(stage);
    const applier = await stage.applier();
    const route53 = new Route53Client(clientSettings({ endpoint: stage.emulator.endpoint, region }));
    stage.afterwards(async () => route53.destroy());
    const change = (HostedZoneId: string, changes: readonly [ChangeAction, string][]) =>
      route53.send(
        new ChangeResourceRecordSetsCommand({
          HostedZoneId,
          ChangeBatch: {
            Changes: changes.map(([Action, Value]) => ({
              Action,
              ResourceRecordSet: { Name: name, Type: "A", TTL: 1, ResourceRecords: [{ Value }] },
            })),
          },
        }),
      );
    const reverse = async (address: string) => {
      const { status, values } = await ask(stage.network, { at: "client1", name: address });
      return [status, ...values].join(" ");
    };
    const follows = async (what: string, address: string, expected: string) => {
      const milliseconds = await until(what, async () => (await reverse(address)) === expected, limit);
      stage.fact(what, true, `after ${(milliseconds / 1_000).toFixed(1)} s: ${address} ${expected}`);
    };

    await stage.whileAsked(fewClients(allQuestions), async () => {
      await applier.set(setting, true);
      stage.afterwards(async () => {
        await applier.set(setting, undefined);
        await applier.up();
      });
      const { outputs } = await applier.up();
      const zoneId = (outputs["zoneIds"] as { readonly [zone: string]: string })[zoneName]!;
      await change(zoneId, [["CREATE", first]]);
      await follows("its address answers with its name", first, `NOERROR ${name}.`);
      await change(zoneId, [
        ["DELETE", first],
        ["CREATE", second],
      ]);
      await follows("its new address answers with its name", second, `NOERROR ${name}.`);
      await follows("its old address has no name any more", first, "NXDOMAIN");
      await change(zoneId, [["DELETE", second]]);
      await follows("once it is gone, so is its PTR record", second, "NXDOMAIN");
    });
  },
};
