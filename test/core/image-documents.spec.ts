import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "yaml";
import { type ImageFile, imageDocuments, MOST_DOCUMENT_CHARACTERS } from "../../components/core/image-documents";

interface Step {
  readonly name: string;
  readonly action: string;
  readonly inputs: { path: string; permissions?: string; content?: string }[] & { commands: string[] };
}

const stepsOf = (text: string) => (parse(text) as { phases: { steps: Step[] }[] }).phases.flatMap(({ steps }) => steps);

/** What AWSTOE makes of the documents; those of the files, not the last. */
function written(documents: readonly { readonly text: string }[]) {
  const files = new Map<string, { mode: string | undefined; text: string }>();
  for (const { action, inputs } of documents.slice(0, -1).flatMap(({ text }) => stepsOf(text))) {
    const { path, permissions, content = "" } = inputs[0]!;
    assert.doesNotMatch(content, /\{\{/);
    if (action === "CreateFile") {
      assert.equal(files.has(path), false, `${path} is made twice`);
      files.set(path, { mode: permissions, text: content });
    } else {
      const before = files.get(path);
      assert(before, `${path} is continued before it is made`);
      before.text += content;
    }
  }
  return Object.fromEntries(files);
}

const file = (path: string, text: string, mode = 0o644): ImageFile => ({ path, mode, text });

describe("the documents of an image", () => {
  it("are those of the files in the order of their paths, and one that runs provision.sh with the options", () => {
    const documents = imageDocuments([file("provision.sh", "true\n", 0o755), file("files/etc/a", "a\n")], {
      SSM_AGENT: "no",
    });
    assert.deepEqual(
      documents.map(({ key, description }) => [key, description]),
      [
        ["files-1", "Files of the DNS forwarder, part 1"],
        ["provision", "Makes a DNS forwarder of a plain system"],
      ],
    );
    assert.deepEqual(written(documents), {
      "/var/tmp/hybrid-dns/files/etc/a": { mode: "0644", text: "a\n" },
      "/var/tmp/hybrid-dns/provision.sh": { mode: "0755", text: "true\n" },
    });
    assert.deepEqual(stepsOf(documents[1]!.text)[0]?.inputs.commands, [
      "set -eu\nexport SSM_AGENT=no\n/bin/sh /var/tmp/hybrid-dns/provision.sh\nrm -rf /var/tmp/hybrid-dns\n",
    ]);
  });

  it("continue a file that is too long for one document in the next", () => {
    const long = Array.from({ length: 900 }, (_, line) => `line ${line} of a long program {{ x }}`).join("\n");
    const documents = imageDocuments([file("agent.cjs", long), file("short", "")], {});
    assert(documents.length > 3, `only ${documents.length}`);
    assert.deepEqual(written(documents), {
      "/var/tmp/hybrid-dns/agent.cjs": { mode: "0644", text: long },
      "/var/tmp/hybrid-dns/short": { mode: "0644", text: "" },
    });
  });

  it("are refused when they are more than a recipe takes", () => {
    assert.throws(() => imageDocuments([file("huge", "x".repeat(320_000))], {}), /take 2\d documents; .* takes 19/);
  });

  it("are never too long, and hold every file, whatever is in it", () => {
    const text = fc
      .array(fc.oneof(fc.string({ maxLength: 9_000 }), fc.constantFrom("{{", "{", "\n", "\u{1f600}")))
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (texts) => {
        const documents = imageDocuments(
          texts.map((content, index) => file(`f${index}`, content)),
          { A: "b" },
        );
        for (const document of documents) assert(document.text.length <= MOST_DOCUMENT_CHARACTERS);
        assert.deepEqual(
          written(documents),
          Object.fromEntries(
            texts.map((content, index) => [`/var/tmp/hybrid-dns/f${index}`, { mode: "0644", text: content }]),
          ),
        );
      }),
      { numRuns: 50 },
    );
  });
});
