import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { AutoScalingClient, CreateAutoScalingGroupCommand } from "@aws-sdk/client-auto-scaling";
import {
  CreateLaunchTemplateCommand,
  CreateNetworkInterfaceCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeSubnetsCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { forwarderImageName } from "../../../components/io/forwarder-image";
import { type Front, startFront } from "../../../lab/front/front";
import { type Network, startNetwork, stopNetwork } from "../../../lab/network";
import { readSite } from "../../../lab/site";
import { type CloudFixture, makeCloud, region, siteConfiguration, unboundConfiguration } from "./cloud-fixture";
import { needsNamespaces } from "./needs-namespaces";

const address = "10.20.1.60";
const patienceMilliseconds = 20_000;

describe("a host of an Auto Scaling group of one", function () {
  this.timeout(120_000);
  const root = mkdtempSync(join(tmpdir(), "lab-self-healing-"));
  const folder = join(root, "network");
  const socket = join(root, "front.socket");
  let front: Front;
  let cloud: CloudFixture;
  let network: Network;

  before(async function () {
    await needsNamespaces(this);
    front = await startFront({ folder: join(root, "front"), port: 0, socketPath: socket });
    cloud = await makeCloud(front.endpoint, unboundConfiguration);
    await makeGroup();
    network = await startNetwork({
      endpoint: front.endpoint,
      socket,
      region,
      folder,
      site: readSite(),
      siteConfiguration,
      log: () => {},
    });
  });
  after(async () => {
    await stopNetwork(folder);
    cloud?.end();
    await front?.end();
    rmSync(root, { recursive: true, force: true });
  });

  /** As the stack makes a slot: an interface that stays, and a group that keeps one instance on it. */
  async function makeGroup(): Promise<void> {
    const settings = {
      endpoint: front.endpoint,
      region,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    };
    const groups = new AutoScalingClient(settings);
    const iam = new IAMClient(settings);
    const inSubnet = { Filters: [{ Name: "cidr-block", Values: ["10.20.1.0/24"] }] };
    const [subnet] = (await cloud.ec2.send(new DescribeSubnetsCommand(inSubnet))).Subnets ?? [];
    const request = { SubnetId: subnet?.SubnetId, PrivateIpAddress: address };
    const { NetworkInterface } = await cloud.ec2.send(new CreateNetworkInterfaceCommand(request));
    const { Images = [] } = await cloud.ec2.send(new DescribeImagesCommand({ Owners: ["self"] }));
    const InstanceProfileName = "slot";
    await iam.send(new CreateRoleCommand({ RoleName: "slot", AssumeRolePolicyDocument: "{}" }));
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: "slot" }));
    const { LaunchTemplate } = await cloud.ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: "slot",
        LaunchTemplateData: {
          ImageId: Images.find(({ Name }) => Name === forwarderImageName())?.ImageId,
          InstanceType: "t4g.small",
          InstanceInitiatedShutdownBehavior: "terminate",
          IamInstanceProfile: { Name: InstanceProfileName },
          NetworkInterfaces: [
            {
              DeviceIndex: 0,
              NetworkInterfaceId: NetworkInterface?.NetworkInterfaceId,
              DeleteOnTermination: false,
            },
          ],
          MetadataOptions: { HttpTokens: "required" },
          TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "Name", Value: "slot" }] }],
        },
      }),
    );
    await groups.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: "slot",
        AvailabilityZones: [`${region}a`],
        LaunchTemplate: { LaunchTemplateId: LaunchTemplate?.LaunchTemplateId, Version: "$Latest" },
        MinSize: 1,
        MaxSize: 1,
        DesiredCapacity: 1,
        HealthCheckGracePeriod: 0,
      }),
    );
    groups.destroy();
    iam.destroy();
  }

  async function holder(): Promise<string> {
    const there = { Filters: [{ Name: "private-ip-address", Values: [address] }] };
    const { Reservations = [] } = await cloud.ec2.send(new DescribeInstancesCommand(there));
    const running = Reservations.flatMap(({ Instances = [] }) => Instances).filter(
      ({ State }) => State?.Name === "running",
    );
    return running[0]?.InstanceId ?? "";
  }

  const run = (script: string) => network.exec("slot", ["/bin/sh", "-c", script]);

  /** Waits until another instance than the one before answers from inside, and for nothing else to be done. */
  async function replaced(before: string): Promise<void> {
    for (const end = Date.now() + patienceMilliseconds; Date.now() < end; await setTimeout(100)) {
      const now = await holder();
      if (now === "" || now === before || !network.hosts().some(({ name }) => name === "slot")) continue;
      const { stdout } = await run(
        "cat /var/lib/cloud/instances/*/sem/config_scripts_user; ls /var/lib/cloud/instances",
      ).catch(() => ({ stdout: "" }));
      const addresses = await run("ip -4 -o address show dev eth0").catch(() => ({ stdout: "" }));
      if (stdout.includes(now) && addresses.stdout.includes(`${address}/`)) return;
    }
    assert.fail(`nobody took the place of ${before} within ${patienceMilliseconds / 1000} s`);
  }

  it("is replaced at the same address when its instance is terminated, and nobody calls refresh", async () => {
    const before = await holder();
    await cloud.ec2.send(new TerminateInstancesCommand({ InstanceIds: [before] }));
    await replaced(before);
  });

  it("is replaced when it powers itself off", async () => {
    const before = await holder();
    await run("systemctl poweroff");
    await replaced(before);
  });

  it("is replaced when it falls silent", async () => {
    const before = await holder();
    await network.kill("slot", { detectionMilliseconds: 200 });
    await replaced(before);
  });

  it("that belongs to no group stays down when it falls silent", async () => {
    await network.kill("app1", { detectionMilliseconds: 0 });
    await network.refresh();
    await assert.rejects(network.exec("app1", ["true"]), /app1 is down/);
    await network.restart("app1");
    assert.equal((await network.exec("app1", ["true"])).code, 0);
  });

  it("has the credentials of its role, and reaches AWS at an address of the link, until that is cut", async () => {
    const token = `$(curl -s -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' http://169.254.169.254/latest/api/token)`;
    const ask = (path: string) =>
      run(`curl -s -H "X-aws-ec2-metadata-token: ${token}" http://169.254.169.254/latest/meta-data/iam/${path}`);
    assert.equal((await ask("security-credentials/")).stdout, "slot");
    const given = JSON.parse((await ask("security-credentials/slot")).stdout) as { [key: string]: string };
    assert.equal(given["Code"], "Success");
    assert.ok(given["AccessKeyId"] && given["Token"] && Date.parse(given["Expiration"] ?? "") > Date.now());

    const reach = () => run('curl -s -m 2 -o /dev/null -w "%{http_code}" http://169.254.170.10:443/_lab/health');
    assert.equal((await reach()).stdout, "200");
    await network.setEndpoint(false, "slot");
    const cut = await reach();
    assert.deepEqual([cut.code, cut.stdout], [28, "000"], "it hears nothing");
    await network.setEndpoint(true, "slot");
    assert.equal((await reach()).stdout, "200");
    assert.match(
      (await run('tr "\\0" "\\n" < /proc/$(cat /run/lab/state/unbound.service/pid)/environ')).stdout,
      /^AWS_ENDPOINT_URL=http:\/\/169[.]254[.]170[.]10:443$/m,
    );
  });

  it("has a systemctl that starts, stops, kills, enables and shows several units", async () => {
    const script = `set -x
systemctl is-active unbound named
systemctl is-enabled unbound
pid=$(systemctl show -p MainPID --value unbound); systemctl kill -s KILL unbound
until [ "$(systemctl show -p MainPID --value unbound)" -gt 0 ] && [ "$(systemctl show -p MainPID --value unbound)" != "$pid" ]; do sleep 0.05; done
systemctl stop unbound named; systemctl is-active unbound; echo "stopped $?"
systemctl disable --now unbound; systemctl is-enabled unbound; echo "disabled $?"
systemctl enable --now unbound; systemctl is-active unbound`;
    const { stdout } = await run(script);
    const wanted = ["active", "inactive", "enabled", "inactive", "stopped 3", "disabled", "disabled 1", "active"];
    assert.deepEqual(stdout.trim().split("\n"), wanted);
  });
});
