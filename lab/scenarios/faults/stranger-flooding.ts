import { fewClients } from "../client-plans";
import { forwarderA } from "../lab-hosts";
import { openSecurityGroup } from "../open-security-group";
import { allQuestions, cachedCloudQuestions } from "../questions";
import type { Scenario } from "../scenario";
import type { Stage } from "../stage";

const perSecond = 2_000;
const most = 2 * perSecond;
/** Of a network behind the VPN that is not permitted. */
const strangers = "192.168.50.0/24";

export const strangerFlooding: Scenario = {
  name: "stranger-flooding",
  happens: `a host that is not permitted asks ${perSecond} questions a second, before and after the security group is opened to it by hand`,
  async play(stage) {
    await stage.whileAsked(fewClients(allQuestions), async () => {
      const dropped = await flood(stage, "stranger, security group closed");
      stage.fact("the security group drops all of it", dropped["no answer"] === most, JSON.stringify(dropped));
      const close = await openSecurityGroup(stage.emulator.endpoint, forwarderA.address, strangers);
      stage.afterwards(async () => {
        await close();
        await stage.network.refresh();
      });
      await stage.network.refresh();
      const { REFUSED = 0, "no answer": lost = 0, ...others } = await flood(stage, "stranger, security group open");
      stage.fact(
        "with it open, the forwarder refuses: what it does not refuse it drops",
        REFUSED > 0 && REFUSED + lost === most,
        JSON.stringify({ REFUSED, lost, ...others }),
      );
    });
  },
};

async function flood(stage: Stage, name: string) {
  const { statuses } = await stage.burst({
    name,
    host: "guest1",
    servers: [forwarderA.address],
    timeoutMilliseconds: 1_000,
    attempts: 1,
    questions: cachedCloudQuestions,
    perSecond,
    most,
  });
  return statuses;
}
