import assert from "node:assert/strict";
import { type DecodedPacket, decode, encode, type Packet } from "dns-packet";
import fc from "fast-check";
import { respond } from "../../../../lab/network/vpc-resolver/message";
import { characterStrings } from "../../../../lab/network/vpc-resolver/record-data";
import type { Resolution } from "../../../../lab/network/vpc-resolver/resolve";

const empty: Resolution = { rcode: "NOERROR", answers: [], authorities: [], askedOfInternet: [] };
const withText = (bytes: number): Resolution => ({
  ...empty,
  answers: [{ type: "TXT", name: "big.example", ttl: 1, data: characterStrings(`"${"x".repeat(bytes)}"`) }],
});
const question = (more: Partial<Packet> = {}): Buffer =>
  encode({ type: "query", id: 4711, flags: 0x0100, questions: [{ type: "TXT", name: "big.example" }], ...more });
const edns = (udpPayloadSize: number, ednsVersion = 0): Partial<Packet> => ({
  additionals: [
    { type: "OPT", name: ".", udpPayloadSize, extendedRcode: 0, ednsVersion, flags: 0, flag_do: false, options: [] },
  ],
});
const answered = (request: Buffer, resolution: Resolution, transport: "udp" | "tcp" = "udp") => {
  const response = respond(request, transport, () => resolution);
  assert.ok(response);
  return { bytes: response.length, packet: decode(response) as DecodedPacket & { rcode: string } };
};

describe("a message to the VPC's resolver", () => {
  const sizes: readonly (readonly [string, Partial<Packet>, "udp" | "tcp", number, boolean])[] = [
    ["without EDNS holds 512 bytes", {}, "udp", 440, false],
    ["without EDNS is cut above 512 bytes", {}, "udp", 600, true],
    ["with EDNS holds what the client takes", edns(1232), "udp", 1100, false],
    ["with EDNS is cut above what the client takes", edns(900), "udp", 1100, true],
    ["is cut above 1232 bytes, whatever the client takes", edns(4096), "udp", 1400, true],
    ["with a size below 512 is taken as 512", edns(100), "udp", 400, false],
    ["over TCP holds 6 kB", edns(1232), "tcp", 6000, false],
  ];
  for (const [what, more, transport, bytes, cut] of sizes)
    it(what, () => {
      const { packet, bytes: length } = answered(question(more), withText(bytes), transport);
      assert.equal(packet.flag_tc, cut);
      assert.equal(packet.answers?.length, cut ? 0 : 1);
      if (cut) assert.ok(length <= 512);
    });

  it("comes back with its id, its question byte for byte, and recursion", () => {
    const request = encode({ type: "query", id: 7, flags: 0x0100, questions: [{ type: "A", name: "MiXed.Example" }] });
    const response = respond(request, "udp", () => empty);
    assert.deepEqual(response?.subarray(12), request.subarray(12));
    const packet = decode(response!);
    assert.deepEqual([packet.id, packet.flag_ra, packet.flag_rd, packet.flag_qr], [7, true, true, true]);
  });

  it("carries an OPT record only where the client sent one", () => {
    assert.deepEqual(answered(question(), empty).packet.additionals, []);
    assert.deepEqual(
      answered(question(edns(4096)), empty).packet.additionals?.map(({ type }) => type),
      ["OPT"],
    );
  });

  it("of a later EDNS version gets BADVERS", () => {
    const [opt] = answered(question(edns(1232, 1)), empty).packet.additionals ?? [];
    assert.equal(opt?.type === "OPT" && opt.extendedRcode, 1);
  });

  const refused: readonly (readonly [string, Buffer, string])[] = [
    [
      "of another kind than a query is NOTIMP",
      encode({ type: "query", id: 1, flags: 4 << 11, questions: [{ type: "A", name: "a" }] }),
      "NOTIMP",
    ],
    [
      "with two questions is FORMERR",
      encode({
        type: "query",
        id: 1,
        questions: [
          { type: "A", name: "a" },
          { type: "A", name: "b" },
        ],
      }),
      "FORMERR",
    ],
    ["with no question is FORMERR", encode({ type: "query", id: 1 }), "FORMERR"],
    ["that is cut off is FORMERR", question().subarray(0, 15), "FORMERR"],
    [
      "that asks for a zone transfer is REFUSED",
      encode({ type: "query", id: 1, questions: [{ type: "AXFR", name: "a" }] }),
      "REFUSED",
    ],
    [
      "of another class is REFUSED",
      encode({ type: "query", id: 1, questions: [{ type: "TXT", name: "version.bind", class: "CH" }] }),
      "REFUSED",
    ],
  ];
  for (const [what, request, rcode] of refused)
    it(what, () => assert.equal(answered(request, withText(10)).packet.rcode, rcode));

  it("that cannot be resolved is SERVFAIL", () => {
    const response = respond(question(), "udp", () => {
      throw new Error("no");
    });
    assert.equal((decode(response!) as DecodedPacket & { rcode: string }).rcode, "SERVFAIL");
  });

  it("that is an answer, or too short for a header, gets none", () => {
    assert.equal(
      respond(encode({ type: "response", id: 1 }), "udp", () => empty),
      undefined,
    );
    assert.equal(
      respond(Buffer.alloc(11), "udp", () => empty),
      undefined,
    );
  });

  it("of any bytes never throws, and what comes back can be read", () => {
    let responses = 0;
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.tuple(fc.nat(60), fc.nat(255)).map(([at, value]) => {
        const changed = Buffer.from(question(edns(1232)));
        changed[at % changed.length] = value;
        return changed;
      }),
    );
    fc.assert(
      fc.property(bytes, (request) => {
        const response = respond(Buffer.from(request), "udp", () => withText(100));
        if (response === undefined) return;
        responses += 1;
        decode(response);
        assert.equal(response.readUInt16BE(0), Buffer.from(request).readUInt16BE(0));
      }),
      { numRuns: 2000 },
    );
    assert.ok(responses > 100);
  });
});
