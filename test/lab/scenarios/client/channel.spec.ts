import assert from "node:assert/strict";
import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { once } from "node:events";
import { encode } from "dns-packet";
import { type Channel, openChannel } from "../../../../lab/scenarios/client/channel";

/** So long that a busy machine answers within it. */
const patience = 20_000;

const question = (id: number) => encode({ type: "query", id, questions: [{ name: "a.test", type: "A" }] });
const answer = (id: number, rcode: number, data = true) =>
  encode({
    type: "response",
    id,
    flags: rcode,
    questions: [{ name: "a.test", type: "A" }],
    answers: data ? [{ name: "a.test", type: "A", data: "10.0.0.1" }] : [],
  });

describe("a channel to one server", () => {
  let server: Socket;
  let port: number;
  const opened: Channel[] = [];

  beforeEach(async () => {
    server = createSocket("udp4").bind(0, "127.0.0.1");
    await once(server, "listening");
    port = server.address().port;
  });
  afterEach(() => {
    for (const channel of opened.splice(0)) channel.close();
    server.close();
  });

  function open(at = port): Channel {
    const channel = openChannel("127.0.0.1", at);
    opened.push(channel);
    return channel;
  }

  /** Asks, and has the server answer with these. */
  async function replyTo(messages: readonly Buffer[], timeoutMilliseconds = patience) {
    server.once("message", (_, sender) => {
      for (const message of messages) server.send(message, sender.port, sender.address);
    });
    return open().ask(question(7), timeoutMilliseconds);
  }

  for (const [title, message, status] of [
    ["an answer", answer(7, 0), "NOERROR"],
    ["an answer without data", answer(7, 0, false), "no data"],
    ["a name that is not there", answer(7, 3, false), "NXDOMAIN"],
    ["a failure", answer(7, 2, false), "SERVFAIL"],
    ["a refusal", answer(7, 5, false), "REFUSED"],
  ] as const)
    it(`reads ${title}`, async () => assert.equal(await replyTo([message]), status));

  it("takes no answer to another question, and nothing too short for one", async () => {
    assert.equal(await replyTo([answer(8, 0), Buffer.from("x"), answer(7, 3, false)]), "NXDOMAIN");
  });

  it("is silent when nothing came in time", async () => assert.equal(await replyTo([], 50), "silent"));

  it("is unreachable where nobody listens", async () => {
    const gone = createSocket("udp4").bind(0, "127.0.0.1");
    await once(gone, "listening");
    const closed = gone.address().port;
    gone.close();
    await once(gone, "close");
    assert.equal(await open(closed).ask(question(7), patience), "unreachable");
  });

  it("keeps an answer that came too late for when its turn comes again", async () => {
    const channel = open();
    const asked = once(server, "message") as Promise<[Buffer, RemoteInfo]>;
    assert.equal(await channel.ask(question(7), 50), "silent");
    const [, sender] = await asked;
    server.send(answer(7, 0), sender.port, sender.address);
    // to the second question the server says nothing
    assert.equal(await channel.ask(question(7), patience), "NOERROR");
  });
});
