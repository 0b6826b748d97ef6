import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeSecurityGroupRulesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { labDown } from "../../../lab/attach-lab";
import { labFolders, region } from "../../../lab/lab-folders";
import { readLabState } from "../../../lab/lab-state";
import { type Lab, labUp } from "../../../lab/lab-up";
import { clientSettings } from "../../../lab/network/cloud-access";
import { isAlive } from "../../../lab/processes";
import { ask } from "../../../lab/quickstart/ask";
import { allScenarios } from "../../../lab/scenarios/all-scenarios";
import { nameServers } from "../../../lab/scenarios/lab-hosts";
import { play } from "../../../lab/scenarios/play";
import { scenarioText } from "../../../lab/scenarios/report";
import { freePort } from "../../helpers/free-port";
import { labSkipReason } from "../../helpers/lab-skip-reason";

/**
 * On a machine with other work all is slow, the client's own timers too. Three times two seconds is as long as a lookup
 * with `timeout:1 attempts:3` waits at all: the test holds every lookup to be answered, the command how fast.
 */
const margin = 3;

/** Runs without the lines that say how far it is. */
async function quietly<Result>(run: () => Promise<Result>): Promise<Result> {
  const { error } = console;
  console.error = () => {};
  try {
    return await run();
  } finally {
    console.error = error;
  }
}

describe("scenarios", function () {
  this.timeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), "hybrid-dns-scenarios-"));
  let lab: Lab;

  before(async function () {
    const reason = labSkipReason();
    if (reason !== undefined) {
      console.log(`      skipped: ${reason}`);
      this.skip();
    }
    lab = await quietly(async () => labUp({ port: await freePort(), folder }));
  });

  after(async () => {
    const emulator = readLabState(labFolders(folder).folder)?.emulator;
    await labDown(folder);
    assert(emulator === undefined || !isAlive(emulator.process));
    rmSync(folder, { recursive: true });
  });

  for (const scenario of allScenarios)
    it(`${scenario.name}: ${scenario.happens}`, async () => {
      const report = await play(scenario, { ...lab, applier: async () => lab.applier }, { margin });
      assert(report.passed, scenarioText(report));
      for (const by of ["timeout:1 attempts:3", "by the site's Unbound", "by systemd-resolved"])
        assert(
          report.clients.some(({ client, judged, asked }) => client.endsWith(by) && judged && asked >= 200),
          `${by} in ${scenarioText(report)}`,
        );
    });

  it("leave the site's servers answering, and the security group as it was", async () => {
    for (const name of nameServers) {
      const { status } = await ask(lab.network, { at: name, name: "db1.acmecorp.com", server: "127.0.0.1" });
      assert.equal(status, "NOERROR");
    }
    const ec2 = new EC2Client(clientSettings({ endpoint: lab.emulator.endpoint, region }));
    const { SecurityGroupRules = [] } = await ec2.send(new DescribeSecurityGroupRulesCommand({}));
    ec2.destroy();
    assert.ok(SecurityGroupRules.some(({ CidrIpv4 }) => CidrIpv4 === "10.0.0.0/14"));
    assert.ok(!SecurityGroupRules.some(({ CidrIpv4 }) => CidrIpv4 === "192.168.50.0/24"));
  });

  it("tell of one that breaks off, and still undo what it left", async () => {
    let undone = false;
    const happens = "something breaks";
    const broken = {
      name: "broken",
      happens,
      async play(stage: Parameters<(typeof allScenarios)[number]["play"]>[0]) {
        stage.afterwards(async () => {
          undone = true;
        });
        await stage.script("client1", "echo no such thing >&2; exit 3");
      },
    };
    const { passed, facts } = await play(broken, { ...lab, applier: async () => lab.applier }, { margin });
    assert.deepEqual([passed, undone], [false, true]);
    assert.match(facts[0]?.seen ?? "", /in client1 this ended with 3: .*no such thing/s);
  });
});
