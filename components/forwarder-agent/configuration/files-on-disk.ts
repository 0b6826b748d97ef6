import { link, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { ConfigurationFiles, Trial } from "./configuration-files";

/**
 * The configuration file, and beside it `.candidate`, `.last-good` and `.trial`.
 *
 * What is replaced is replaced by renaming what was written to disk before, so a reader finds one or the other whole.
 */
export function filesOnDisk(file: string): ConfigurationFiles {
  const candidate = `${file}.candidate`;
  const lastGood = `${file}.last-good`;
  const trialFile = `${file}.trial`;
  const fresh = `${file}.new`;

  return {
    candidate,
    live: () => readIfThere(file),
    writeCandidate: (text) => writeThrough(candidate, text),
    async install() {
      if ((await readIfThere(file)) !== undefined) {
        await rm(fresh, { force: true });
        await link(file, fresh);
        await renameThrough(fresh, lastGood);
      }
      await renameThrough(candidate, file);
    },
    async restore() {
      // A second name and no copy: that also works on a full disk.
      await rm(fresh, { force: true });
      await link(lastGood, fresh);
      await renameThrough(fresh, file);
    },
    async trial() {
      const text = await readIfThere(trialFile);
      return text === undefined ? undefined : readTrial(text);
    },
    async beginTrial(trial) {
      await writeThrough(fresh, JSON.stringify(trial));
      await renameThrough(fresh, trialFile);
    },
    async endTrial() {
      await rm(trialFile, { force: true });
      await flush(dirname(file));
    },
  };
}

function readTrial(text: string): Trial {
  try {
    const { sha256, answered } = JSON.parse(text) as Partial<Trial>;
    if (typeof sha256 === "string" && Array.isArray(answered)) return { sha256, answered: answered.map(String) };
  } catch {}
  // Ours, but not whole: a trial of nothing, after which all is taken anew.
  return { sha256: "", answered: [] };
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function writeThrough(file: string, text: string): Promise<void> {
  const handle = await open(file, "w", 0o644);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function renameThrough(from: string, to: string): Promise<void> {
  await rename(from, to);
  await flush(dirname(to));
}

/** To disk, a file or the names in a folder. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
