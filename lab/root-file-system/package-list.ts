import { readFileSync } from "node:fs";

/** Packages named in a file with one a line, `#` starting a comment. */
export function readPackageList(file: string): readonly string[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
}
