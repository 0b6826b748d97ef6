import assert from "node:assert/strict";
import { check, create, delete as deleteRecords, diff, read, update } from "../../components/io/ptr-records";
import type { PtrRecordsArguments, PtrRecordsState } from "../../components/lifecycle/ptr-records-properties";
import { TEST_CREDENTIALS, withEnvironment } from "../helpers/environment";
import { type Route53Server, route53Server } from "../helpers/route53-server";

const LIST = "ListResourceRecordSets";
const CHANGE = "ChangeResourceRecordSets";

describe("PTR records in Route 53", () => {
  withEnvironment({ ...TEST_CREDENTIALS, AWS_EC2_METADATA_DISABLED: "true" });
  let server: Route53Server;
  let zoneIds: { [zoneName: string]: string };
  let warnings: string[];
  const { warn } = console;
  beforeEach(async () => {
    warnings = [];
    console.warn = (text: string) => warnings.push(text);
    server = await route53Server();
    zoneIds = {
      "20.10.in-addr.arpa": await server.makeZone("20.10.in-addr.arpa"),
      "d.f.ip6.arpa": await server.makeZone("d.f.ip6.arpa"),
    };
  });
  afterEach(() => {
    console.warn = warn;
    return server.end();
  });

  const inputsOf = async (hosts: { [name: string]: string[] }, rest: Partial<PtrRecordsArguments> = {}) => {
    const addressRecords = Object.entries(hosts).map(([name, addresses]) => ({ name, addresses }));
    const { inputs, failures } = await check(
      {},
      { addressRecords, zoneIds, access: { endpoint: server.endpoint }, ...rest },
    );
    assert.deepEqual(failures, []);
    return inputs;
  };
  /** What an engine does between two runs: the state goes through its text. */
  const kept = (state: PtrRecordsState): PtrRecordsState => JSON.parse(JSON.stringify(state));

  it("live and die with their resource, in the fewest calls", async () => {
    const first = await inputsOf({ "app1.x": ["10.20.0.5", "fd00:20::5"], "app2.x": ["10.20.0.6"] });
    const { id, outs } = await create(first);
    assert.equal(id, "ptr-records");
    assert.deepEqual(server.actions.toSorted(), [CHANGE, CHANGE, LIST, LIST]);

    const refreshed = await read(id, kept(outs));
    assert.deepEqual(refreshed, { id, props: outs });
    assert.deepEqual(await diff(id, refreshed.props, first), {
      changes: false,
      replaces: [],
      deleteBeforeReplace: false,
    });

    server.actions.length = 0;
    const second = await inputsOf({ "app1.x": ["10.20.0.7", "fd00:20::5"], "app2.x": ["10.20.0.6"] });
    assert.equal((await diff(id, kept(outs), second)).changes, true);
    const updated = await update(id, kept(outs), second);
    assert.deepEqual(server.actions, [LIST, CHANGE]);
    assert.deepEqual(
      Object.keys(updated.outs.ptrRecords).filter((name) => name.endsWith("in-addr.arpa")),
      ["6.0.20.10.in-addr.arpa", "7.0.20.10.in-addr.arpa"],
    );

    await deleteRecords(id, kept(updated.outs));
    assert.deepEqual((await read(id, kept(updated.outs))).props.ptrRecords, {});
    await deleteRecords(id, kept(updated.outs));
  });

  it("are named in a refresh when they are not as they were written, the first twenty of them (case 32)", async () => {
    const hosts = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`h${index}.x`, [`10.20.0.${index}`]]));
    const { outs } = await create(await inputsOf(hosts));
    await read("ptr-records", kept(outs));
    assert.deepEqual(warnings, []);
    await deleteRecords("ptr-records", kept(outs));
    await read("ptr-records", kept(outs));
    assert.equal(warnings.length, 21);
    assert.match(
      warnings[0]!,
      /^0\.0\.20\.10\.in-addr\.arpa: h0\.x is gone; the next update makes it again \(PTR_DRIFT\)$/,
    );
    assert.equal(warnings.at(-1), "5 more PTR records are not as written");
  });

  it("stand in a classless zone, to which Route 53 reads the way back as no change (case 24)", async () => {
    const parent = "5.20.10.in-addr.arpa";
    const child = `64/28.${parent}`;
    const ids = { [parent]: await server.makeZone(parent), [child]: await server.makeZone(child) };
    const inputs = await inputsOf({ "app1.x": ["10.20.5.70"] }, { zoneIds: ids });
    const { id, outs } = await create(inputs);
    const refreshed = await read(id, kept(outs));
    assert.deepEqual(refreshed.props.ptrRecords[`70.${child}`], ["app1.x"]);
    assert.deepEqual(refreshed.props.ptrRecords[`70.${parent}`], [`CNAME 70.${child}`]);
    assert.equal((await diff(id, refreshed.props, inputs)).changes, false);
    server.actions.length = 0;
    await create(inputs);
    assert.ok(!server.actions.includes(CHANGE), "what stands there is right");
    await deleteRecords(id, kept(outs));
    assert.deepEqual((await read(id, kept(outs))).props.ptrRecords, {});
  });

  it("converge within one run when answers are lost and connections break", async () => {
    server.mishaps(CHANGE, { kind: "cut-after" }, { kind: "cut-before" });
    server.mishaps(LIST, { kind: "cut-before" });
    const inputs = await inputsOf({ "app1.x": ["10.20.0.5", "fd00:20::5"] });
    const { outs } = await create(inputs);
    assert.deepEqual((await read("ptr-records", kept(outs))).props.ptrRecords, outs.ptrRecords);
    assert.equal(Object.keys(outs.ptrRecords).length, 2);
  });

  it("leave a readable state behind when some could not be written", async () => {
    const inputs = await inputsOf({ "app1.x": ["10.20.0.5", "fd00:20::5"] });
    const denied = { kind: "refuse", status: 403, code: "AccessDenied", message: "not yours" } as const;
    server.mishaps(CHANGE, denied);
    const error = await create(inputs).then(
      () => assert.fail("it should have failed"),
      (failure: Error & { id: string; properties: PtrRecordsState; reasons: string[] }) => failure,
    );
    assert.match(error.message, /not yours \(AccessDenied\)/);
    assert.deepEqual([error.id, error.reasons], ["ptr-records", [error.message]]);
    assert.equal(Object.keys(error.properties.ptrRecords).length, 1);
    const { outs } = await update(error.id, kept(error.properties), inputs);
    assert.equal(Object.keys((await read(error.id, kept(outs))).props.ptrRecords).length, 2);
  });

  it("show conflicts as one readable Error without a state", async () => {
    await create(await inputsOf({ "old.x": ["10.20.0.5"] }));
    const other = create(await inputsOf({ "new.x": ["10.20.0.5"] }));
    await assert.rejects(other, (error: Error & { id?: string }) => {
      assert.match(
        error.message,
        /^5\.0\.20\.10\.in-addr\.arpa is old\.x, not ours, and should be new\.x; .*\(PTR_CONFLICT\)$/,
      );
      assert.equal(error.id, undefined);
      return true;
    });
    const adopted = await inputsOf({ "new.x": ["10.20.0.5"] }, { policy: { adopt: ["10.20.0.5"] } });
    assert.deepEqual((await create(adopted)).outs.ptrRecords, { "5.0.20.10.in-addr.arpa": ["new.x"] });
  });

  it("say in Pulumi's words where credentials come from when there are none", async () => {
    const inputs = await inputsOf({ "app1.x": ["10.20.0.5"] });
    delete process.env["AWS_ACCESS_KEY_ID"];
    await assert.rejects(create(inputs), /environment's AWS credentials.*`access` names \(profile, assumeRoles\)$/);
    assert.deepEqual(server.actions, []);
  });

  it("refuse bad arguments by name, and write nothing that is unknown", async () => {
    const { failures } = await check({}, { addressRecords: [{ name: "-a", addresses: ["10.20"] }], zoneIds });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["addressRecords[0].name", "addressRecords[0].addresses[0]"],
    );
    assert.match(failures[1]!.reason, /"10\.20" is no IP address.*\(BAD_ADDRESS\)/);
    const unknown = await inputsOf({ "a.x": ["04da6b54-80e4-46f7-96ec-b56ff0331ba9"] });
    await assert.rejects(create(unknown), { code: "NOT_KNOWN_YET" });
    assert.deepEqual(server.actions, []);
  });
});
