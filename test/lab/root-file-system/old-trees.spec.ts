import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeOldTrees } from "../../../lab/root-file-system/old-trees";

describe("trees of earlier versions", () => {
  const folder = mkdtempSync(join(tmpdir(), "hybrid-dns-trees-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("go, but for the two of each kind that were used last and what is no tree of ours", async () => {
    const tree = (name: string, usedAt: number) => {
      mkdirSync(join(folder, name, "etc"), { recursive: true });
      utimesSync(join(folder, name), usedAt, usedAt);
    };
    tree("hybrid-dns-forwarder-000000000001", 100);
    tree("hybrid-dns-forwarder-000000000002", 400);
    tree("hybrid-dns-forwarder-000000000003", 200);
    tree("hybrid-dns-forwarder-000000000004", 300);
    tree("hybrid-dns-debian-13-000000000001", 1);
    tree("hybrid-dns-lab-host-000000000001", 1);
    tree("hybrid-dns-forwarder-of-mine", 1);
    tree(".building-1-hybrid-dns-forwarder-000000000005", 1);
    assert.deepEqual([...(await removeOldTrees(folder))].sort(), [
      "hybrid-dns-forwarder-000000000001",
      "hybrid-dns-forwarder-000000000003",
    ]);
    assert.deepEqual(readdirSync(folder).sort(), [
      ".building-1-hybrid-dns-forwarder-000000000005",
      "hybrid-dns-debian-13-000000000001",
      "hybrid-dns-forwarder-000000000002",
      "hybrid-dns-forwarder-000000000004",
      "hybrid-dns-forwarder-of-mine",
      "hybrid-dns-lab-host-000000000001",
    ]);
  });
});
