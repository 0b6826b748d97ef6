import type { SystemdCommand, SystemdUnit } from "./systemd-unit";

export interface UnitScriptOptions {
  /** Beside the unit's own, as `NAME=value`. */
  readonly environment?: readonly string[] | undefined;
  /** Where all files belong to one user, nothing becomes another. */
  readonly singleUser?: boolean | undefined;
}

/**
 * The shell script that runs a service in a lab host for as long as it is to run; `systemctl` of the host starts it, and
 * both talk by files. With the argument `reload` it does what the unit says for that.
 */
export function unitScript(
  unit: SystemdUnit,
  { environment = [], singleUser = false }: UnitScriptOptions = {},
): string {
  const state = `/run/lab/state/${unit.name}`;
  const log = `/var/log/${unit.name.replace(/[.]service$/, "")}.log`;
  const { user } = unit;
  const group = unit.group ?? user;
  const prefix = user === undefined || user === "root" || singleUser ? "" : `${become(unit, user)} `;
  const run = ({ command, asRoot }: SystemdCommand) => `${asRoot ? "" : prefix}${command}`;
  const each = (commands: readonly SystemdCommand[], otherwise: string) =>
    commands.map((one) => `  ${run(one)} ${one.mayFail ? "|| :" : `|| ${otherwise}`}\n`).join("");
  const watched = unit.watchdogSeconds !== undefined;
  return `#!/bin/sh
# ${unit.name}
${unit.oneshot ? "# oneshot\n" : ""}state=${state}
if [ "\${1-}" = reload ]; then
  MAINPID=$(cat $state/pid) || exit 1
  export MAINPID
${unit.execReload.length === 0 ? '  kill -HUP "$MAINPID"\n' : each(unit.execReload, "exit 1")}  exit 0
fi
mkdir -p $state
echo "$$" > $state/loop
exec >> ${log} 2>&1
${[...unit.environment, ...environment].map((one) => `export ${shellAssignment(one)}\n`).join("")}${unit.environmentFiles.map(environmentFile).join("")}${unit.folders
  .map(
    ({ path, variable }) =>
      `mkdir -p ${path}\n${prefix === "" ? "" : `chown ${user}:${group} ${path}\n`}export ${variable}=${path}\n`,
  )
  .join(
    "",
  )}${watched ? `export NOTIFY_SOCKET=$state/notify WATCHDOG_USEC=${Math.round((unit.watchdogSeconds ?? 0) * 1e6)}\n` : ""}while [ ! -e $state/stopped ]; do
${unit.execCondition.map((one) => condition(run(one), unit)).join("")}${each(unit.execStartPre, retry(unit))}${unit.oneshot ? oneshot(unit, each) : service(unit, run, each)}done
rm -f $state/loop
`;
}

/** systemd gives up root before the program, and keeps the capabilities that the unit names. */
function become({ group, ambientCapabilities }: SystemdUnit, user: string): string {
  const kept = ["-all", ...ambientCapabilities.map((one) => `+${one.replace(/^CAP_/, "").toLowerCase()}`)].join(",");
  return `setpriv --reuid=${user} --regid=${group ?? user} --init-groups --inh-caps=${kept} --ambient-caps=${kept} --`;
}

const condition = (command: string, unit: SystemdUnit): string => `  ${command}
  case $? in 0) ;; 255) ${retry(unit).replace(/^{ |; }$/g, "")} ;; *) : > $state/skipped; break ;; esac
`;

const retry = ({ restart, restartSeconds }: SystemdUnit): string =>
  restart === "no" ? "break" : `{ sleep ${restartSeconds}; continue; }`;

function oneshot(unit: SystemdUnit, each: (commands: readonly SystemdCommand[], otherwise: string) => string): string {
  return `${each(unit.execStart, retry(unit))}${unit.remainAfterExit ? "  : > $state/exited\n" : ""}  break
`;
}

function service(
  unit: SystemdUnit,
  run: (command: SystemdCommand) => string,
  each: (commands: readonly SystemdCommand[], otherwise: string) => string,
): string {
  const [main] = unit.execStart;
  const again = { always: "", "on-failure": '  [ "$code" != 0 ] || break\n', no: "  break\n" }[unit.restart];
  return `  (exec ${main && run(main)}) &
  pid=$!
  echo "$pid" > $state/pid
${unit.watchdogSeconds === undefined ? "" : watchdog(unit.watchdogSeconds)}${each(unit.execStartPost, 'kill "$pid"')}  wait "$pid"
  code=$?
  rm -f $state/pid
  [ ! -e $state/stopped ] || break
${again}  sleep ${unit.restartSeconds}
`;
}

/** `systemd-notify` of the host writes down when the service was last heard of. */
const watchdog = (seconds: number): string => `  : > $state/notify.heard
  (
    while kill -0 "$pid" 2>/dev/null; do
      sleep 1
      if [ "$(($(date +%s) - $(stat -c %Y $state/notify.heard)))" -gt ${Math.ceil(seconds)} ]; then
        echo "not heard of for ${seconds} s: killed"
        kill -ABRT "$pid"
        sleep 1
        kill -KILL "$pid" 2>/dev/null
      fi
    done
  ) &
`;

/** systemd takes `A=b`; the shell wants quotes around the value. */
function shellAssignment(text: string): string {
  const [, name = "", value = ""] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(text) ?? [];
  return `${name}='${value.replaceAll("'", "'\\''")}'`;
}

const environmentFile = ({ path, mayBeMissing }: SystemdUnit["environmentFiles"][number]): string =>
  `if [ -r ${path} ]; then set -a; . ${path}; set +a; ${mayBeMissing ? "" : `else echo "${path} is missing"; exit 1; `}fi\n`;
