#!/usr/bin/env node
// The command `hybrid-dns`: from the sources of a checkout, with its pinned Node; in an installed package what needs neither.
"use strict";
const { existsSync } = require("node:fs");
const { join } = require("node:path");
const { version } = require("../package.json");

const root = join(__dirname, "..");
const sources = join(root, "command", "main.ts");
const node = join(root, "node_modules", "node", "bin", "node");
const packaged = join(root, "dist", "command", "hybrid-dns.js");

if (!existsSync(sources) && ["ptr", "status"].includes(process.argv[2] ?? "") && existsSync(packaged)) {
  require(packaged);
} else if (!existsSync(sources)) {
  console.log(
    `hybrid-dns ${version}: the components are a library; \`hybrid-dns ptr\` and \`hybrid-dns status\` run here, and the lab runs from a checkout of the project.`,
  );
  process.exitCode = process.argv.includes("--version") ? 0 : 2;
} else if (!existsSync(node)) {
  console.error("hybrid-dns: this checkout is not set up; run `npm run setup` in it first");
  process.exitCode = 1;
} else {
  const { inherit } = require("../set-up/inherit");
  const args = ["--import", require.resolve("tsx"), sources, ...process.argv.slice(2)];
  inherit(node, args, process.cwd()).then((code) => {
    process.exitCode = code;
  });
}
