import assert from "node:assert/strict";
import { Construct } from "constructs";
import { kit } from "../../components/cdktf/cdktf-kit";
import { newRecording, terraformTypeOf } from "../../components/cdktf/recording-kit";

const newRoot = () => new Construct(new Construct(undefined as unknown as Construct, ""), "acme");

describe("the recording kit", () => {
  it("calls every class of the kit as the CDK calls it in Terraform", () => {
    const types = Object.entries(kit).flatMap(([name, value]) => {
      const { tfResourceType } = value as { tfResourceType?: string };
      return tfResourceType === undefined ? [] : [{ name, tfResourceType }];
    });
    assert.ok(types.length > 15, String(types.length));
    for (const { name, tfResourceType } of types) {
      assert.equal(terraformTypeOf(name).replace(/^data\./, ""), tfResourceType, name);
    }
  });

  it("has pieces of a text: what is written, attributes, and what Terraform makes of one", () => {
    const recording = newRecording();
    const root = newRoot();
    const tags = {};
    const role = new recording.kit.IamRole(root, "Role", { assumeRolePolicy: "{}", tags });
    const text = recording.kit.functions.local(root, "UserData", `role ${role.name}`);
    const [resource] = recording.resources();
    const pieces = recording
      .piecesOf(`$\${literal} ${role.name}/\${sha256(${text})}`)
      .map((piece) => (typeof piece === "object" ? `${piece.resource.type} ${piece.expression}` : piece));
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what was escaped is text
    const literal = "${literal} ";
    assert.deepEqual(pieces, [literal, "aws_iam_role made.name", "/", "local.user_data sha256(made.text)"]);
    assert.deepEqual([resource!.type, resource!.levels, resource!.isUnkeyed], ["aws_iam_role", ["Role"], true]);
  });

  it("takes what has something unknown in it for unknown, and refuses an expression of two resources", () => {
    const { kit: recordingKit, unknown, piecesOf } = newRecording();
    const root = newRoot();
    const name = (id: string) => new recordingKit.IamRole(root, id, { assumeRolePolicy: "{}", tags: {} }).name;
    assert.deepEqual(piecesOf(`a \${upper(${unknown.text()})}`), ["a ", "unknown"]);
    assert.throws(() => piecesOf(`\${join("", [${name("a")}, ${name("b")}])}`), /has to be of one resource/);
  });
});
