// @ts-check
// Sets up all that the lab and the tests need on a fresh machine; does nothing where all is there.
const { mkdirSync } = require("node:fs");
const { join } = require("node:path");
const { emulatorThere, installEmulator } = require("./emulator");
const { lock } = require("./lock");
const { buildDist, distThere, installModules, modulesThere, node } = require("./node-modules");
const { cacheFolder, labFolder, projectFolder } = require("./paths");
const { buildPulumiCli } = require("./pulumi-cli");
const { SetUpError, done, failed, say } = require("./report");
const { endAll, run } = require("./run");
const { pulumiThere, systemPackages } = require("./system-packages");

/**
 * @typedef {{ name: string, expected: string, there: () => boolean, make: () => Promise<void>, after: readonly string[] }} Step
 * @type {readonly Step[]}
 */
const steps = [
  // the longest first: everything else is done beside it
  {
    name: "Pulumi CLI from its Go module",
    expected: "3 to 8 minutes, once",
    there: pulumiThere,
    make: buildPulumiCli,
    after: [],
  },
  { name: "npm packages", expected: "about a minute", there: modulesThere, make: installModules, after: [] },
  { name: "AWS emulator", expected: "half a minute", there: emulatorThere, make: installEmulator, after: [] },
  { name: "package build", expected: "seconds", there: distThere, make: buildDist, after: ["npm packages"] },
  {
    name: "root file systems",
    expected: "about a minute",
    there: () => false,
    make: () => run("root-file-systems", node, ["--import", "tsx", join("lab", "root-file-system", "main.ts")]),
    after: ["npm packages", "package build"],
  },
];

const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

async function setUp() {
  mkdirSync(join(labFolder, "logs"), { recursive: true });
  mkdirSync(cacheFolder, { recursive: true });
  await systemPackages();
  const release = await lock(join(cacheFolder, "set-up.lock"), say);
  const running = new Set();
  let interrupted = false;
  const interrupt = () => {
    interrupted = true;
    endAll();
  };
  for (const signal of signals) process.on(signal, interrupt);
  const heartbeat = setInterval(() => say(`… ${[...running].join(", ")}`), 15_000);
  try {
    /** @type {Map<string, Promise<void>>} */
    const promises = new Map();
    for (const step of steps)
      promises.set(
        step.name,
        (async () => {
          await Promise.all(step.after.map((name) => promises.get(name)));
          if (interrupted || step.there()) return;
          running.add(step.name);
          const begun = Date.now();
          // what is quick because it was there before needs no line
          const slow = setTimeout(() => say(`${step.name} (${step.expected})`), 1_000);
          try {
            await step.make();
            if (Date.now() - begun > 1_000) done(step.name);
          } catch (error) {
            if (!interrupted) failed(step.name);
            throw error;
          } finally {
            clearTimeout(slow);
            running.delete(step.name);
          }
        })(),
      );
    // all of them end before the first failure is told, so that nothing runs on in the background
    const results = await Promise.allSettled(promises.values());
    const failures = new Set(results.flatMap((result) => (result.status === "rejected" ? [result.reason] : [])));
    if (interrupted)
      throw new SetUpError("interrupted; what was done is kept, and the next run goes on from there", 130);
    if (failures.size > 0) throw [...failures][0];
  } finally {
    clearInterval(heartbeat);
    for (const signal of signals) process.off(signal, interrupt);
    release();
  }
}

/** @param {() => Promise<number>} main sets the exit code */
function exitWith(main) {
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error) => {
      console.error(error instanceof SetUpError ? `\n${error.message}` : error);
      process.exitCode = error instanceof SetUpError ? error.exitCode : 1;
    },
  );
}

module.exports = { setUp, exitWith, node, projectFolder };

if (require.main === module)
  exitWith(async () => {
    await setUp();
    done("everything is set up");
    return 0;
  });
