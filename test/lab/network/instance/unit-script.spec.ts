import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readSystemdUnit } from "../../../../lab/network/instance/systemd-unit";
import { unitScript } from "../../../../lab/network/instance/unit-script";

const scriptOf = (settings: string, options: Parameters<typeof unitScript>[1] = {}) =>
  unitScript(readSystemdUnit("x.service", [`[Service]\n${settings}`])!, options);

describe("the script of a service in a lab host", () => {
  for (const [what, settings, expected] of [
    ["quotes its environment", 'ExecStart=/bin/x\nEnvironment="A=b c" D=e', /^export A='b c'\nexport D='e'$/m],
    [
      "reads environment files",
      "ExecStart=/bin/x\nEnvironmentFile=-/etc/default/x",
      /\. \/etc\/default\/x; set \+a; fi/,
    ],
    [
      "becomes the unit's user",
      "ExecStart=/bin/x\nUser=bind",
      /exec setpriv --reuid=bind --regid=bind --init-groups .* -- \/bin\/x/,
    ],
    [
      "keeps ambient capabilities",
      "ExecStart=/bin/x\nUser=bind\nAmbientCapabilities=CAP_NET_BIND_SERVICE",
      /--ambient-caps=-all,\+net_bind_service/,
    ],
    [
      "stays root where the command says so",
      "ExecStart=/bin/x\nUser=bind\nExecStartPre=+/bin/y",
      /^ {2}\/bin\/y \|\|/m,
    ],
    [
      "makes the unit's folders",
      "ExecStart=/bin/x\nRuntimeDirectory=x",
      /mkdir -p \/run\/x\nexport RUNTIME_DIRECTORY=\/run\/x/,
    ],
    [
      "does not start what its condition denies",
      "ExecStart=/bin/x\nExecCondition=/bin/no",
      /\*\) : > \$state\/skipped; break/,
    ],
    ["ends what its watchdog has not heard of", "ExecStart=/bin/x\nWatchdogSec=5", /-gt 5 \]/],
    ["reloads as the unit says", "ExecStart=/bin/x\nExecReload=/bin/reload $MAINPID", /\/bin\/reload \$MAINPID/],
    [
      "runs once where it is a oneshot",
      "Type=oneshot\nExecStart=/bin/x\nExecStart=/bin/y",
      /\/bin\/x .*\n {2}\/bin\/y .*\n {2}break/,
    ],
  ] as const)
    it(`${what}, and is one that a plain shell takes`, () => {
      const script = scriptOf(settings);
      assert.match(script, expected);
      assert.equal(spawnSync("sh", ["-n"], { input: script, encoding: "utf8" }).stderr, "");
    });

  it("becomes nobody else where there is one user only, and has what the lab adds to its environment", () => {
    const script = scriptOf("ExecStart=/bin/x\nUser=bind", {
      singleUser: true,
      environment: ["AWS_ENDPOINT_URL=http://1"],
    });
    assert.doesNotMatch(script, /setpriv/);
    assert.match(script, /^export AWS_ENDPOINT_URL='http:\/\/1'$/m);
  });
});
