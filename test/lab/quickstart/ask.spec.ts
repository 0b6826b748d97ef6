import assert from "node:assert/strict";
import { readAnswer } from "../../../lab/quickstart/ask";

/** As `dig +yaml` of BIND 9.20 prints it. */
const message = (status: string, answers: readonly string[]) => `-
  type: MESSAGE
  message:
    type: RECURSIVE_RESPONSE
    query_time: !!timestamp 2026-11-25T01:00:00.000Z
    response_time: !!timestamp 2026-11-25T01:00:00.017Z
    message_size: 68b
    socket_family: INET
    socket_protocol: UDP
    response_address: "10.20.1.53"
    response_port: 53
    query_address: "0.0.0.0"
    query_port: 0
    response_message_data:
      opcode: QUERY
      status: ${status}
      id: 1
      flags: qr rd ra
      QUESTION_SECTION:
        - 'db1.acmecorp.com. IN A'
${answers.length === 0 ? "" : `      ANSWER_SECTION:\n${answers.map((answer) => `        - '${answer}'\n`).join("")}`}`;

describe("what dig prints", () => {
  it("is read with status, values of the type asked for, server and time", () => {
    const text = message("NOERROR", [
      "db1.acmecorp.com. 60 IN CNAME db2.acmecorp.com.",
      "db2.acmecorp.com. 60 IN A 10.1.0.20",
    ]);
    assert.deepEqual(readAnswer(text, "A"), {
      status: "NOERROR",
      values: ["10.1.0.20"],
      answeredBy: "10.20.1.53",
      milliseconds: 17,
      transport: "UDP",
    });
  });

  it("keeps a refusal and a name that does not exist apart", () => {
    assert.equal(readAnswer(message("REFUSED", []), "A").status, "REFUSED");
    const twice = message("REFUSED", []).replace(/^( *)status: .*$/m, "$&\n$1EDE: 18\n$1EDE: 20");
    assert.match(twice, /EDE: 20/);
    assert.equal(readAnswer(twice, "A").status, "REFUSED");
    assert.equal(readAnswer(message("NXDOMAIN", []), "A").status, "NXDOMAIN");
  });

  it("keeps texts with quotes and blanks", () => {
    const text = message("NOERROR", ['x.acmecorp.com. 60 IN TXT "one ""two: three"'.replaceAll("'", "''")]);
    assert.deepEqual(readAnswer(text, "TXT").values, ['"one ""two: three"']);
  });

  for (const [title, text] of [
    ["silence", "-\n  type: DIG_ERROR\n  message: no servers could be reached\n"],
    ["a communications error", ";; communications error to 10.20.0.2#53: timed out\n"],
    ["nothing at all", ""],
    ["a text that is no YAML", "\t: ["],
  ] as const)
    it(`is no answer for ${title}`, () => {
      assert.deepEqual(readAnswer(text, "A"), { status: "no answer", values: [] });
    });
});
