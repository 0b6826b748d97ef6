import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(__dirname, "..");
const PURE = ["components/core", "components/lifecycle"];

/** A file that breaks one rule, and what makes it break that. */
type Row = readonly [rule: string, path: string, text: string];

const PLANTED: readonly Row[] = [
  ["core-imports-only-core", "components/core/a.ts", 'import "../io/clock";'],
  [
    "core-imports-only-core",
    "components/core/b.ts",
    'import type { Route53Client } from "@aws-sdk/client-route-53";\nexport type A = Route53Client;',
  ],
  ["lifecycle-imports-only-core", "components/lifecycle/a.ts", 'import "../io/clock";'],
  ["no-node-in-core", "components/core/c.ts", 'import "node:fs";'],
  ["no-node-in-core", "components/lifecycle/b.ts", 'import "node:timers";'],
  ["no-node-in-core", "components/pulumi/a.ts", 'import "os";'],
  ["components-never-import-the-lab", "components/io/a.ts", 'import "../../lab/thing";'],
  ["aws-sdk-only-in-io", "components/pulumi/b.ts", 'import "@aws-sdk/client-route-53";'],
  ["terraform-provider-over-lifecycles", "components/terraform-provider/a.ts", 'import "../pulumi/c";'],
  [
    "topology-of-constructs-without-cdk",
    "components/terraform-provider/functions/topology/a.ts",
    'import "../../../cdktf/cdktf-kit";',
  ],
  ["agent-over-core", "components/forwarder-agent/a.ts", 'import "../io/clock";'],
  ["agent-over-core", "components/forwarder-agent/b.ts", 'import "yaml";'],
  ["agent-apart", "components/io/f.ts", 'import "../forwarder-agent/allowed";'],
  ["monitor-over-lifecycles", "components/reverse-monitor/a.ts", 'import "../pulumi/c";'],
  ["monitor-over-lifecycles", "components/reverse-monitor/b.ts", 'import "yaml";'],
  ["monitor-apart", "components/io/g.ts", 'import "../reverse-monitor/allowed";'],
  ["pulumi-only-in-pulumi", "components/io/b.ts", 'import "@pulumi/pulumi";'],
  ["one-cdk-a-kit", "components/cdktf/a.ts", 'import "cdktf";'],
  ["cdktf-kit-of-cdktf", "components/cdktf/cdktf.ts", 'import "cdktn";'],
  ["cdktn-kit-of-cdktn", "components/cdktf/cdktn.ts", 'import "cdktf";'],
  ["front-ends-apart", "components/cdktf/b.ts", 'import "../pulumi/c";'],
  ["deep-imports-of-aws", "components/pulumi/d.ts", 'import "@pulumi/aws";'],
  ["deep-imports-of-aws", "components/pulumi/e.ts", 'import "@pulumi/aws/ec2";'],
  ["deep-imports-of-aws", "components/pulumi/f.ts", 'import "@pulumi/aws/ec2/index";'],
  ["no-cycles", "components/io/c.ts", 'import "./d";'],
  ["no-unresolvable", "components/io/e.ts", 'import "./nowhere";'],
];

/** What is imported by them, or allowed. */
const ALLOWED: { readonly [path: string]: string } = {
  "components/io/clock.ts": 'import "node:timers";',
  "components/io/d.ts": 'import "./c";',
  "components/pulumi/c.ts":
    'import "@pulumi/aws/ec2/instance";\nimport type { Provider } from "@pulumi/aws/provider";\nexport type A = Provider;',
  "components/cdktf/cdktf-kit.ts": "export const a = 1;",
  "components/forwarder-agent/allowed.ts":
    'import { AwsV4Signer } from "aws4fetch";\nimport "node:fs";\nimport "../core/allowed";\nexport const a = AwsV4Signer;',
  "components/reverse-monitor/allowed.ts": 'import "node:fs";\nimport "../core/allowed";\nexport const a = 1;',
  "components/core/allowed.ts": 'import "./allowed-too";',
  "components/core/allowed-too.ts": "export const a = new URL('http://a.example').hostname;",
  "lab/thing.ts": "export const a = 1;",
};

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

