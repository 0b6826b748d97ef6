import * as assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as restore from "../../components/io/dhcp-options-restore";

/** EC2 as far as DHCP options go: answers by action, and remembers what was asked. */
class SmallEc2 {
  /** The set that each VPC has. */
  readonly vpcs = new Map<string, string>();
  readonly sets = new Set<string>(["dopt-before", "dopt-ours"]);
  readonly actions: string[] = [];
  readonly server: Server = createServer((request, response) => {
    let body = "";
    request.on("data", (text) => {
      body += text;
    });
    request.on("end", () => {
      const parameters = new URLSearchParams(body);
      const action = parameters.get("Action")!;
      this.actions.push(action);
      const [status, answer] = this.answer(action, parameters);
      response.writeHead(status, { "content-type": "text/xml" }).end(answer);
    });
  });

  private answer(action: string, parameters: URLSearchParams): [status: number, body: string] {
    const vpcId = parameters.get("VpcId.1") ?? parameters.get("VpcId");
    const setId = parameters.get("DhcpOptionsId.1") ?? parameters.get("DhcpOptionsId");
    if (vpcId !== null && !this.vpcs.has(vpcId)) return refusal("InvalidVpcID.NotFound");
    if (setId !== null && !this.sets.has(setId)) return refusal("InvalidDhcpOptionsID.NotFound");
    if (action === "AssociateDhcpOptions") this.vpcs.set(vpcId!, setId!);
    const vpc = `<vpcSet><item><vpcId>${vpcId}</vpcId><dhcpOptionsId>${this.vpcs.get(vpcId ?? "")}</dhcpOptionsId></item></vpcSet>`;
    return [200, `<${action}Response>${action === "DescribeVpcs" ? vpc : "<return>true</return>"}</${action}Response>`];
  }
}

function refusal(code: string): [status: number, body: string] {
  return [
    400,
    `<Response><Errors><Error><Code>${code}</Code><Message>It is not there.</Message></Error></Errors></Response>`,
  ];
}

describe("dhcp-options-restore", () => {
  let ec2: SmallEc2;
  let inputs: restore.DhcpOptionsRestoreInputs;
  const environment = { ...process.env };

  beforeEach(async () => {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" });
    ec2 = new SmallEc2();
    ec2.vpcs.set("vpc-0111", "default");
    await new Promise<void>((resolve) => ec2.server.listen(0, "127.0.0.1", resolve));
    const endpoint = `http://127.0.0.1:${(ec2.server.address() as AddressInfo).port}`;
    inputs = { vpcId: "vpc-0111", dhcpOptionsId: "dopt-before", access: { region: "eu-west-1", endpoint } };
  });
  afterEach(() => {
    ec2.server.close();
    process.env = { ...environment };
  });

  it("changes nothing in AWS when it is created, updated or read", async () => {
    assert.deepEqual(await restore.create(inputs), { id: "vpc-0111", outs: inputs });
    assert.deepEqual(await restore.update("vpc-0111", inputs, inputs), { outs: inputs });
    assert.deepEqual(await restore.read("vpc-0111", inputs), { id: "vpc-0111", props: inputs });
    assert.deepEqual(ec2.actions, ["DescribeDhcpOptions", "DescribeDhcpOptions"]);
  });

  it("refuses a set that does not exist while there is time", async () => {
    const wrong = { ...inputs, dhcpOptionsId: "dopt-gone" };
    await assert.rejects(restore.create(wrong), /^Error: restoreDhcpOptionsId: .*dopt-gone.*\(DHCP_OPTIONS_MISSING\)$/);
  });

  it("gives the set back once the association is gone", async () => {
    await restore.delete("vpc-0111", inputs);
    assert.equal(ec2.vpcs.get("vpc-0111"), "dopt-before");
  });

  it("leaves a VPC alone that has any other set than the default", async () => {
    ec2.vpcs.set("vpc-0111", "dopt-ours");
    await restore.delete("vpc-0111", inputs);
    assert.equal(ec2.vpcs.get("vpc-0111"), "dopt-ours");
    assert.deepEqual(ec2.actions, ["DescribeVpcs"]);
  });

  it("has nothing to do for a VPC that is gone, nor for AWS's default set", async () => {
    ec2.vpcs.clear();
    await restore.delete("vpc-0111", inputs);
    await restore.delete("vpc-0111", { ...inputs, dhcpOptionsId: "default" });
    await restore.create({ ...inputs, dhcpOptionsId: "default" });
    assert.deepEqual(ec2.actions, ["DescribeVpcs"]);
  });

  it("says which VPC did not get which set back", async () => {
    ec2.sets.clear();
    await assert.rejects(
      restore.delete("vpc-0111", inputs),
      /vpc-0111 did not get its DHCP options dopt-before back: .*It is not there/,
    );
  });

  it("is replaced for another VPC, updated for another set or access, and else left alone", async () => {
    const known = { ...inputs, __provider: "written by Pulumi" };
    assert.equal((await restore.diff("vpc-0111", known, inputs)).changes, false);
    assert.deepEqual(await restore.diff("vpc-0111", inputs, { ...inputs, vpcId: "vpc-0222" }), {
      changes: true,
      replaces: ["vpcId"],
      deleteBeforeReplace: false,
    });
    for (const other of [{ dhcpOptionsId: "dopt-ours" }, { access: { region: "eu-west-2" } }]) {
      const { changes, replaces } = await restore.diff("vpc-0111", inputs, { ...inputs, ...other });
      assert.deepEqual([changes, replaces], [true, []]);
    }
  });
});
