import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSite } from "../../../lab/site";

describe("a site's file", () => {
  it("of the lab has the networks, name servers, clients and zones that the lab environment is written for", () => {
    const site = readSite();
    assert.equal(site.name, "headquarters");
    assert.deepEqual(site.nameServers, [
      { name: "ns1", address: "10.1.0.53" },
      { name: "ns2", address: "10.2.0.53" },
    ]);
    assert.deepEqual(site.resolvers, [{ name: "dns1", address: "10.1.0.54" }]);
    assert.deepEqual(
      site.clients.map(({ name, address }) => [name, address]),
      [
        ["client1", "10.1.0.100"],
        ["client2", "10.1.0.101"],
        ["guest1", "192.168.50.100"],
      ],
    );
    assert.deepEqual(
      site.zones.map(({ name }) => name),
      ["acmecorp.com", "1.10.in-addr.arpa", "2.10.in-addr.arpa"],
    );
    assert.ok(site.internet.recordSets.some(({ name, type }) => name === "www.example.com" && type === "A"));
  });

  it("with faults is refused with all of them, each with its argument", () => {
    const folder = mkdtempSync(join(tmpdir(), "site-"));
    const file = join(folder, "site.yaml");
    writeFileSync(
      file,
      "name: x\nnetworks: { a: { cidrBlock: 10.0.0.5/24 } }\nclients: { c: { address: here, resolvers: [10.0.0.300] } }\nzone: {}\n",
    );
    try {
      assert.throws(
        () => readSite(file),
        (error: Error) => {
          for (const part of [
            "networks.a.cidrBlock",
            "clients.c.address",
            "clients.c.resolvers[0]",
            "zone: is no argument",
          ])
            assert.ok(error.message.includes(part), `${part} in ${error.message}`);
          return true;
        },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
