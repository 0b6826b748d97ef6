import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { archiveHash, reverseMonitorArchive } from "../../components/io/reverse-monitor-archive";

/**
 * Unpacks the code of a function, known by its hash: the emulator keeps no more of it than that. Only what this package was
 * built with is run, so nobody's program gets onto this machine by way of the emulator.
 *
 * @throws an Error for any other code
 */
export function packagedCode(folder: string): (sha256: string) => string {
  const unpacked = new Set<string>();
  return (sha256) => {
    const archive = reverseMonitorArchive();
    const known = archiveHash(archive);
    if (sha256 !== known) {
      throw new Error(
        `the lab runs functions of this package only: the function has the code ${sha256}, the package ${known}; run \`npm run build\` and deploy again`,
      );
    }
    const place = join(folder, known.replace(/[^A-Za-z0-9]/g, "").slice(0, 12));
    if (!unpacked.has(place)) {
      mkdirSync(place, { recursive: true });
      for (const [name, content] of Object.entries(unzipSync(readFileSync(archive)))) {
        writeFileSync(join(place, name), content);
      }
      unpacked.add(place);
    }
    return place;
  };
}
