/** Of a systemd service what a lab host does: its commands, and when it comes back. */
export interface SystemdUnit {
  /** e.g. `unbound.service` */
  readonly name: string;
  readonly execStartPre: readonly SystemdCommand[];
  readonly execStart: string;
  readonly restart: "no" | "always" | "on-failure";
  readonly restartSeconds: number;
  /** `NAME=value`, in order. */
  readonly environment: readonly string[];
}

export interface SystemdCommand {
  readonly command: string;
  /** Written with `-` before it. */
  readonly mayFail: boolean;
}

/**
 * Reads a service from its unit file and its drop-ins, in the order that systemd takes them: a later value replaces, a
 * later list item is added, an empty one empties the list.
 *
 * @returns `undefined` for a service that runs nothing
 * @see systemd.unit(5), systemd.service(5)
 */
export function readSystemdUnit(name: string, texts: readonly string[]): SystemdUnit | undefined {
  const values = new Map<string, string[]>();
  for (const text of texts) {
    let section = "";
    for (const line of text.replaceAll(/\\\r?\n/g, " ").split(/\r?\n/)) {
      const trimmed = line.trim();
      if (trimmed === "" || /^[#;]/.test(trimmed)) continue;
      const heading = /^\[(.+)\]$/.exec(trimmed)?.[1];
      if (heading !== undefined) section = heading;
      else if (section === "Service") add(values, trimmed);
    }
  }
  const last = (key: string) => values.get(key)?.at(-1);
  const execStart = last("ExecStart");
  if (execStart === undefined) return undefined;
  const restart = last("Restart");
  return {
    name,
    execStartPre: (values.get("ExecStartPre") ?? []).map(commandOf),
    execStart: commandOf(execStart).command,
    restart: restart === "always" ? "always" : restart === undefined || restart === "no" ? "no" : "on-failure",
    restartSeconds: secondsOf(last("RestartSec") ?? "100ms"),
    environment: values.get("Environment") ?? [],
  };
}

function add(values: Map<string, string[]>, line: string): void {
  const [, key, value] = /^([A-Za-z]+)\s*=\s*(.*)$/.exec(line) ?? [];
  if (key === undefined || value === undefined) return;
  values.set(key, value === "" ? [] : [...(values.get(key) ?? []), value]);
}

/** Prefixes say how systemd runs a command; only "may fail" matters here. */
function commandOf(text: string): SystemdCommand {
  const [, prefixes = "", command = ""] = /^([-@:+!|]*)(.*)$/.exec(text) ?? [];
  return { command, mayFail: prefixes.includes("-") };
}

function secondsOf(text: string): number {
  const [, amount, unit] = /^([0-9.]+)\s*(ms|s|sec|min|m)?$/.exec(text.trim()) ?? [];
  const factor = unit === "ms" ? 0.001 : unit === "min" || unit === "m" ? 60 : 1;
  return amount === undefined ? 0.1 : Number(amount) * factor;
}

/** The shell loop that runs a service in a lab host; `systemctl` of the host talks to it by files. */
export function unitScript(unit: SystemdUnit): string {
  const state = `/run/lab/state/${unit.name}`;
  const log = `/var/log/${unit.name.replace(/[.]service$/, "")}.log`;
  const again = {
    always: ":",
    "on-failure": `[ "$code" != 0 ] || : > ${state}/stopped`,
    no: `: > ${state}/stopped`,
  }[unit.restart];
  return `mkdir -p ${state}
exec >> ${log} 2>&1
${unit.environment.map((one) => `export ${shellAssignment(one)}\n`).join("")}while :; do
  while [ -e ${state}/stopped ]; do sleep 0.02; done
${unit.execStartPre.map(({ command, mayFail }) => `  ${command}${mayFail ? " || true" : ` || { sleep ${unit.restartSeconds}; continue; }`}\n`).join("")}  (exec ${unit.execStart}) &
  pid=$!
  echo "$pid" > ${state}/pid
  wait "$pid"
  code=$?
  rm -f ${state}/pid
  [ ! -e ${state}/stopped ] || continue
  ${again}
  sleep ${unit.restartSeconds}
done
`;
}

/** systemd takes `A=b` and `"A=b c"`; the shell wants the quotes around the value. */
function shellAssignment(text: string): string {
  const [, name = "", value = ""] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(text.replace(/^"(.*)"$/s, "$1")) ?? [];
  return `${name}='${value.replaceAll("'", "'\\''")}'`;
}
