import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { putRecordSet } from "../../lab/front/route53/store";
import { count, mebibytes, type Part } from "../terraform/report";
import { type ContestFront, environmentOf, UNTHROTTLED, withContestFront } from "./contest-front";
import { networksOf, SHORT_DOMAIN } from "./hosts";
import type { Networks, StreamJob } from "./job";
import { measured } from "./measured";
import { OUR_NODE } from "./ours";
import { HEAD, rowOf } from "./rows";
import { wholeProcess } from "./whole-process";

const MOST_BYTES = 1024 ** 3;
const LARGEST_PAGE = 300;
/** Of SOA and NS. */
const APEX_SETS = 2;

/** A plan for very many address records that stand as they should but for some, read from a stream. */
export async function million(records: number, program: string, folder: string): Promise<Part> {
  const networks = networksOf(records, SHORT_DOMAIN);
  const own = await mkdtemp(join(folder, "million-"));
  return withContestFront(own, { ...UNTHROTTLED, zonesPerAccount: 1_000 }, networks, async (front) => {
    const missing = fill(front, networks);
    const recordsFile = join(own, "records.txt");
    await writeRecords(recordsFile, networks);
    const reverseIds = networks.map(({ reverse }) => [reverse, front.zoneIds[reverse]!]);
    const job: StreamJob = { endpoint: front.endpoint, zoneIds: Object.fromEntries(reverseIds), recordsFile };
    const jobFile = join(own, "job.json");
    await writeFile(jobFile, JSON.stringify(job));
    const result = await measured(front, () =>
      wholeProcess([...OUR_NODE, program, jobFile], { environment: environmentOf(front.endpoint) }),
    );
    const said = JSON.parse(result.taken.output) as { planned: number; changes: number; others: number };
    const listCalls = networks
      .map(({ hosts }) => Math.ceil((hosts.length - 1 + APEX_SETS) / LARGEST_PAGE))
      .reduce((sum, pages) => sum + pages, 0);
    const isRight = said.planned === records && said.changes === missing && said.others === 0;
    const title = `A plan for ${count(records)} address records, from a stream`;
    return {
      title,
      head: HEAD,
      rows: [rowOf(`hybrid-dns: ${count(said.changes)} changes found`, result)],
      bars: [
        {
          what: `${title}: memory`,
          limit: `≤ ${mebibytes(MOST_BYTES)}`,
          measured: mebibytes(result.taken.peakBytes),
          met: result.taken.peakBytes <= MOST_BYTES,
        },
        {
          what: `${title}: list calls`,
          limit: `${count(listCalls)}, each zone once`,
          measured: count(result.asked.listCalls),
          met: result.asked.listCalls === listCalls && result.asked.otherCalls + result.asked.changeCalls === 0,
        },
        {
          what: `${title}: what it finds`,
          limit: `${count(missing)} changes, one a zone`,
          measured: `${count(said.changes)} of ${count(said.planned)}`,
          met: isRight,
        },
      ],
      missing: [],
    };
  });
}

/** Puts PTR records straight into the emulator's store, all but the last one of each zone; gives how many are missing. */
function fill({ service, zoneIds }: ContestFront, networks: Networks): number {
  for (const { reverse, hosts } of networks) {
    const zone = service.context.store.zones.get(zoneIds[reverse]!)!;
    for (const { name, address } of hosts.slice(0, -1)) {
      const reverseName = `${address.split(".").reverse().join(".")}.in-addr.arpa.`;
      putRecordSet(zone.recordSets, { name: reverseName, type: "PTR", ttl: 300, values: [`${name}.`], routing: {} });
    }
    zone.inOrder = undefined;
  }
  return networks.length;
}

/** The last first, so that nothing comes in the order of zones. */
async function writeRecords(path: string, networks: Networks): Promise<void> {
  const file = createWriteStream(path);
  const longest = Math.max(...networks.map(({ hosts }) => hosts.length));
  for (let number = longest - 1; number >= 0; number--) {
    const lines = networks
      .flatMap(({ hosts }) => hosts[number] ?? [])
      .map(({ name, address }) => `${name} ${address}\n`);
    if (!file.write(lines.join(""))) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
}
