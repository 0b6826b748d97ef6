/** A text as a literal of Terraform's language. */
export function quoted(text: string): string {
  const escaped = JSON.stringify(text).replaceAll("\\b", "\\u0008").replaceAll("\\f", "\\u000c");
  return escaped.replace(/([$%])\{/g, "$1$1{");
}

/** Lines, each further in by two spaces; empty ones stay empty. */
export function indented(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split("\n")).map((line) => (line === "" ? "" : `  ${line}`));
}

/** A block with lines in it, e.g. `resource "terraform_data" "this" { … }`. */
export function block(head: string, lines: readonly string[]): string[] {
  return [`${head} {`, ...indented(lines), "}"];
}

/** Arguments below each other, lined up as `terraform fmt` does: what goes on in further lines stands for itself. */
export function assignments(entries: readonly (readonly [name: string, expression: string])[]): string[] {
  const lines: string[] = [];
  let run: (readonly [name: string, expression: string])[] = [];
  const endRun = () => {
    const width = Math.max(0, ...run.map(([name]) => name.length));
    lines.push(...run.map(([name, expression]) => `${name.padEnd(width)} = ${expression}`));
    run = [];
  };
  for (const [name, expression] of entries) {
    const goesOn = expression.includes("\n") && !expression.startsWith("<<");
    if (goesOn) endRun();
    run.push([name, expression]);
    if (goesOn) endRun();
  }
  endRun();
  return lines;
}
