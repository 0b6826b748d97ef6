import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { motoFolder, projectFolder } from "../../../set-up/paths";

interface Ready {
  readonly ready: true;
  readonly port: number;
  readonly pid: number;
  readonly motoPid: number;
}

describe("the front as a process", () => {
  let folder: string;
  const children: ChildProcess[] = [];

  before(async function () {
    if (!existsSync(join(motoFolder, "bin", "python"))) {
      console.log("      skipped: moto is not installed; `npm run setup` installs it");
      this.skip();
    }
    folder = await mkdtemp(join(tmpdir(), "hybrid-dns-front-main-"));
  });
  after(async () => {
    for (const child of children) child.kill("SIGKILL");
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const start = (...argv: string[]) => {
    const main = join(projectFolder, "lab/front/main.ts");
    const child = spawn(process.execPath, ["--import", "tsx", main, ...argv], {
      cwd: projectFolder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    let errors = "";
    child.stderr.on("data", (chunk) => {
      errors += chunk;
    });
    const ended = new Promise<{ code: number | null; errors: string }>((resolve) => {
      child.once("close", (code) => resolve({ code, errors }));
    });
    const ready = new Promise<Ready>((resolve, reject) => {
      createInterface(child.stdout).once("line", (line) => resolve(JSON.parse(line)));
      void ended.then(() => reject(new Error(errors)));
    });
    ready.catch(() => {});
    return { child, ready, ended };
  };
  const serves = ({ port }: Ready) =>
    fetch(`http://127.0.0.1:${port}/_lab/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  /** Whether a process runs; one that has ended and waits for its parent does not count. */
  const lives = async (pid: number) => {
    const state = await import("node:fs/promises")
      .then((fs) => fs.readFile(`/proc/${pid}/stat`, "utf8"))
      .catch(() => "");
    return state !== "" && !/\) [ZX] /.test(state);
  };
  const untilGone = async (pid: number) => {
    while (await lives(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    it(`says that it serves in one line, and ends with moto at ${signal}`, async () => {
      const { child, ready, ended } = start("--port", "0", "--folder", folder);
      const line = await ready;
      assert.equal(line.pid, child.pid);
      assert.equal(await serves(line), true);
      assert.equal(await lives(line.motoPid), true);
      child.kill(signal);
      assert.deepEqual(await ended, { code: 0, errors: "" });
      await untilGone(line.motoPid);
    });
  }
  it("leaves no moto behind when it is killed", async () => {
    const { child, ready, ended } = start("--port", "0", "--folder", folder);
    const { motoPid } = await ready;
    child.kill("SIGKILL");
    await ended;
    await untilGone(motoPid);
  });
  it("says when moto has ended, and ends too", async () => {
    const { ready, ended } = start("--port", "0", "--folder", folder);
    const { motoPid } = await ready;
    process.kill(motoPid, "SIGKILL");
    const { code, errors } = await ended;
    assert.equal(code, 1);
    assert.match(errors, /moto.*has ended by itself: see moto\.log/);
  });
  it("says in one line that its port is in use, and exits with 3", async () => {
    const { ready } = start("--port", "0", "--folder", folder);
    const { port } = await ready;
    const { code, errors } = await start("--port", String(port), "--folder", folder).ended;
    assert.equal(code, 3);
    assert.match(errors, /^port \d+ of 127\.0\.0\.1 is in use by another process: .*\n$/);
  });
  for (const argv of [[], ["--port", "dns"], ["--port", "0"], ["--port", "70000", "--folder", "x"], ["--colour"]]) {
    it(`says how it is called when it gets [${argv.join(" ")}], and exits with 2`, async () => {
      const { code, errors } = await start(...argv).ended;
      assert.equal(code, 2);
      assert.match(errors, /usage: main\.ts --port N --folder DIR/);
    });
  }
});