describe("The boundaries between the parts", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "hybrid-dns-boundaries-"));
    for (const file of [".dependency-cruiser.cjs", "tsconfig.json", "package.json"]) {
      cpSync(join(root, file), join(folder, file));
    }
    // The folder is no repository.
    const biome = JSON.parse(readFileSync(join(root, "biome.json"), "utf8")) as object;
    writeFileSync(join(folder, "biome.json"), JSON.stringify({ ...biome, vcs: { enabled: false } }));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    const files = [...Object.entries(ALLOWED), ...PLANTED.map(([, path, text]) => [path, text] as const)];
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), `${text}\n`);
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("are seen wherever an import crosses one, and nowhere else", () => {
    const bin = join(root, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
    const args = [bin, "--config", ".dependency-cruiser.cjs", "--output-type", "json", "components", "lab"];
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 2 ** 26,
      timeout: 50_000,
    });
    assert.match(stdout, /^\{/, stderr);
    const { violations } = (JSON.parse(stdout) as { summary: { violations: readonly Violation[] } }).summary;
    const found = new Set(violations.map(({ rule, from }) => `${rule.name} ${from}`));
    for (const [rule, path] of PLANTED) assert.ok(found.has(`${rule} ${path}`), `${rule} is not seen in ${path}`);
    const allowed = Object.keys(ALLOWED).filter((path) => path !== "components/io/d.ts");
    assert.deepEqual(
      violations.filter(({ from }) => allowed.includes(from)),
      [],
    );
  });

  it("have a planted violation for every rule", () => {
    const { forbidden } = require("../.dependency-cruiser.cjs") as { forbidden: readonly { name: string }[] };
    const planted = new Set(PLANTED.map(([rule]) => rule));
    assert.deepEqual(
      forbidden.map(({ name }) => name).filter((name) => !planted.has(name)),
      [],
    );
  });

  it("let core and lifecycles know no clock, chance, process or timer: biome says so", () => {
    const impure = ["Date.now()", "process.env", "globalThis.crypto", "crypto.randomUUID()", "setTimeout(() => {}, 1)"];
    const planted = [...PURE, "components/io"].flatMap((part) =>
      impure.map((text, index) => ({ path: `${part}/impure-${index}.ts`, text })),
    );
    for (const { path, text } of planted) writeFileSync(join(folder, path), `export const a = ${text};\n`);
    const bin = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
    const args = [bin, "lint", "--only=style/noRestrictedGlobals", "--reporter=github", "--max-diagnostics=none"];
    const { stdout, stderr, error } = spawnSync(process.execPath, [...args, "components"], {
      cwd: folder,
      encoding: "utf8",
      timeout: 50_000,
    });
    if (error) throw error;
    const files = stdout.matchAll(/title=lint\/style\/noRestrictedGlobals,file=[^,]*?(components\/[^,]+),/g);
    const found = new Set(Array.from(files, ([, file]) => file));
    assert.deepEqual(
      planted.map(({ path }) => path).filter((path) => found.has(path)),
      planted.map(({ path }) => path).filter((path) => !path.startsWith("components/io/")),
      stdout + stderr,
    );
  });

  it("let core and lifecycles throw no dice, which biome cannot see", () => {
    const impure = /\bMath\s*(\.\s*random|\[)|\bnew\s+Date\b|\bimport\s*\(/;
    assert.match("const a = Math.random();", impure);
    const files = PURE.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".ts"))
        .map((path) => join(folder, path)),
    );
    assert.ok(files.length > 50, `${files.length} files`);
    assert.deepEqual(
      files.filter((path) => impure.test(readFileSync(join(root, path), "utf8"))),
      [],
    );
  });
});
