import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { renderNamedConf } from "../../components/core/named-conf";
import { renderUnboundConf } from "../../components/core/unbound-conf";
import { forwarderImageName } from "../../components/io/forwarder-image";
import { rootFileSystemsFolder } from "../../set-up/paths";

const forwarder = {
  clientCidrBlocks: ["10.0.0.0/14"],
  forwardZones: { ".": { resolvers: ["169.254.169.253"] }, "acmecorp.com": { resolvers: ["10.1.0.53"] } },
};

/** What each software does with which path: as its rendered configuration names them, and where that itself stands. */
const needs: [profile: string, configuration: string, paths: Record<string, string>][] = [
  [
    "usr.sbin.unbound",
    renderUnboundConf(forwarder),
    { "/etc/unbound": "r", "/etc/unbound/unbound.conf": "r", "/run/unbound.ctl": "rw", "/run/unbound.pid": "rw" },
  ],
  [
    "usr.sbin.named",
    renderNamedConf(forwarder),
    {
      "/etc/bind/named.conf": "r",
      "/etc/bind/rndc.key": "r",
      "/run/named/named.pid": "w",
      "/run/named/session.key": "w",
      "/var/cache/bind": "rw",
    },
  ],
];

describe("Debian's AppArmor profile", () => {
  for (const [profile, configuration, paths] of needs) {
    it(`${profile} lets the software do with its files what the configuration asks for`, function () {
      const file = join(rootFileSystemsFolder, forwarderImageName(), "etc/apparmor.d", profile);
      if (!existsSync(file)) {
        console.log("    skipped: the image is not built; run `npm run setup`");
        this.skip();
      }
      const named = [...configuration.matchAll(/"(\/[^"]*)"/g)].flatMap(([, path]) => path ?? []);
      assert.deepEqual(
        named.filter((path) => !(path in paths)),
        [],
        "a path of the configuration that nobody checks here",
      );
      const rules = readRules(readFileSync(file, "utf8"));
      for (const [path, modes] of Object.entries(paths))
        for (const mode of modes)
          assert.ok(
            rules.some((rule) => rule.modes.includes(mode) && rule.matches(path)),
            `${mode} of ${path}`,
          );
    });
  }

  it("is read as AppArmor reads it", () => {
    const [{ matches } = assert.fail()] = readRules("  /{,var/}run/a*/** rw,\n");
    for (const path of ["/run/a/b", "/var/run/ab/c/d"]) assert.ok(matches(path), path);
    for (const path of ["/run/b/c", "/etc/run/a/b"]) assert.ok(!matches(path), path);
  });
});

/** The rules of a profile that allow something of a path; a folder itself counts as what is in it. */
function readRules(profile: string) {
  return [...profile.matchAll(/^\s+(\/\S+) ([rwkml]+),$/gm)].map(([, glob = "", modes = ""]) => {
    const pattern = new RegExp(`^${toPattern(glob)}$`);
    return { modes, matches: (path: string) => pattern.test(path) || pattern.test(`${path}/x`) };
  });
}

/** A star stays in its folder, two do not, braces are a choice. */
const toPattern = (glob: string) =>
  glob.replaceAll(/\*\*|\*|\{[^}]*\}|[.+?^$()|[\]\\]/g, (part) => {
    if (part === "**") return ".+";
    if (part === "*") return "[^/]*";
    return part.startsWith("{") ? `(?:${part.slice(1, -1).replaceAll(",", "|")})` : `\\${part}`;
  });
