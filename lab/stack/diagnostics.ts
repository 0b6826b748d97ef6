import type { EngineEvent } from "@pulumi/pulumi/automation";

/** Collects what the engine says in its events, and gives its errors as text for a reader. */
export interface Diagnostics {
  add(event: EngineEvent): void;
  /** Each error once, without colours and stack traces; empty where none was said. */
  errors(): readonly string[];
}

export function collectDiagnostics(log: (line: string) => void): Diagnostics {
  const errors: string[] = [];
  return {
    add(event) {
      const said = event.diagnosticEvent;
      // The declared severities leave out this one.
      if (said === undefined || said.ephemeral || (said.severity as string) === "debug") return;
      const text = plainProblem(plainText(said.message));
      if (text === "" || isNoise(text)) return;
      log(`${said.severity}: ${said.urn === undefined ? "" : `${nameOf(said.urn)}: `}${text}`);
      if (said.severity !== "error" || isEcho(text)) return;
      const line = said.urn === undefined || isStack(said.urn) ? text : `${nameOf(said.urn)}: ${text}`;
      // The program's own message comes a second time from the engine, with other words around it.
      if (!errors.some((known) => known.includes(text))) errors.push(line);
    },
    errors: () => errors,
  };
}

/** A message without the engine's colour marks and without the frames of a stack trace. */
export function plainText(message: string): string {
  return message
    .replace(/<\{%[^%]*%\}>/g, "")
    .replace(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g"), "")
    .split("\n")
    .filter((line) => !/^\s+at (?:.+ \()?(?:file:|node:|\/|<anonymous>|async |new |Object\.|Module\.)/.test(line))
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** The engine wraps a problem of an argument in words of its own, and an error of the program in others. */
function plainProblem(text: string): string {
  return text
    .replace(/^\S+ resource '[^']*': property (\S+) value \{[\s\S]*?\} has a problem: /, "$1: ")
    .replace(/^Unhandled exception: Error: /, "");
}

/** It says only that our own provider is used. */
function isNoise(text: string): boolean {
  return /using pulumi-resource-\S+ from \$PATH/.test(text);
}

/** These say no more than that something was said before. */
function isEcho(text: string): boolean {
  return /^(update|preview|destroy|resource creation) failed$|^one or more errors occurred/i.test(text);
}

function isStack(urn: string): boolean {
  return urn.split("::")[2] === "pulumi:pulumi:Stack";
}

/** e.g. `aws:ec2/vpc:Vpc hub` */
function nameOf(urn: string): string {
  const [, , types, ...name] = urn.split("::");
  return `${types?.split("$").at(-1) ?? ""} ${name.join("::")}`;
}
