import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forwarderImageFiles, forwarderImageName } from "../../components/io/forwarder-image";

const { buildForwarderImage, bundleAgent } = require("../../forwarder-image/build.js") as {
  buildForwarderImage: (folder: string) => void;
  bundleAgent: () => string;
};

describe("what an image is made from", () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), "hybrid-dns-build-"));
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  it("is this folder's packages, provisioning and files, and the agent among them", () => {
    const folder = join(parent, "forwarder-image");
    buildForwarderImage(folder);
    assert.deepEqual(readdirSync(folder).sort(), ["files", "package-list.sh", "packages", "provision.sh"]);
    const agent = forwarderImageFiles(folder).find(({ path }) => path === "files/usr/lib/hybrid-dns/agent.js");
    assert.equal(agent?.text, bundleAgent());
  });

  it("has the same name whenever and wherever it is built, and is left alone where it is the same", () => {
    const [one, other] = [join(parent, "one"), join(parent, "other")];
    buildForwarderImage(one);
    buildForwarderImage(other);
    assert.equal(forwarderImageName(one), forwarderImageName(other));
    const { ino } = statSync(one);
    buildForwarderImage(one);
    assert.equal(statSync(one).ino, ino);
    assert.deepEqual(readdirSync(parent).sort(), ["one", "other"]);
  });

  it("has an agent in plain ASCII lines that people can read, without what AWSTOE takes for a reference", () => {
    const text = bundleAgent();
    assert.doesNotMatch(text, /\{\{/);
    assert.match(text, /^[\n\x20-\x7e]*$/);
    assert.ok(text.split("\n").every((line) => line.length < 1_000));
    assert.ok(text.length < 100_000, `${text.length} characters`);
    assert.doesNotMatch(text, new RegExp(process.cwd()));
  });

  it("starts the agent by a unit that Node of Debian runs", () => {
    const unit = readFileSync(
      join(__dirname, "../../forwarder-image/files/etc/systemd/system/hybrid-dns-agent.service"),
      "utf8",
    );
    assert.match(unit, /^ExecStart=\/usr\/bin\/node \/usr\/lib\/hybrid-dns\/agent\.js$/m);
  });
});
