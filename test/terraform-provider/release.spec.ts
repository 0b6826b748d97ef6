import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version } from "../../package.json";
import { packTerraformProvider } from "../../terraform-provider/release";
import { PROVIDERS, withTerraform } from "./running-terraform";

const PLATFORMS = ["darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64", "windows_amd64"];
const PREFIX = `terraform-provider-hybriddns_${version}`;

describe("the release of the Terraform provider", function () {
  this.timeout(60_000);
  const terraform = withTerraform();
  let folder: string;
  let release: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "hybrid-dns-release-"));
    release = packTerraformProvider(terraform().mirror, join(folder, "release"));
  });
  after(async () => {
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it("has the names that a registry reads, and the right checksum of each file", async () => {
    const sums = `${PREFIX}_SHA256SUMS`;
    const packed = [`${PREFIX}_manifest.json`, ...PLATFORMS.map((platform) => `${PREFIX}_${platform}.zip`)];
    assert.deepEqual((await readdir(release)).sort(), [sums, ...packed].sort());
    const lines = (await readFile(join(release, sums), "utf8")).trimEnd().split("\n");
    assert.deepEqual(
      lines.map((line) => line.split("  ")[1]),
      packed,
    );
    for (const line of lines) {
      const [sum, name] = line.split("  ");
      const bytes = await readFile(join(release, name!));
      assert.equal(createHash("sha256").update(bytes).digest("hex"), sum, name);
    }
    const manifest = JSON.parse(await readFile(join(release, `${PREFIX}_manifest.json`), "utf8"));
    assert.deepEqual(manifest, { version: 1, metadata: { protocol_versions: ["6.0"] } });
  });

  it("is the same bytes every time", async () => {
    const again = packTerraformProvider(terraform().mirror, join(folder, "again"));
    for (const name of await readdir(release)) {
      assert.deepEqual(await readFile(join(again, name)), await readFile(join(release, name)), name);
    }
  });

  it("is a mirror for Terraform, packed as it is, and unpacked", async function () {
    if (process.platform === "win32") {
      console.log("      skipped: the zips are told apart by the names of Unix");
      this.skip();
    }
    const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
    const packed = join(folder, "packed");
    const source = join(packed, "registry.terraform.io", "hybrid-dns", "hybriddns");
    await mkdir(source, { recursive: true });
    await copyFile(join(release, `${PREFIX}_${platform}.zip`), join(source, `${PREFIX}_${platform}.zip`));

    const program = `${PROVIDERS}output "name" { value = provider::hybriddns::reverse_name("10.20.0.5") }\n`;
    const first = await terraform().project(program, {}, packed);
    assert.match(await first.works("apply", "-auto-approve"), /name = "5\.0\.20\.10\.in-addr\.arpa"/);

    // What Terraform unpacked is laid out as a mirror too.
    const unpacked = join(first.folder, ".terraform", "providers");
    const target = join(unpacked, "registry.terraform.io", "hybrid-dns", "hybriddns", version, platform);
    assert.ok((await readdir(target)).includes(`terraform-provider-hybriddns_v${version}`));
    const second = await terraform().project(program, {}, unpacked);
    assert.match(await second.works("apply", "-auto-approve"), /name = "5\.0\.20\.10\.in-addr\.arpa"/);
  });
});
