import assert from "node:assert/strict";
import type { LogEvent } from "../../../components/forwarder-agent/aws/cloudwatch-logs";
import { queryLogging } from "../../../components/forwarder-agent/query-log/query-logging";
import { MOST_WAITING } from "../../../components/forwarder-agent/query-log/waiting-questions";

const line = (seconds: number, name = "app1.example.") =>
  `${seconds}.000000 host unbound[1]: [1] unbound[1:0] reply: 10.1.0.5 ${name} A IN NOERROR 0.001000 1 60`;

/** A journal that the test writes, and a CloudWatch Logs that it may break. */
function world() {
  const sent: [group: string, events: readonly LogEvent[]][] = [];
  const warnings: string[] = [];
  const state = { group: undefined as string | undefined, broken: false, followed: 0 };
  let take: ((line: string) => void) | undefined;
  let end: ((error: Error) => void) | undefined;
  const logging = queryLogging({
    group: () => state.group,
    follow: (into, signal) =>
      new Promise<void>((resolve, reject) => {
        state.followed++;
        take = into;
        end = reject;
        signal.addEventListener("abort", () => {
          take = undefined;
          resolve();
        });
      }),
    send: async (group, events) => {
      if (state.broken) throw new Error("CloudWatch Logs: status 503");
      sent.push([group, events]);
    },
    log: { info: () => {}, warning: (event, fields) => warnings.push(`${event} ${JSON.stringify(fields)}`) },
  });
  return {
    state,
    sent,
    warnings,
    logging,
    write: (text: string) => take?.(text),
    endJournal: (error: Error) => end?.(error),
  };
}

describe("Logging questions", () => {
  it("follows the journal only while there is a group, and sends to the one of the moment", async () => {
    const { state, sent, logging, write } = world();
    await logging.look();
    assert.equal(state.followed, 0);
    state.group = "/one";
    await logging.look();
    write(line(1));
    write("1.000000 host unbound[1]: something else");
    state.group = "/two";
    await logging.look();
    write(line(2));
    state.group = undefined;
    await logging.look();
    write(line(3));
    state.group = "/three";
    await logging.look();
    assert.equal(state.followed, 2);
    assert.deepEqual(
      sent.map(([group, events]) => [group, events.map(({ timestamp }) => timestamp)]),
      [["/two", [1000]]],
    );
    assert.deepEqual(JSON.parse(sent[0]![1][0]!.message), {
      client: "10.1.0.5",
      name: "app1.example",
      type: "A",
      rcode: "NOERROR",
      milliseconds: 1,
      cached: true,
    });
  });

  it("keeps what cannot be sent, sends it later in the order of time, and forgets no more than it must", async () => {
    const { state, sent, warnings, logging, write } = world();
    state.group = "/one";
    await logging.look();
    state.broken = true;
    write(line(2));
    write(line(1));
    await assert.rejects(logging.look(), /status 503/);
    for (let count = 2; count < MOST_WAITING + 7; count++) write(line(3));
    state.broken = false;
    await logging.look();
    const events = sent.flatMap(([, batch]) => batch);
    assert.equal(events.length, MOST_WAITING);
    assert.deepEqual(
      events.slice(0, 3).map(({ timestamp }) => timestamp),
      [1000, 2000, 3000],
    );
    assert.deepEqual(warnings, ['questions were not logged {"forgotten":7}']);
  });

  it("sends no batch that CloudWatch Logs would refuse, however long the names are", async () => {
    const { state, sent, logging, write } = world();
    state.group = "/one";
    await logging.look();
    for (let count = 0; count < 6_000; count++) write(line(1, `${"x".repeat(1_000)}.`));
    await logging.look();
    assert.equal(sent.flatMap(([, batch]) => batch).length, 6_000);
    for (const [, batch] of sent) {
      const bytes = batch.reduce((sum, { message }) => sum + Buffer.byteLength(message) + 26, 0);
      assert.ok(batch.length <= 10_000 && bytes <= 1_048_576, `${batch.length} events, ${bytes} bytes`);
    }
  });

  it("begins to follow again when the journal ended, and says why it did", async () => {
    const { state, warnings, logging, endJournal } = world();
    state.group = "/one";
    await logging.look();
    endJournal(new Error("journalctl ended with 1"));
    await new Promise((resolve) => setImmediate(resolve));
    await logging.look();
    assert.equal(state.followed, 2);
    assert.deepEqual(warnings, ['questions cannot be read {"reason":"journalctl ended with 1"}']);
  });
});
