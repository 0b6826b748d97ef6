import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export const checkout = resolve(__dirname, "..", "..");

/** Where a program of a user is: the packed and unpacked package, with peers and dependencies beside it. */
export interface PackedPackage {
  readonly folder: string;
  /** What is in the package. */
  readonly files: readonly string[];
}

/** Those of a user's project. */
export const compilerOptions = {
  target: "es2022",
  module: "nodenext",
  strict: true,
  rootDir: ".",
  skipLibCheck: true,
  types: ["node"],
};

let packed: Promise<PackedPackage> | undefined;

/** Packed once for all tests of a run; it is gone when the process ends. */
export function packedPackage(): Promise<PackedPackage> {
  packed ??= pack();
  return packed;
}

async function pack(): Promise<PackedPackage> {
  const folder = mkdtempSync(join(tmpdir(), "hybrid-dns-package-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  // By `prepack`, npm builds the package first.
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], {
    cwd: checkout,
    maxBuffer: 64 * 1024 * 1024,
  });
  const [{ filename, files }] = JSON.parse(stdout.slice(stdout.indexOf("[\n"))) as [
    { filename: string; files: { path: string }[] },
  ];
  const installed = join(folder, "node_modules", "hybrid-dns");
  mkdirSync(installed, { recursive: true });
  await run("tar", ["-xzf", join(folder, filename), "--strip-components=1", "-C", installed]);
  // `npm install` would ask a registry what there is; links to this checkout's copies give the same layout without it.
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  for (const name of [...Object.keys({ ...dependencies, ...peerDependencies }), "typescript", "@types/node"]) {
    mkdirSync(dirname(join(folder, "node_modules", name)), { recursive: true });
    symlinkSync(join(checkout, "node_modules", name), join(folder, "node_modules", name));
  }
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "network", private: true }));
  return { folder, files: files.map(({ path }) => path) };
}
