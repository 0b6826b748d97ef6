// @ts-check
// `npm run quickstart`: set-up, then the whole path, in the pinned Node.
const { exitWith, node, projectFolder, setUp } = require("./main");
const { inherit } = require("./inherit");

exitWith(async () => {
  await setUp();
  return inherit(node, ["--import", "tsx", "command/main.ts", "quickstart", ...process.argv.slice(2)], projectFolder);
});
