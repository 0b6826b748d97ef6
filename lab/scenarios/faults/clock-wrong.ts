import { fewClients } from "../client-plans";
import { allAreOk, forwarderBucket } from "../forwarder-bucket";
import { forwarderA } from "../lab-hosts";
import { allQuestions } from "../questions";
import type { Scenario } from "../scenario";

const library = "/usr/local/lib/libfaketime.so.1";
/** A shell's argument is no longer than 128 KiB. */
const mostCharacters = 90_000;
/** Of all that begins after it; each goes by the clock that it began with. */
const startAnew = "systemctl restart unbound.service hybrid-dns-agent.service";

export const clockWrong: Scenario = {
  name: "clock-wrong",
  happens: "a forwarder's clock is wrong by an hour: its DNS server and its agent begin so, and take a configuration",
  async play(stage) {
    const bucket = await forwarderBucket(stage);
    const { name } = forwarderA;
    const fakeTime = await stage.script("app1", "base64 -w 0 $(find /usr/lib -name libfaketime.so.1)");
    for (let at = 0; at < fakeTime.length; at += mostCharacters)
      await stage.script(name, `printf %s ${fakeTime.slice(at, at + mostCharacters)} >> /tmp/faketime`);
    await stage.script(name, `base64 -d /tmp/faketime > ${library}; rm /tmp/faketime`);
    stage.afterwards(async () => {
      // What was begun an hour ahead may take longer to end than systemctl waits.
      await stage.script(name, `rm -f /etc/ld.so.preload; ${startAnew} || { sleep 2; ${startAnew}; }`);
      await bucket.untilSlots("both are well", allAreOk);
    });
    await stage.whileAsked(fewClients(allQuestions), async () => {
      await stage.script(name, `echo +1h > /etc/faketimerc; echo ${library} > /etc/ld.so.preload; ${startAnew}`);
      await stage.untilAnswers(forwarderA.address);
      const minutes = await stage
        .script(name, "date +%s")
        .then((seconds) => (Number(seconds) * 1000 - Date.now()) / 60_000);
      stage.fact("its clock is wrong by an hour", Math.abs(minutes - 60) < 1, `${minutes} minutes`);
      await bucket.desireAnother();
      await bucket.untilSlots("both run the new configuration", allAreOk);
    });
  },
};
