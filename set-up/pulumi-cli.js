// @ts-check
// The Pulumi CLI from its Go module, where there is none: minutes on a small machine, once, kept in the cache folder.
const { mkdirSync, renameSync, rmSync, cpSync } = require("node:fs");
const { statfsSync } = require("node:fs");
const { join } = require("node:path");
const { cacheFolder, projectFolder, pulumiFolder, pulumiVersion } = require("./paths");
const { SetUpError } = require("./report");
const { run } = require("./run");

const neededBytes = 5e9;

async function buildPulumiCli() {
  // the caches stay where they are until the build is done, so that an interrupted one goes on
  const build = join(cacheFolder, "pulumi-build");
  mkdirSync(build, { recursive: true });
  const { bavail, bsize } = statfsSync(build);
  if (bavail * bsize < neededBytes)
    throw new SetUpError(
      `building the Pulumi CLI takes 5 GB in ${build} while it runs, ${((bavail * bsize) / 1e9).toFixed(1)} GB are free; ` +
        "make room, set XDG_CACHE_HOME to a larger disk, or put a `pulumi` on PATH",
    );
  const source = join(build, "source");
  cpSync(join(projectFolder, "lab", "engine"), source, { recursive: true });
  const env = {
    ...process.env,
    CGO_ENABLED: "0",
    GOCACHE: join(build, "cache"),
    GOMODCACHE: join(build, "modules"),
    GOFLAGS: "-modcacherw",
  };
  const version = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${pulumiVersion}`;
  const program = join(build, `pulumi-${process.pid}`);
  await run(
    "pulumi",
    "go",
    ["build", "-trimpath", "-ldflags", `-s -w ${version}`, "-o", program, "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"],
    { cwd: source, env },
  );
  mkdirSync(pulumiFolder, { recursive: true });
  renameSync(program, join(pulumiFolder, "pulumi"));
  rmSync(build, { recursive: true, force: true });
}

module.exports = { buildPulumiCli };
