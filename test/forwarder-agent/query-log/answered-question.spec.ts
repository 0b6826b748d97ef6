import assert from "node:assert/strict";
import * as fc from "fast-check";
import { readAnsweredQuestion } from "../../../components/forwarder-agent/query-log/answered-question";

const unbound = (text: string) => `1795612961.250125 ip-10-20-0-5 unbound[412]: [1795612961] unbound[412:0] ${text}`;
const bind = (text: string) => `1795612961.250125 ip-10-20-0-5 named[412]: responses: info: ${text}`;

const questions: { readonly [line: string]: object } = {
  [unbound("reply: 10.1.0.5 app1.cloud.acmecorp.com. A IN NOERROR 0.000312 0 66")]: {
    client: "10.1.0.5",
    name: "app1.cloud.acmecorp.com",
    type: "A",
    rcode: "NOERROR",
    milliseconds: 0.312,
    cached: false,
  },
  [unbound("reply: fd00::5 . NS IN SERVFAIL 1.900000 1 17")]: {
    client: "fd00::5",
    name: ".",
    type: "NS",
    rcode: "SERVFAIL",
    milliseconds: 1900,
    cached: true,
  },
  [unbound("reply: 10.1.0.5 version.bind. TXT CH NOERROR 0.000000 1 68")]: {
    client: "10.1.0.5",
    name: "version.bind",
    type: "CH TXT",
    rcode: "NOERROR",
    milliseconds: 0,
    cached: true,
  },
  [bind(
    "client @0x7f549a02b000 10.1.0.5#56197 (no.example): response: no.example IN AAAA NXDOMAIN 0 0 1 +E(0)TK (10.20.0.5)",
  )]: { client: "10.1.0.5", name: "no.example", type: "AAAA", rcode: "NXDOMAIN" },
  [bind(
    "client @0x7f549a02b000 10.1.0.5#56197 (w\\032x.example): response: w\\032x.example IN A NOERROR 1 0 1 + (10.20.0.5)",
  )]: { client: "10.1.0.5", name: "w\\032x.example", type: "A", rcode: "NOERROR" },
};

describe("A line of a server's log", () => {
  for (const [line, expected] of Object.entries(questions))
    it(`is the question ${JSON.stringify(expected)}`, () => {
      assert.deepEqual(readAnsweredQuestion(line), { at: 1795612961250, ...expected });
    });

  it("is no question where it is about something else, or has no time", () => {
    for (const line of [
      "",
      "-- Boot 1 --",
      unbound("info: service stopped (unbound 1.26.2)."),
      unbound("reply: 10.1.0.5 app1. A IN"),
      "reply: 10.1.0.5 app1.cloud.acmecorp.com. A IN NOERROR 0.000312 0 66",
      bind("client @0x7f 10.1.0.5#56197 (no.example): query: no.example IN A + (10.20.0.5)"),
    ])
      assert.equal(readAnsweredQuestion(line), undefined, line);
  });

  it("of any text is read without a fault", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3_000 }), (text) => void readAnsweredQuestion(unbound(`reply: ${text}`))),
    );
  });
});
