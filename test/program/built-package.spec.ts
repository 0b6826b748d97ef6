import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { requireBuiltPackage } from "../../program/built-package";
import { runProgram } from "../helpers/pulumi-program";

describe("the build that the dynamic provider loads", () => {
  let folder: string;
  const at = (path: string, seconds: number) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), "");
    utimesSync(join(folder, path), seconds, seconds);
  };
  const warningsOf = async () => (await runProgram(() => requireBuiltPackage(folder))).warnings;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hybrid-dns-built-"));
    at("components/core/a.ts", 1000);
    at("components/index.ts", 2000);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is missed with the command that makes it", () => {
    assert.throws(
      () => requireBuiltPackage(folder),
      (error: Error) => pulumi.RunError.isInstance(error) && /dist is missing.*npm run build/.test(error.message),
    );
  });

  it("is fine when it is as new as the sources", async () => {
    at("dist/.tsbuildinfo", 2000);
    assert.deepEqual(await warningsOf(), []);
  });

  it("is warned about when a source is newer", async () => {
    at("dist/.tsbuildinfo", 1500);
    const warnings = await warningsOf();
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]!, /components\/index\.ts is newer than the folder dist.*npm run build/);
  });
});
