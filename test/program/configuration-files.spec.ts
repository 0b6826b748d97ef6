import assert from "node:assert/strict";
import { createDecipheriv, pbkdf2Sync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { HybridDnsConfig } from "../../components/core/hybrid-dns-config";
import { resolveConfig } from "../../components/core/resolve-config";
import { projectFolder } from "../../set-up/paths";
import { readConfigurationFile } from "../helpers/configuration-file";

const text = (path: string) => readFileSync(join(projectFolder, path), "utf8");

describe("Pulumi.production.example.yaml", () => {
  const config = readConfigurationFile("Pulumi.production.example.yaml");

  it("describes a hybrid DNS without problems", () => {
    const { problems, resolved } = resolveConfig("acme", config["hybrid-dns:dns"] as HybridDnsConfig);
    assert.deepEqual(problems, []);
    assert.ok(resolved);
  });

  it("has no key that the program does not read", () => {
    const known = ["aws:region", "aws:assumeRoles", "hybrid-dns:name", "hybrid-dns:accounts", "hybrid-dns:dns"];
    assert.deepEqual(Object.keys(config).sort(), known.sort());
  });

  it("explains itself: no more than six lines of it follow one another without a comment", () => {
    const runs = text("Pulumi.production.example.yaml")
      .split("\n")
      .map((line) => (/^\s*#/.test(line) || line === "" ? " " : "x"))
      .join("")
      .split(" ");
    assert.deepEqual(
      runs.filter((run) => run.length > 6),
      [],
    );
  });
});

describe("Pulumi.lab.yaml", () => {
  it("has the salt of the empty passphrase, so that Pulumi does not rewrite the file", () => {
    const { encryptionsalt } = parse(text("Pulumi.lab.yaml")) as { encryptionsalt: string };
    const [, salt, , nonce, encrypted] = encryptionsalt.split(":").map((part) => Buffer.from(part, "base64"));
    const key = pbkdf2Sync("", salt!, 1_000_000, 32, "sha256");
    const decipher = createDecipheriv("aes-256-gcm", key, nonce!).setAuthTag(encrypted!.subarray(-16));
    assert.equal(decipher.update(encrypted!.subarray(0, -16), undefined, "utf8") + decipher.final("utf8"), "pulumi");
  });
});

describe("Pulumi.yaml", () => {
  it("names the program's file, else Pulumi would run the library, and has nothing of the lab", () => {
    const { description, ...project } = parse(text("Pulumi.yaml")) as { [key: string]: unknown };
    assert.deepEqual(project, { name: "hybrid-dns", runtime: "nodejs", main: "index.ts" });
    assert.equal(typeof description, "string");
  });
});
