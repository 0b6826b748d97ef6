import type { Part } from "./report";

/** A section for each part: its table, its bars, and what is missing. */
export function pageSections(parts: readonly Part[]): string {
  const sections = parts.map(({ title, head, rows, bars, missing }) => {
    const marks = bars.map(
      ({ what, limit, measured, met }) => `| ${what} | ${limit} | ${measured} | ${met ? "yes" : "**no**"} |`,
    );
    return [
      `## ${title}`,
      ...(rows.length > 0 ? [table(head, rows)] : []),
      ...(marks.length > 0 ? [`| bar | limit | measured | met |\n| --- | --- | --- | --- |\n${marks.join("\n")}`] : []),
      ...missing,
    ].join("\n\n");
  });
  return sections.join("\n\n");
}

/** The measured figures as a page. */
export function renderPage(conditions: string, parts: readonly Part[]): string {
  return `# How fast the Terraform provider is

Written by \`npm run bench:terraform -- --with-single --write\`; measured with ${conditions}, against the lab's emulator of
Route 53 with AWS's documented limits. Times are those of one machine on one day: what carries over are the numbers of calls,
and how figures of one table compare.

${pageSections(parts)}
`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
