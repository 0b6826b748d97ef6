import type { Part } from "../terraform/report";

/** The measured figures as a page. */
export function renderPage(conditions: string, parts: readonly Part[]): string {
  return `# How fast the forwarders are

Written by \`npm run bench:forwarder -- --write\`; measured with ${conditions}. What \`hybrid-dns\` renders stands beside an Unbound that
was tuned by hand for nothing but questions a second (\`bench/forwarder/hand-tuned.conf\`). dnsperf asks on loopback, NSD is
the upstream, all from one tree of Debian 13 in namespaces of their own. The server has a core to itself; load and upstream share another. In every round
all are freshly started and take turns, there and back, and a ratio is the median of the ratios of the rounds (with the quarter below
and above it in brackets: what else the machine did); above 1 is better than the hand-tuned one. Times are those of one machine on one day: what carries over are the ratios.

${parts.map(section).join("\n\n")}
`;
}

function section({ title, head, rows, bars, missing }: Part): string {
  const marks = bars.map(({ what, limit, measured, met }) => [what, limit, measured, met ? "yes" : "**no**"]);
  return [
    `## ${title}`,
    markdownTable(head, rows),
    ...(marks.length > 0 ? [markdownTable(["bar", "limit", "measured", "met"], marks)] : []),
    ...missing,
  ].join("\n\n");
}

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
