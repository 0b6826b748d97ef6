import assert from "node:assert/strict";
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { decode, encode, type Packet } from "dns-packet";
import { askDns, encodeQuery, RCODES, rcodeOf } from "../../../components/forwarder-agent/dns/question";

describe("encodeQuery", () => {
  it("writes what a DNS library reads", () => {
    const { id, questions, flag_rd } = decode(encodeQuery(4711, "www.Example.com.", 6));
    assert.deepEqual(
      { id, flag_rd, questions },
      { id: 4711, flag_rd: true, questions: [{ name: "www.Example.com", type: "SOA", class: "IN" }] },
    );
  });
  it("writes the root", () => {
    assert.equal(decode(encodeQuery(1, "", 6)).questions?.[0]?.name, ".");
  });
  it("refuses what is no name", () => {
    assert.throws(() => encodeQuery(1, "x".repeat(64), 1), /no DNS name/);
  });
});

describe("rcodeOf", () => {
  const query = encodeQuery(7, "told.example", 1);
  const answer = (changes: Packet = {}) =>
    encode({ type: "response", id: 7, flags: 0, questions: [{ name: "told.example", type: "A" }], ...changes });
  const cases: [what: string, message: Buffer, expected: number | undefined][] = [
    ["an answer", answer(), RCODES.NOERROR],
    ["a refusal", answer({ flags: RCODES.REFUSED }), RCODES.REFUSED],
    ["an answer in other letters", answer({ questions: [{ name: "TOLD.example", type: "A" }] }), RCODES.NOERROR],
    ["another id", answer({ id: 8 }), undefined],
    ["another name", answer({ questions: [{ name: "cold.example", type: "A" }] }), undefined],
    ["another type", answer({ questions: [{ name: "told.example", type: "SOA" }] }), undefined],
    ["no question", answer({ questions: [] }), undefined],
    ["the query itself", query, undefined],
    ["a few bytes", Buffer.of(0, 7, 0x80), undefined],
    ["nothing", Buffer.alloc(0), undefined],
  ];
  for (const [what, message, expected] of cases)
    it(`reads ${what}`, () => assert.equal(rcodeOf(message, query), expected));
});

describe("askDns", () => {
  let server: Socket;
  const question = () =>
    ({ address: "127.0.0.1", port: (server.address() as AddressInfo).port, name: "told.example", type: "A" }) as const;
  beforeEach(async () => {
    server = createSocket("udp4");
    server.bind(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterEach(() => server.close());

  it("takes the answer to its question, and no other before it", async () => {
    server.on("message", (message, { port, address }) => {
      const { id, questions } = decode(message);
      for (const wrong of [{ id: (id! + 1) % 65_536 }, { questions: [{ name: "other.example", type: "A" as const }] }])
        server.send(encode({ type: "response", id: id!, questions: questions!, flags: 5, ...wrong }), port, address);
      server.send(encode({ type: "response", id: id!, questions: questions!, flags: RCODES.NXDOMAIN }), port, address);
    });
    assert.equal((await askDns({ ...question(), milliseconds: 30_000 }))?.rcode, RCODES.NXDOMAIN);
  });
  it("gives up on a server that is silent, and on one that is not there", async () => {
    assert.equal(await askDns({ ...question(), milliseconds: 50 }), undefined);
    assert.equal(await askDns({ ...question(), address: "127.0.0.2", milliseconds: 5_000 }), undefined);
  });
});
