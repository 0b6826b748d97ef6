import assert from "node:assert/strict";
import type { DomainName } from "../../components/core/domain-name";
import { readListAnswer } from "../../components/io/route53-list-answer";

const XMLNS = ' xmlns="https://route53.amazonaws.com/doc/2013-04-01/"';
const set = (name: string, type: string, ttl: string, ...values: string[]) =>
  `<ResourceRecordSet><Name>${name}</Name><Type>${type}</Type><TTL>${ttl}</TTL><ResourceRecords>${values
    .map((value) => `<ResourceRecord><Value>${value}</Value></ResourceRecord>`)
    .join("")}</ResourceRecords></ResourceRecordSet>`;
const PTR = set("\\052.20.10.in-addr.arpa.", "PTR", "300", "a.acmecorp.com.", "b.acmecorp.com.");
const END = "<IsTruncated>false</IsTruncated><MaxItems>300</MaxItems>";
const answer = (sets: string, end = END) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ListResourceRecordSetsResponse${XMLNS}><ResourceRecordSets>${sets}</ResourceRecordSets>${end}</ListResourceRecordSetsResponse>`;

describe("An answer that lists record sets", () => {
  it("is read where it holds plain record sets", () => {
    const page = readListAnswer(answer(PTR + set("a.acmecorp.com.", "A", "0", "10.20.0.5")));
    assert.deepEqual(page, {
      recordSets: [
        {
          name: "*.20.10.in-addr.arpa." as DomainName,
          type: "PTR",
          ttlSeconds: 300,
          values: ["a.acmecorp.com.", "b.acmecorp.com."],
        },
        { name: "a.acmecorp.com." as DomainName, type: "A", ttlSeconds: 0, values: ["10.20.0.5"] },
      ],
      next: undefined,
    });
  });

  it("is read where it holds none, with or without declaration and line end", () => {
    const empty = answer("");
    for (const text of [empty, empty.replace(/^.*\n/, ""), `${empty}\n`, empty.replace(XMLNS, "")]) {
      assert.deepEqual(readListAnswer(text), { recordSets: [], next: undefined });
    }
  });

  it("says where the next page begins", () => {
    const next = "<NextRecordName>b.x.</NextRecordName><NextRecordType>A</NextRecordType>";
    const page = readListAnswer(answer(PTR, `<IsTruncated>true</IsTruncated>${next}<MaxItems>1</MaxItems>`));
    assert.deepEqual(page?.next, { name: "b.x.", type: "A", identifier: undefined });
  });

  for (const [title, text] of [
    ["nothing", ""],
    ["no XML", "<html><body>Bad gateway</body></html>"],
    ["an error", "<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>"],
    ["an answer that is cut within a set", answer(PTR).slice(0, 260)],
    ["an answer that is cut after a set", answer(PTR).split("</ResourceRecordSets>")[0]!],
    ["an answer that is cut before its end", answer(PTR).slice(0, -5)],
    ["something behind its end", `${answer(PTR)}<x/>`],
    [
      "an alias",
      answer("<ResourceRecordSet><Name>a.x.</Name><Type>A</Type><AliasTarget></AliasTarget></ResourceRecordSet>"),
    ],
    ["a weighted set", answer(PTR.replace("<TTL>", "<SetIdentifier>a</SetIdentifier><Weight>1</Weight><TTL>"))],
    ["a health check", answer(PTR.replace("</ResourceRecords>", "</ResourceRecords><HealthCheckId>a</HealthCheckId>"))],
    ["escapes of XML", answer(set("a.x.", "TXT", "300", "&quot;a&quot;"))],
    ["a comment", answer(`<!-- ${PTR} -->`)],
    ["spaces between sets", answer(`${PTR} ${PTR}`)],
    ["a set in another order", answer("<ResourceRecordSet><Type>A</Type><Name>a.x.</Name></ResourceRecordSet>")],
    ["no word of whether there is more", answer(PTR, "<MaxItems>300</MaxItems>")],
    ["more, and no word of where", answer(PTR, "<IsTruncated>true</IsTruncated>")],
  ] as const) {
    it(`is left to who reads all of XML where it holds ${title}`, () => {
      assert.equal(readListAnswer(text), undefined);
    });
  }
});
