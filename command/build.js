// @ts-check
// Puts what of the command runs without a checkout into one file, so that the package needs no further dependencies.
const { join } = require("node:path");
const { buildSync } = require("esbuild");

const projectFolder = join(__dirname, "..");

buildSync({
  entryPoints: [join(__dirname, "packaged.ts")],
  absWorkingDir: projectFolder,
  outfile: join(projectFolder, "dist", "command", "hybrid-dns.js"),
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["@aws-sdk/*"],
  minifySyntax: true,
  logLevel: "warning",
});
