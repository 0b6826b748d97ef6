import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "yaml";
import { type AwstoeStep, renderAwstoeDocument } from "../../components/core/awstoe-document";

const contentOf = (content: string) => {
  const file = { path: "/var/tmp/a file: #1", permissions: "0644", content };
  const steps: AwstoeStep[] = [{ name: "file-1", action: "CreateFile", file }];
  const document = parse(renderAwstoeDocument("files-1", "Files, part 1", steps)) as {
    phases: { steps: { inputs: { path: string; permissions: string; content: string }[] }[] }[];
  };
  return document.phases[0]?.steps[0]?.inputs[0];
};

describe("a document of AWSTOE", () => {
  it("reads well: texts stand in it line by line", () => {
    const document = renderAwstoeDocument("files-1", "Files of the DNS forwarder, part 1", [
      {
        name: "file-1",
        action: "CreateFile",
        file: { path: "/var/tmp/hybrid-dns/a", permissions: "0755", content: "#!/bin/sh\n\n  echo yes\n" },
      },
      { name: "file-1-part-2", action: "AppendFile", file: { path: "/var/tmp/hybrid-dns/a", content: "one line" } },
      { name: "run", action: "ExecuteBash", commands: ["set -eu\ntrue\n"] },
    ]);
    assert.equal(
      document,
      `name: files-1
description: "Files of the DNS forwarder, part 1"
schemaVersion: 1.0
phases:
- name: build
  steps:
  - name: file-1
    action: CreateFile
    inputs:
    - path: /var/tmp/hybrid-dns/a
      permissions: "0755"
      content: |2
        #!/bin/sh

          echo yes
  - name: file-1-part-2
    action: AppendFile
    inputs:
    - path: /var/tmp/hybrid-dns/a
      content: "one line"
  - name: run
    action: ExecuteBash
    inputs:
      commands:
      - |2
        set -eu
        true
`,
    );
  });

  const texts = [
    "",
    "\n",
    "\n\n",
    "a",
    "a\n",
    "a\n\n\n",
    "  a\nb",
    "\n a\n",
    "\ta\n\tb",
    "a\r\nb",
    "no",
    "12",
    "- a",
    "a: b\n# c",
    "é\u2028\u0085\u0000\ufeff\n",
    "\u{1f600}\nx\n",
    "a \n \n",
  ];
  for (const text of texts) {
    it(`gives ${JSON.stringify(text)} back as it was`, () => {
      assert.equal(contentOf(text)?.content, text);
    });
  }

  it("gives every text back as it was, and path and permissions as texts", () => {
    const lines = fc.array(fc.oneof(fc.string(), fc.constantFrom("", " ", "\t", "'", '"', "{", "|2", "---", "...")));
    fc.assert(
      fc.property(lines, fc.constantFrom("\n", "\r\n", "\n\n"), (parts, end) => {
        const text = parts.join(end);
        assert.deepEqual(contentOf(text), { path: "/var/tmp/a file: #1", permissions: "0644", content: text });
      }),
    );
  });
});
