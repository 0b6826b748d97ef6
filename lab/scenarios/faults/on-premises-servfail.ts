import { fewClients, slowestMilliseconds } from "../client-plans";
import { forwarderA, forwarders, nameServers } from "../lab-hosts";
import { cachedCloudQuestions, newCloudQuestion, newSiteQuestion } from "../questions";
import type { Scenario } from "../scenario";

const most = 300;
const zoneFile = "/etc/bind/zones/acmecorp.com.zone";
const failing = { ...newSiteQuestion, expected: "SERVFAIL" } as const;

/** BIND serves nothing of a zone whose file is broken when it starts. */
const restartBind = "kill -KILL $(cat /run/lab/state/named.service/pid)";
const breakZone = `cp -p ${zoneFile} /root/whole.zone; echo broken > ${zoneFile}; ${restartBind}`;
const mendZone = `[ ! -e /root/whole.zone ] || { mv /root/whole.zone ${zoneFile}; ${restartBind}; }`;

export const onPremisesServfail: Scenario = {
  name: "on-premises-servfail",
  happens: "the site's name servers answer SERVFAIL; none of its names goes to the internet",
  async play(stage) {
    const { network } = stage;
    stage.afterwards(async () => {
      await Promise.all(nameServers.map((name) => stage.script(name, mendZone)));
      for (const { address } of forwarders) await stage.untilAnswers(address, newSiteQuestion);
    });
    const before = network.internetQuestions().length;
    await stage.whileAsked(fewClients([...cachedCloudQuestions, newCloudQuestion]), async () => {
      await Promise.all(nameServers.map((name) => stage.script(name, breakZone)));
      await stage.untilAnswers(forwarderA.address, failing);
      const { statuses } = await stage.burst({
        name: "new names of the site",
        host: "app2",
        timeoutMilliseconds: slowestMilliseconds,
        attempts: 1,
        questions: [newSiteQuestion],
        perSecond: 100,
        most,
      });
      const text = "who asks for a new name of the site is told SERVFAIL, and nothing else";
      stage.fact(text, statuses.SERVFAIL === most, JSON.stringify(statuses));
    });
    // e.g. `k3-1.acmecorp.com asked by 10.20.1.53 through vpc-0a1b`
    const leaked = network
      .internetQuestions()
      .slice(before)
      .filter((line) => /(^|\.)acmecorp\.com\.? asked/i.test(line));
    stage.fact("no name of the site was asked of the internet", leaked.length === 0, leaked.slice(0, 3).join("; "));
  },
};
