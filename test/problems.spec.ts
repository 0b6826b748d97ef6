import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../set-up/paths";

const codesOf = (text: string, form: RegExp) => new Set([...text.matchAll(form)].map(([, code = ""]) => code));

const sources = ["components", "program", "command"].flatMap((folder) =>
  readdirSync(join(projectFolder, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(projectFolder, folder, name), "utf8")),
);
const listed = codesOf(readFileSync(join(projectFolder, "docs", "problems.md"), "utf8"), /^\| `([A-Z0-9_]+)`/gm);

describe("the list of problems in the docs", () => {
  it("has every code that the sources give", () => {
    const given = codesOf(sources.join("\n"), /code: "([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)"/g);
    assert(given.size > 40, `only ${given.size} found`);
    assert.deepEqual(
      [...given].filter((code) => !listed.has(code)),
      [],
    );
  });

  it("has no code that nothing gives", () => {
    assert.deepEqual(
      [...listed].filter((code) => !sources.some((source) => source.includes(code))),
      [],
    );
  });
});
