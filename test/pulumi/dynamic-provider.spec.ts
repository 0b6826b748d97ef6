import * as assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dynamicProvider } from "../../components/pulumi/dynamic-provider";
import { type DynamicProviderProcess, startDynamicProvider } from "../helpers/dynamic-provider-process";

/** Stands for the built package: tells what it was called with. */
const moduleSource = `
exports.check = async (olds, news) => ({ inputs: { checked: news.wanted }, failures: [{ property: "wanted", reason: "seen" }] });
exports.diff = async (id, olds, news) => ({ changes: olds.wanted !== news.wanted, replaces: [id] });
exports.create = async (inputs) => ({ id: "made", outs: { ...inputs, made: true } });
exports.read = async (id, state) => ({ id, props: { ...state, read: true } });
exports.update = async (id, olds, news) => ({ outs: { from: olds.wanted, to: news.wanted } });
exports.delete = async (id) => { throw new Error("deleted " + id); };
`;

describe("dynamicProvider", function () {
  this.timeout(60_000);
  let folder: string;
  let running: DynamicProviderProcess;
  const __provider = dynamicProvider("hybrid-dns/io/ptr-records");

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "hybrid-dns-program-"));
    const installed = join(folder, "node_modules", "hybrid-dns");
    mkdirSync(join(installed, "dist"), { recursive: true });
    const exported = { "./io/ptr-records": "./dist/ptr-records.js" };
    writeFileSync(join(installed, "package.json"), JSON.stringify({ name: "hybrid-dns", exports: exported }));
    writeFileSync(join(installed, "dist", "ptr-records.js"), moduleSource);
    // The program stands deeper than the project, and has no package.json of its own.
    mkdirSync(join(folder, "programs", "network"), { recursive: true });
    running = await startDynamicProvider(join(folder, "programs", "network"));
  });
  after(async () => {
    await running?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("hands each call to the installed package", async () => {
    const olds = { __provider, wanted: "old" };
    const news = { __provider, wanted: "new" };
    assert.deepEqual(await running.check(olds, news), {
      inputs: { __provider, checked: "new" },
      failures: [{ property: "wanted", reason: "seen" }],
    });
    assert.deepEqual(await running.diff("id-1", olds, news), { changes: true, replaces: ["id-1"] });
    assert.deepEqual(await running.create(news), { id: "made", properties: { ...news, made: true } });
    assert.deepEqual(await running.read("id-1", olds), { id: "id-1", properties: { ...olds, read: true } });
    assert.deepEqual(await running.update("id-1", olds, news), { properties: { __provider, from: "old", to: "new" } });
    await assert.rejects(running.delete("id-1", olds), /deleted id-1/);
  });

  it("says what to install where the package is not to be found", async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "hybrid-dns-nothing-"));
    const lost = await startDynamicProvider(elsewhere);
    try {
      await assert.rejects(
        lost.check({}, { __provider }),
        /hybrid-dns\/io\/ptr-records is not to be found from .*: install the package hybrid-dns there/,
      );
    } finally {
      await lost.close();
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });

  it("is a text that stays the same, since it is kept in the state", () => {
    assert.equal(dynamicProvider("hybrid-dns/io/ptr-records"), __provider);
    assert.ok(!/[\\/](home|root|work|tmp|Users)[\\/]/.test(__provider));
  });
});
