import { pageSections } from "../terraform/page";
import type { Part } from "../terraform/report";
import { OUR_FLAGS } from "./ours";

/** The measured figures as a page. */
export function renderPage(conditions: string, parts: readonly Part[]): string {
  return `# How fast records are written to Route 53

Written by \`npm run bench:route53 -- --write-page\`, which repeats it: a quarter of an hour on two cores; \`--quick\` takes two
minutes, \`--sizes 10k\` says which sizes, \`--no-rivals\` leaves the others out. Measured with ${conditions}, against
the lab's emulator of Route 53, strict in what it takes and counting every call. octoDNS is installed by the bench itself, in a virtual
environment in the user's cache folder; where it or Terraform is missing, the bench says so.

Each row is a whole process from its start to its end: ours runs the built package's lifecycles and reads its arguments and its state
from JSON files (\`bench/route53/ours/\`), octoDNS reads zone files of its own, Terraform a program with a resource a record. CPU
is user and system time with all that a process started. Plans without changes read every zone in full. They are measured by turns,
the middle one is shown, and a ratio is the median of the turns'. Our processes are started with Node's \`${OUR_FLAGS.join(" ")}\`, which
bounds how much garbage waits to be collected; without them they take a fifth less CPU and up to twice the memory. Calls and tokens
are held against the least that Route 53's documented limits allow, computed in \`bench/route53/bounds.ts\` by nothing of the product.
Where sizes are compared the emulator sets no pace, so that nobody's waiting is measured. Times are those of one machine on one day, and wall times
are also those of what else it did: what carries over are calls, tokens and ratios of CPU. The bar of memory is that of a plan; an update
holds what was and what shall be, and takes more.

${pageSections(parts)}
`;
}
