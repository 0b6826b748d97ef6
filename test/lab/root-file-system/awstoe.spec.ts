import assert from "node:assert/strict";
import { readAwstoeDocument } from "../../../lab/root-file-system/awstoe";

const document = (steps: string, phase = "build") => `schemaVersion: 1.0
phases:
- name: ${phase}
  steps:
${steps}`;
const create = (inputs: string) => document(`  - name: one\n    action: CreateFile\n    inputs:\n    - ${inputs}`);
const run = '  - name: one\n    action: ExecuteBash\n    inputs:\n      commands: ["true"]\n';

describe("a document of AWSTOE in the lab", () => {
  it("is read with the defaults of AWSTOE", () => {
    assert.deepEqual(readAwstoeDocument(create("path: /etc/a")), {
      phases: [
        {
          name: "build",
          steps: [
            {
              name: "one",
              action: "CreateFile",
              files: [
                {
                  path: "/etc/a",
                  content: "",
                  permissions: undefined,
                  owner: undefined,
                  group: undefined,
                  overwrite: true,
                },
              ],
            },
          ],
        },
      ],
    });
  });

  const refused: { readonly [what: string]: readonly [string, RegExp] } = {
    "no YAML": ["a: [", /no YAML/],
    "another version": ["schemaVersion: 2.0\nphases: []", /schemaVersion: got 2, expected 1.0/],
    "no phases": ["schemaVersion: 1.0\nphases: []", /phases: expected a list/],
    "a phase that there is not": [document(run, "install"), /got install, expected build/],
    "two steps of one name": [document(run + run), /one is there twice in the phase build/],
    "an action that the lab does not run": [document(run.replace("ExecuteBash", "Reboot")), /got "Reboot"/],
    "a step that goes on after a failure": [document(`${run}    onFailure: Continue\n`), /runs Abort only/],
    "a loop": [document(`${run}    loop: {}\n`), /loop is nothing that the lab knows/],
    "commands that are no list": [document(run.replace('["true"]', '"true"')), /commands: expected a list/],
    "a relative path": [create("path: etc/a"), /expected an absolute path/],
    "permissions that are a number": [create("path: /etc/a\n      permissions: 0644"), /expected a text/],
    "permissions that are none": [create('path: /etc/a\n      permissions: "rw"'), /expected e[.]g[.] "0644"/],
    "another encoding": [create("path: /etc/a\n      encoding: utf-16"), /utf-8 only/],
    "a reference": [create('path: /etc/a\n      content: "{{ a.b }}"'), /no values for/],
  };
  for (const [what, [text, message]] of Object.entries(refused)) {
    it(`is refused with ${what}`, () => assert.throws(() => readAwstoeDocument(text), message));
  }
});
