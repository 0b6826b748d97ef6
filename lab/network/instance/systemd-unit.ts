/** Of a systemd service what a lab host does: its commands, when it comes back, and as whom it runs. */
export interface SystemdUnit {
  /** e.g. `unbound.service` */
  readonly name: string;
  /** Whether it is done when its commands are. */
  readonly oneshot: boolean;
  readonly remainAfterExit: boolean;
  /** Where one of them says no, it is not started, which is no failure. */
  readonly execCondition: readonly SystemdCommand[];
  readonly execStartPre: readonly SystemdCommand[];
  /** Several for a oneshot service only. */
  readonly execStart: readonly SystemdCommand[];
  readonly execStartPost: readonly SystemdCommand[];
  readonly execReload: readonly SystemdCommand[];
  readonly restart: "no" | "always" | "on-failure";
  readonly restartSeconds: number;
  /** `NAME=value`, in order. */
  readonly environment: readonly string[];
  readonly environmentFiles: readonly { readonly path: string; readonly mayBeMissing: boolean }[];
  readonly user?: string | undefined;
  readonly group?: string | undefined;
  /** Kept though it is not root, e.g. `CAP_NET_BIND_SERVICE`. */
  readonly ambientCapabilities: readonly string[];
  /** Folders that are its own, e.g. `/run/named`, with the variable that names them. */
  readonly folders: readonly { readonly path: string; readonly variable: string }[];
  /** It is killed when it has not been heard of for so long. */
  readonly watchdogSeconds?: number | undefined;
}

export interface SystemdCommand {
  readonly command: string;
  /** Written with `-` before it. */
  readonly mayFail: boolean;
  /** As root, whatever `User=` says: written with `+` or `!`. */
  readonly asRoot: boolean;
}

const folderKinds = [
  { setting: "RuntimeDirectory", parent: "/run", variable: "RUNTIME_DIRECTORY" },
  { setting: "StateDirectory", parent: "/var/lib", variable: "STATE_DIRECTORY" },
  { setting: "CacheDirectory", parent: "/var/cache", variable: "CACHE_DIRECTORY" },
  { setting: "LogsDirectory", parent: "/var/log", variable: "LOGS_DIRECTORY" },
];

/**
 * Reads a service from its unit file and its drop-ins, in the order that systemd takes them: a later value replaces, a
 * later list item is added, an empty one empties the list.
 *
 * @returns `undefined` for a service that runs nothing
 * @see systemd.unit(5), systemd.service(5), systemd.exec(5)
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
      else if (section === "Service") add(values, withSpecifiers(trimmed, name));
    }
  }
  const all = (key: string) => values.get(key) ?? [];
  const last = (key: string) => all(key).at(-1);
  const commands = (key: string) => all(key).map(commandOf);
  const execStart = commands("ExecStart");
  if (execStart.length === 0) return undefined;
  const restart = last("Restart");
  const oneshot = last("Type") === "oneshot";
  const watchdog = last("WatchdogSec");
  return {
    name,
    oneshot,
    remainAfterExit: /^(yes|true|1|on)$/i.test(last("RemainAfterExit") ?? "no"),
    execCondition: commands("ExecCondition"),
    execStartPre: commands("ExecStartPre"),
    execStart: oneshot ? execStart : execStart.slice(-1),
    execStartPost: commands("ExecStartPost"),
    execReload: commands("ExecReload"),
    restart: restart === "always" ? "always" : restart === undefined || restart === "no" ? "no" : "on-failure",
    restartSeconds: secondsOf(last("RestartSec") ?? "100ms"),
    environment: all("Environment").flatMap(assignments),
    environmentFiles: all("EnvironmentFile").map((text) => ({
      path: text.replace(/^-/, ""),
      mayBeMissing: text.startsWith("-"),
    })),
    user: last("User"),
    group: last("Group"),
    ambientCapabilities: all("AmbientCapabilities").flatMap((text) => text.split(/\s+/)),
    folders: folderKinds.flatMap(({ setting, parent, variable }) =>
      all(setting)
        .flatMap((text) => text.split(/\s+/))
        .map((folder) => ({ path: `${parent}/${folder}`, variable })),
    ),
    watchdogSeconds: watchdog === undefined ? undefined : secondsOf(watchdog) || undefined,
  };
}

/** Settings that name one thing are replaced by a later line, which `last` sees to; an empty line takes all back. */
function add(values: Map<string, string[]>, line: string): void {
  const [, key, value] = /^([A-Za-z]+)\s*=\s*(.*)$/.exec(line) ?? [];
  if (key === undefined || value === undefined) return;
  values.set(key, value === "" ? [] : [...(values.get(key) ?? []), value]);
}

const specifiers: { readonly [letter: string]: string } = {
  t: "/run",
  S: "/var/lib",
  C: "/var/cache",
  L: "/var/log",
  E: "/etc",
  "%": "%",
};

const withSpecifiers = (line: string, name: string): string =>
  line.replaceAll(/%(.)/g, (all, letter: string) =>
    letter === "n" ? name : letter === "N" ? name.replace(/[.]service$/, "") : (specifiers[letter] ?? all),
  );

function commandOf(text: string): SystemdCommand {
  const [, prefixes = "", command = ""] = /^([-@:+!|]*)(.*)$/.exec(text) ?? [];
  return { command, mayFail: prefixes.includes("-"), asRoot: /[+!]/.test(prefixes) };
}

/** `A=b "C=d e"` */
function assignments(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? "",
  );
}

function secondsOf(text: string): number {
  const [, amount, unit] = /^([0-9.]+)\s*(ms|s|sec|min|m)?$/.exec(text.trim()) ?? [];
  const factor = unit === "ms" ? 0.001 : unit === "min" || unit === "m" ? 60 : 1;
  return amount === undefined ? 0.1 : Number(amount) * factor;
}
