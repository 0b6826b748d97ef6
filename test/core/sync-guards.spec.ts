import assert from "node:assert/strict";
import { guardRefusals, refusalText, type SyncGuardsConfig } from "../../components/core/sync-guards";

const counts = (existing: number, updates: number, deletes: number) => ({ existing, creates: 0, updates, deletes });

describe("Guards of a zone", () => {
  const rows: [string, ReturnType<typeof counts>, SyncGuardsConfig, string[]][] = [
    ["nothing of nothing", counts(0, 0, 0), {}, []],
    ["all of nine", counts(9, 0, 9), {}, []],
    ["three of ten", counts(10, 0, 3), {}, []],
    ["four of ten", counts(10, 0, 4), {}, ["it would delete 4 of 10 PTR records, 30 % are allowed"]],
    ["four updates of ten", counts(10, 4, 0), {}, ["it would update 4 of 10 PTR records, 30 % are allowed"]],
    [
      "too much of both",
      counts(100, 31, 69),
      {},
      [
        "it would delete 69 of 100 PTR records, 30 % are allowed",
        "it would update 31 of 100 PTR records, 30 % are allowed",
      ],
    ],
    ["four of ten, where half may go", counts(10, 0, 4), { maximumDeletePercent: 50 }, []],
    [
      "one of ten, where none may go",
      counts(10, 0, 1),
      { maximumDeletePercent: 0 },
      ["it would delete 1 of 10 PTR records, 0 % are allowed"],
    ],
    [
      "one update of ten, where none may change",
      counts(10, 1, 0),
      { maximumUpdatePercent: 0 },
      ["it would update 1 of 10 PTR records, 0 % are allowed"],
    ],
    [
      "all of two, where two count",
      counts(2, 0, 2),
      { minimumRecords: 2 },
      ["it would delete 2 of 2 PTR records, 30 % are allowed"],
    ],
    ["everything, by force", counts(100, 50, 50), { force: true }, []],
  ];
  for (const [title, given, guards, refusals] of rows) {
    it(`${refusals.length > 0 ? "refuse" : "let through"} ${title}`, () => {
      assert.deepEqual(guardRefusals(given, guards).map(refusalText), refusals);
    });
  }
});
