// @ts-check
// One set-up of a machine at a time; a lock whose holder is dead is taken over.
const { readFileSync, rmSync, writeFileSync } = require("node:fs");
const { setTimeout } = require("node:timers/promises");

/** @param {number} pid */
function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * @param {string} file
 * @param {(text: string) => void} say
 * @returns {Promise<() => void>} releases it
 */
async function lock(file, say) {
  for (let waited = false; ; waited = true) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    }
    let holder = 0;
    try {
      holder = Number(readFileSync(file, "utf8"));
    } catch {
      continue; // released between the two
    }
    if (holder !== 0 && !lives(holder)) rmSync(file, { force: true });
    else {
      if (!waited) say(`waiting for the set-up that process ${holder} runs`);
      await setTimeout(500);
    }
  }
}

module.exports = { lock };
