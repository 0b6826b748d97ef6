import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { filesOnDisk } from "../../../components/forwarder-agent/configuration/files-on-disk";
import {
  resumeTrial,
  type TakingWorld,
  takeConfiguration,
} from "../../../components/forwarder-agent/configuration/take-configuration";

const OLD = 'old: answers by-others.example\n    name: "corp.example."\n';
const NEW = "new: answers corp.example\n";
const zones = ["corp.example", "never.example"];

/** A server that has what it read at its last reload, and answers for the zones that its configuration names. */
function worldAt(folder: string, options: { readonly killAt?: number; readonly failingReload?: string } = {}) {
  const file = join(folder, "unbound.conf");
  let running = readFileSync(file, "utf8");
  let steps = 0;
  /** Kills the agent before a step: neither that one nor any after it is done. */
  const mortal =
    <Args extends readonly unknown[], Result>(step: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (steps++ >= (options.killAt ?? Number.POSITIVE_INFINITY)) throw new Error("killed");
      return step(...args);
    };
  const files = filesOnDisk(file);
  const world: TakingWorld = {
    files: {
      candidate: files.candidate,
      live: mortal(files.live),
      writeCandidate: mortal(files.writeCandidate),
      install: mortal(files.install),
      restore: mortal(files.restore),
      trial: mortal(files.trial),
      beginTrial: mortal(files.beginTrial),
      endTrial: mortal(files.endTrial),
    },
    server: {
      check: mortal(async (path) => (readFileSync(path, "utf8").includes("syntax") ? "syntax" : undefined)),
      reload: mortal(async () => {
        running = readFileSync(file, "utf8");
        if (options.failingReload === running) throw new Error("it does not start");
      }),
    },
    probe: mortal(async (asked) => asked.filter((zone) => running.includes(zone))),
    answers: mortal(async () => running.includes("answers")),
    pause: async () => undefined,
  };
  return { world, running: () => running, live: () => readFileSync(file, "utf8"), steps: () => steps };
}

describe("takeConfiguration", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hybrid-dns-configuration-"));
    writeFileSync(join(folder, "unbound.conf"), OLD);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("makes a good one live, and keeps the one before", async () => {
    const { world, running, live } = worldAt(folder);
    assert.deepEqual(await takeConfiguration(world, NEW, zones), { kind: "taken" });
    assert.equal(running(), NEW);
    assert.equal(live(), NEW);
    assert.equal(readFileSync(join(folder, "unbound.conf.last-good"), "utf8"), OLD);
    assert.deepEqual(readdirSync(folder).sort(), ["unbound.conf", "unbound.conf.last-good"]);
  });

  it("asks nothing of a zone that the one before did not forward itself: it may not be there yet", async () => {
    const { world } = worldAt(folder);
    assert.deepEqual(await takeConfiguration(world, NEW, ["by-others.example"]), { kind: "taken" });
    writeFileSync(join(folder, "unbound.conf"), `${OLD}    name: "by-others.example."\n`);
    const { world: second } = worldAt(folder);
    assert.equal((await takeConfiguration(second, NEW, ["by-others.example"])).kind, "refused");
  });

  const refusals: [what: string, text: string, reason: RegExp, final: boolean][] = [
    ["what the checker refuses", "syntax answers corp.example", /^syntax$/, true],
    [
      "what does not answer for a zone that was answered for",
      "answers corp.invalid",
      /not answered any more: corp\.example$/,
      false,
    ],
    ["what does not answer at all", "silence", /not answered any more: corp\.example$/, false],
    ["what the server does not start with", "answers corp.example, fails", /^it does not start$/, false],
  ];
  for (const [what, text, reason, final] of refusals) {
    it(`refuses ${what}, and the old one runs and is live`, async () => {
      const { world, running, live } = worldAt(folder, { failingReload: "answers corp.example, fails" });
      const taken = await takeConfiguration(world, text, zones);
      assert.equal(taken.kind, "refused");
      assert.match(taken.kind === "refused" ? taken.reason : "", reason);
      assert.equal(taken.kind === "refused" && taken.final, final);
      assert.equal(running(), OLD);
      assert.equal(live(), OLD);
    });
  }

  for (const [what, text] of [
    ["a good one", NEW],
    ["one that is refused on trial", "answers corp.invalid"],
  ] as const) {
    it(`leaves the old or the new one, whole, where it is killed before any step of taking ${what}, and the next start ends it`, async () => {
      const total = await (async () => {
        const { world, steps } = worldAt(folder);
        await takeConfiguration(world, text, zones);
        return steps();
      })();
      assert.ok(total > 6);
      for (let killAt = 0; killAt < total; killAt++) {
        for (const left of readdirSync(folder)) rmSync(join(folder, left));
        writeFileSync(join(folder, "unbound.conf"), OLD);
        await assert.rejects(takeConfiguration(worldAt(folder, { killAt }).world, text, zones), /killed/);
        assert.ok([OLD, text].includes(worldAt(folder).live()), `killed before step ${killAt}`);
        const next = worldAt(folder);
        await resumeTrial(next.world);
        const good = text === NEW ? [OLD, NEW] : [OLD];
        assert.ok(good.includes(next.live()), `after a kill before step ${killAt}: ${next.live()}`);
        assert.equal(next.running(), next.live());
        assert.equal(await next.world.files.trial(), undefined);
      }
    });
  }

  it("can be killed again in the middle of recovering", async () => {
    const text = "answers corp.invalid";
    for (let killAt = 4; killAt < 12; killAt++) {
      for (let again = 0; again < 12; again++) {
        for (const left of readdirSync(folder)) rmSync(join(folder, left));
        writeFileSync(join(folder, "unbound.conf"), OLD);
        await takeConfiguration(worldAt(folder, { killAt }).world, text, zones).catch(() => undefined);
        await resumeTrial(worldAt(folder, { killAt: again }).world).catch(() => undefined);
        const last = worldAt(folder);
        await resumeTrial(last.world);
        assert.equal(last.live(), OLD);
        assert.equal(last.running(), OLD);
      }
    }
  });
});
