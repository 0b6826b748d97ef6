import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { count, type Section, sectionText } from "../../../lab/quickstart/report";

const section: Section = {
  title: "Asked",
  outcomes: [
    {
      at: "client1",
      name: "app1.cloud.acmecorp.com",
      expected: { values: ["10.20.1.10"] },
      passed: true,
      answer: { status: "NOERROR", values: ["10.20.1.10"], answeredBy: "10.1.0.53", milliseconds: 3, transport: "UDP" },
    },
    {
      at: "app1",
      name: "db1.acmecorp.com",
      expected: { values: ["10.1.0.20"] },
      passed: false,
      answer: { status: "SERVFAIL", values: [] },
    },
  ],
  facts: [{ text: "no name leaked", passed: false, seen: "db1.acmecorp.com" }],
};

describe("the quickstart's report", () => {
  const lines = stripVTControlCharacters(sectionText(section, (address) => (address === "10.1.0.53" ? "ns1" : address)))
    .split("\n")
    .map((line) => line.trim().replace(/ {2,}/g, "  "));

  it("says asked where, what, answer, answered by, milliseconds", () => {
    assert(lines.includes("asked at  what  answer  answered by  ms"), lines.join("\n"));
    assert(lines.includes("✓  client1  app1.cloud.acmecorp.com  10.20.1.10  ns1  3"), lines.join("\n"));
  });

  it("says of what failed what was seen and what was expected", () => {
    assert(lines.includes("✗  app1  db1.acmecorp.com  SERVFAIL, not 10.1.0.20"), lines.join("\n"));
    assert(lines.includes("seen: db1.acmecorp.com"), lines.join("\n"));
  });

  it("counts questions and facts", () => {
    assert.deepEqual(count([section, section]), { passed: 2, failed: 4 });
  });
});
