import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { forwarderImageFolder } from "../../../../components/io/forwarder-image";
import { readSystemdUnit } from "../../../../lab/network/instance/systemd-unit";
import { unitScript } from "../../../../lab/network/instance/unit-script";

const packaged = `[Unit]
Description=Unbound
[Service]
Type=notify
Restart=on-failure
Environment="OPTIONS=-v -v"
ExecStartPre=-/usr/libexec/helper first
ExecStartPre=/usr/libexec/helper second
ExecStart=/usr/sbin/unbound -d -p $OPTIONS
[Install]
WantedBy=multi-user.target
`;

describe("a systemd service as a lab host reads it", () => {
  it("has its commands, when it comes back and its environment", () => {
    assert.deepEqual(readSystemdUnit("unbound.service", [packaged]), {
      name: "unbound.service",
      oneshot: false,
      remainAfterExit: false,
      execCondition: [],
      execStartPre: [
        { command: "/usr/libexec/helper first", mayFail: true, asRoot: false },
        { command: "/usr/libexec/helper second", mayFail: false, asRoot: false },
      ],
      execStart: [{ command: "/usr/sbin/unbound -d -p $OPTIONS", mayFail: false, asRoot: false }],
      execStartPost: [],
      execReload: [],
      restart: "on-failure",
      restartSeconds: 0.1,
      environment: ["OPTIONS=-v -v"],
      environmentFiles: [],
      user: undefined,
      group: undefined,
      ambientCapabilities: [],
      folders: [],
      watchdogSeconds: undefined,
    });
  });

  it("takes a drop-in's values, an empty one emptying the list", () => {
    const unit = readSystemdUnit("unbound.service", [
      packaged,
      "[Service]\nExecStartPre=\nExecStart=\nExecStart=/bin/other\nRestart=always\nRestartSec=2",
    ]);
    assert.deepEqual(
      [unit?.execStartPre, unit?.execStart[0]?.command, unit?.restart, unit?.restartSeconds],
      [[], "/bin/other", "always", 2],
    );
  });

  it("of the forwarder image starts Unbound without the internet, and always comes back", () => {
    const dropIn = join(forwarderImageFolder(), "files/etc/systemd/system/unbound.service.d/hybrid-dns.conf");
    const unit = readSystemdUnit("unbound.service", [packaged, readFileSync(dropIn, "utf8")]);
    assert.deepEqual([unit?.execStartPre, unit?.restart, unit?.restartSeconds], [[], "always", 0.2]);
    assert.equal(unit?.execStart[0]?.command, "/usr/sbin/unbound -d -p -c /etc/unbound/unbound.conf");
  });

  it("that runs nothing is none", () =>
    assert.equal(readSystemdUnit("x.service", ["[Unit]\nDescription=x"]), undefined));

  it("becomes a script with the value of its environment quoted", () => {
    assert.match(unitScript(readSystemdUnit("unbound.service", [packaged])!), /^export OPTIONS='-v -v'$/m);
  });
});
