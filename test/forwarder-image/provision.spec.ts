import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { forwarderImageFolder } from "../../components/io/forwarder-image";
import { needsNamespaces } from "../lab/network/needs-namespaces";
import { runInForwarder } from "./forwarder-tree";
import { heredoc, imageFiles } from "./image-files";

/** Puts what the image is made from where whoever builds one puts it. */
const provisionFolder = imageFiles()
  .map(
    (path) =>
      `mkdir -p ${dirname(`/tmp/forwarder-image/${path}`)}\n${heredoc(`/tmp/forwarder-image/${path}`, readFileSync(join(forwarderImageFolder(), path), "utf8"))}`,
  )
  .join("");
const provision = "sh /tmp/forwarder-image/provision.sh";

/** There is no network where the tests run: apt-get says what it is asked for, and does nothing. */
const packagesAreNoted = `printf '#!/bin/sh\necho "apt-get $*"\n' > /usr/local/bin/apt-get; chmod 755 /usr/local/bin/apt-get; PATH=/usr/local/bin:$PATH
`;

describe("provisioning with options", function () {
  this.timeout(60_000);
  let flags: readonly string[] = [];
  const run = async (script: string) => (await runInForwarder(flags, `${provisionFolder}${script}`)).output;
  before(async function () {
    flags = await needsNamespaces(this);
  });

  it("has security updates where they are asked for, which keep what stands here, and none again after that", async () => {
    const state =
      "for unit in apt-daily.timer apt-daily-upgrade.timer; do [ -L /etc/systemd/system/$unit ] && echo $unit masked; done; apt-config dump | grep -iE '^(APT::Periodic|DPkg::Options)'; echo end; ";
    const output = await run(
      `${packagesAreNoted}SECURITY_UPDATES=yes ${provision}; echo code $?; ${state}${provision}; echo code $?; ${state}`,
    );
    const [, wanted = "", unwanted = ""] = output.split("code 0\n");
    assert.match(output, /^apt-get install --yes --no-install-recommends unattended-upgrades$/m);
    assert.match(wanted, /^APT::Periodic::Update-Package-Lists "1";\nAPT::Periodic::Unattended-Upgrade "1";$/m);
    assert.match(wanted, /^DPkg::Options:: "--force-confold";$/m);
    assert.doesNotMatch(wanted.split("end\n")[0]!, /masked/);
    assert.match(unwanted, /^apt-daily\.timer masked\napt-daily-upgrade\.timer masked\nend\n$/);
  });

  it("keeps an agent of Systems Manager where it is asked for, and lets it not begin at boot elsewhere", async () => {
    const output = await run(
      `${packagesAreNoted}mkdir -p /run/lab/state/amazon-ssm-agent.service; : > /usr/lib/systemd/system/amazon-ssm-agent.service
wants() { ls /etc/systemd/system/multi-user.target.wants | grep ssm; }
SSM_AGENT=yes ${provision}; echo code $?; wants; ${provision}; echo code $?; wants; echo end`,
    );
    assert.match(output, /code 0\namazon-ssm-agent\.service\n/);
    assert.match(output, /code 0\nend\n$/);
  });

  const refusals: [environment: string, says: RegExp][] = [
    ["SECURITY_UPDATES=maybe", /SECURITY_UPDATES is 'maybe', expected yes or no\n/],
    ["SSM_AGENT=1", /SSM_AGENT is '1', expected yes or no\n/],
    ["SSM_AGENT=yes", /SSM_AGENT is yes, but the agent of Systems Manager is not installed\n/],
  ];
  for (const [environment, says] of refusals) {
    it(`refuses ${environment} here, and says why`, async () => {
      const output = await run(`${environment} ${provision}; echo code $?`);
      assert.match(output, says);
      assert.match(output, /code 1\n$/);
    });
  }

  it("refuses a system that is too old, or another one", async () => {
    const output = await run(
      `cp /etc/os-release /tmp/is; for is in 'ID=debian VERSION_ID=12' 'ID=ubuntu VERSION_ID=24.04' 'ID=fedora VERSION_ID=43'; do rm -f /etc/os-release; echo "$is" | tr ' ' '\n' > /etc/os-release; ${provision}; echo code $?; done`,
    );
    assert.equal(output.match(/code 1\n/g)?.length, 3);
    assert.match(output, /this is debian 12, expected 13 or newer/);
    assert.match(output, /this is ubuntu 24\.04, expected 26\.04 or newer/);
    assert.match(output, /this is fedora, expected debian or ubuntu/);
  });
});
