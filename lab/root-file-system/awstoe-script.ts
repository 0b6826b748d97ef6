import type { AwstoeDocument, AwstoeStep, WrittenFile } from "./awstoe";

/** What Image Builder runs before it takes the image; `test` is for instances of it. */
const PHASES = ["build", "validate"];

/** A script for bash that runs documents as AWSTOE would: as root, step by step, and no further than the first failure. */
export function awstoeScript(documents: readonly AwstoeDocument[]): string {
  const steps = documents.flatMap(({ phases }) =>
    PHASES.flatMap((name) => phases.filter((phase) => phase.name === name).flatMap((phase) => phase.steps)),
  );
  return [FUNCTIONS, ...steps.flatMap(({ name, ...step }) => [`step ${quoted(name)}`, ...stepLines(step)]), ""].join(
    "\n",
  );
}

const FUNCTIONS = `set -u
step() { name=$1; echo "step $name"; }
fail() { echo "step $name: $*"; exit 1; }
content() { base64 -d <<< "$1"; }
create() {
  [ "$3" = true ] || [ ! -e "$1" ] || fail "$1 is there already"
  mkdir -p "$(dirname "$1")" && content "$2" > "$1" || fail "$1 cannot be written"
}
append() {
  [ -f "$1" ] || fail "$1 is not there"
  content "$2" >> "$1" || fail "$1 cannot be written"
}
execute() {
  file=$(mktemp) && content "$1" > "$file" || fail "no room for its commands"
  bash "$file" < /dev/null
  code=$?
  rm -f "$file"
  [ $code = 0 ] || fail "ended with exit code $code"
}`;

type Step = AwstoeStep extends infer Each ? (Each extends AwstoeStep ? Omit<Each, "name"> : never) : never;

function stepLines(step: Step): string[] {
  switch (step.action) {
    case "AppendFile":
      return step.files.map(({ path, content }) => `append ${quoted(path)} ${encoded(content)}`);
    case "CreateFile":
      return step.files.flatMap(createLines);
    case "ExecuteBash":
      return [`execute ${encoded(step.commands.join("\n"))}`];
  }
}

function createLines({ path, content, permissions, owner, group, overwrite }: WrittenFile): string[] {
  const change = (program: string, to: string | undefined) =>
    to === undefined ? [] : [`${program} ${quoted(to)} ${quoted(path)} || fail "${program}"`];
  return [
    `create ${quoted(path)} ${encoded(content)} ${overwrite}`,
    ...change("chmod", permissions),
    ...change("chown", owner),
    ...change("chgrp", group),
  ];
}

function encoded(text: string): string {
  return `'${Buffer.from(text, "utf8").toString("base64")}'`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
