import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import type { Cloud } from "../../../lab/network/cloud";
import { linkAddresses, linkSlots, slotsOf } from "../../../lab/network/device-names";
import { planNetwork } from "../../../lab/network/plan-network";
import { networkScript } from "../../../lab/network/supervisor/network-script";
import { readSite } from "../../../lab/site";
import { needsNamespaces } from "./needs-namespaces";
import { networkInterface, nothing, subnet, vpc } from "./small-cloud";

const site = readSite();
const instance = (instanceId: string, name: string, imageName = "debian-13"): Cloud["instances"][number] => ({
  instanceId,
  instanceType: "t3.micro",
  imageId: "ami-1",
  imageName,
  tags: { Name: name },
  metadata: { enabled: true, tokensRequired: true, tagsEnabled: false },
});
const cloud: Cloud = {
  ...nothing,
  vpcs: [
    vpc("vpc-hub", "10.20.0.0/16", {
      dhcpOptions: {
        domainNameServers: ["10.20.1.53", "10.20.2.53"],
        domainName: "cloud.acmecorp.com",
        ntpServers: ["10.1.0.5"],
      },
    }),
    vpc("vpc-spoke", "10.21.0.0/16"),
  ],
  subnets: [subnet("subnet-hub-a", "vpc-hub", "10.20.1.0/24"), subnet("subnet-spoke-a", "vpc-spoke", "10.21.1.0/24")],
  networkInterfaces: [
    networkInterface("eni-1", "subnet-hub-a", "vpc-hub", "10.20.1.53", {
      instanceId: "i-1",
      macAddress: "02:00:00:00:00:53",
    }),
    networkInterface("eni-2", "subnet-spoke-a", "vpc-spoke", "10.21.1.10", { instanceId: "i-2" }),
    networkInterface("eni-3", "subnet-hub-a", "vpc-hub", "10.20.1.90"),
  ],
  instances: [instance("i-1", "acme-hub-a", "hybrid-dns-forwarder-0123456789ab"), instance("i-2", "app 2")],
  peerings: [{ peeringId: "pcx-1", requesterVpcId: "vpc-hub", accepterVpcId: "vpc-spoke" }],
  vpnGateways: [{ vpnGatewayId: "vgw-1", vpcId: "vpc-hub" }],
  routeTables: [
    {
      routeTableId: "rtb-1",
      vpcId: "vpc-hub",
      main: false,
      subnetIds: ["subnet-hub-a"],
      routes: [
        { destination: "10.21.0.0/16", target: { kind: "peering", id: "pcx-1" } },
        { destination: "10.0.0.0/14", target: { kind: "vpn-gateway", id: "vgw-1" } },
        { destination: "0.0.0.0/0", target: { kind: "other", id: "igw-1" } },
      ],
      propagatingVpnGatewayIds: [],
    },
    { routeTableId: "rtb-2", vpcId: "vpc-spoke", main: true, subnetIds: [], routes: [], propagatingVpnGatewayIds: [] },
  ],
};
const plan = (of: Cloud) =>
  planNetwork({
    cloud: of,
    site,
    siteConfiguration: { bind: "// from the stack\n", unbound: "# from the stack\n" },
    labHostImage: "lab-host",
  });
const commandsOf = (of: Cloud, namespace: string) =>
  plan(of).namespaces.find(({ name }) => name === namespace)?.commands ?? [];

describe("the plan of the lab's network", () => {
  it("has the instances and the site's machines as hosts, by name, role, address and image", () => {
    assert.deepEqual(
      plan(cloud).hosts.map(({ name, role, addresses, image }) => [name, role, addresses.join(), image]),
      [
        ["acme-hub-a", "forwarder in vpc-hub", "10.20.1.53", "hybrid-dns-forwarder-0123456789ab"],
        ["app-2", "instance in vpc-spoke", "10.21.1.10", "debian-13"],
        ["ns1", "name server in headquarters", "10.1.0.53", "lab-host"],
        ["ns2", "name server in headquarters", "10.2.0.53", "lab-host"],
        ["dns1", "resolver in headquarters", "10.1.0.54", "lab-host"],
        ["client1", "client in headquarters", "10.1.0.100", "lab-host"],
        ["client2", "client in headquarters", "10.1.0.101", "lab-host"],
        ["guest1", "client in headquarters", "192.168.50.100", "lab-host"],
      ],
    );
  });

  it("routes by the subnet's route table, and only where a peering or a VPN leads", () => {
    const routes = commandsOf(cloud, "vpc-hub").filter((command) => command.startsWith("route replace"));
    assert.deepEqual(
      routes.map((route) => route.split(" ")[2]),
      ["10.21.0.0/16", "10.0.0.0/14"],
    );
    assert.deepEqual(
      commandsOf(cloud, "vpc-spoke").filter((command) => command.startsWith("route replace")),
      [],
    );
  });

  it("takes what a VPN announces where the route table propagates it", () => {
    const [first, ...others] = cloud.routeTables;
    const propagating = { ...first!, routes: [], propagatingVpnGatewayIds: ["vgw-1"] };
    const routes = commandsOf({ ...cloud, routeTables: [propagating, ...others] }, "vpc-hub").filter((one) =>
      one.startsWith("route replace"),
    );
    assert.deepEqual(
      routes.map((route) => route.split(" ")[2]),
      site.networks.map(({ cidrBlock }) => cidrBlock),
    );
  });

  it("gives by DHCP exactly what the VPC's option set says", () => {
    const [hub, spoke] = plan(cloud).dhcpServers.map(({ configuration }) => configuration);
    assert.match(hub ?? "", /^dhcp-option=option:dns-server,10\.20\.1\.53,10\.20\.2\.53$/m);
    assert.match(hub ?? "", /^dhcp-option=option:domain-name,cloud\.acmecorp\.com$/m);
    assert.match(hub ?? "", /^dhcp-option=option:ntp-server,10\.1\.0\.5$/m);
    assert.match(hub ?? "", /^dhcp-host=02:00:00:00:00:53,10\.20\.1\.53,3600$/m);
    assert.match(spoke ?? "", /^dhcp-option=option:dns-server,10\.21\.0\.2$/m);
  });

  it("gives VPC + 2 neither by DHCP nor at its door where the VPC has no DNS support", () => {
    const off = plan({ ...cloud, vpcs: [vpc("vpc-hub", "10.20.0.0/16", { enableDnsSupport: false })] });
    assert.match(off.dhcpServers[0]?.configuration ?? "", /^dhcp-option=option:dns-server$/m);
    const rules = off.namespaces.find(({ name }) => name === "vpc-hub")?.rules ?? "";
    assert.doesNotMatch(rules, /dport 53 dnat/);
    assert.match(rules, /tcp dport 80 dnat/);
  });

  it("gives the site's name servers its zones and the stack's own text", () => {
    const files = plan(cloud).hosts.find(({ name }) => name === "ns1")?.files ?? [];
    assert.equal(files.find(({ path }) => path === "/etc/bind/hybrid-dns.conf")?.text, "// from the stack\n");
    assert.match(files.find(({ path }) => path === "/etc/bind/zones/acmecorp.com.zone")?.text ?? "", /10\.1\.0\.20/);
  });

  it("gives the site's resolver the stack's own text, and has it ask the name servers for the site's zones", () => {
    const files = plan(cloud).hosts.find(({ name }) => name === "dns1")?.files ?? [];
    const textOf = (wanted: string) => files.find(({ path }) => path === wanted)?.text ?? "";
    assert.equal(textOf("/etc/unbound/unbound.conf.d/hybrid-dns.conf"), "# from the stack\n");
    const own = textOf("/etc/unbound/unbound.conf");
    assert.match(
      own,
      /stub-zone:\n {2}name: "acmecorp\.com"\n {2}stub-addr: 10\.1\.0\.53\n {2}stub-addr: 10\.2\.0\.53\n/,
    );
    assert.match(own, /^include: "\/etc\/unbound\/unbound\.conf\.d\/hybrid-dns\.conf"$/m);
  });

  it("tells hosts of one name apart by their ids", () => {
    const same = { ...cloud, instances: [instance("i-1111", "app"), instance("i-2222", "app")] };
    const interfaces = same.networkInterfaces.map((one, index) => ({
      ...one,
      instanceId: ["i-1111", "i-2222"][index],
    }));
    assert.deepEqual(
      plan({ ...same, networkInterfaces: interfaces })
        .hosts.slice(0, 2)
        .map(({ name }) => name),
      ["app-1111", "app-2222"],
    );
  });

  it("gives device names that the kernel takes, no two alike in a namespace", () => {
    const ends = plan(cloud).links.flatMap((link) => link.ends.map((end) => `${end.namespace ?? ""} ${end.device}`));
    assert.equal(new Set(ends).size, ends.length);
    assert.ok(ends.every((end) => (end.split(" ")[1] ?? "").length <= 15));
  });
});

describe("the script from one network to the next", () => {
  const changesOnly = (script: string) =>
    script.split("\n").filter((line) => /^ip (-n|link|netns)|^nsenter|SETUP'/.test(line));

  it("touches nothing where nothing changed", () => {
    assert.deepEqual(changesOnly(networkScript(plan(cloud), plan(cloud))), []);
  });

  it("takes a gone host and its cable away and leaves the others alone", () => {
    const script = networkScript(plan(cloud), plan({ ...cloud, instances: cloud.instances.slice(0, 1) }));
    assert.match(script, /ip netns delete host-i-2$/m);
    assert.doesNotMatch(script, /netns=?\/run\/netns\/(host-i-1|vpc-hub|site-headquarters)/);
  });

  it("loads a host's rules again when its security groups changed, and makes no cable anew", () => {
    const groups = [
      {
        groupId: "sg-1",
        name: "g",
        vpcId: "vpc-hub",
        ingress: [{ protocol: "-1", cidrBlocks: ["10.0.0.0/8"], ipv6CidrBlocks: [], securityGroupIds: [] }],
        egress: [],
      },
    ];
    const [first, ...others] = cloud.networkInterfaces;
    const grouped = {
      ...cloud,
      networkInterfaces: [{ ...first!, securityGroupIds: ["sg-1"] }, ...others],
      securityGroups: groups,
    };
    const lines = changesOnly(networkScript(plan(cloud), plan(grouped)));
    assert.deepEqual(lines, ["nsenter --net=/run/netns/host-i-1 /bin/sh -e <<'SETUP' &"]);
  });
});

describe("a network script that failed half-way", function () {
  this.timeout(30_000);

  it("is run again to its end, and leaves what one run would have left", async function () {
    const flags = await needsNamespaces(this);
    const before = networkScript(undefined, plan({ ...cloud, instances: cloud.instances.slice(0, 1) }));
    const renamed = cloud.instances.map((one) => (one.instanceId === "i-1" ? { ...one, instanceId: "i-9" } : one));
    const moved = {
      ...cloud,
      instances: renamed,
      networkInterfaces: cloud.networkInterfaces.map((one) =>
        one.instanceId === "i-1" ? { ...one, instanceId: "i-9" } : one,
      ),
    };
    const script = networkScript(plan({ ...cloud, instances: cloud.instances.slice(0, 1) }), plan(moved));
    const half = script.slice(0, script.indexOf("nsenter"));
    const run = (scripts: readonly string[]) =>
      spawnSync(
        "unshare",
        [
          ...flags,
          "/bin/sh",
          "-c",
          `mount -t tmpfs run /run; mkdir /run/netns /run/bin; printf "#!/bin/sh\\ncat > /dev/null\\n" > /run/bin/nft; chmod 755 /run/bin/nft; for script in ${scripts.map((_, index) => `"$SCRIPT${index}"`).join(" ")}; do /bin/sh -c "$script" || echo failed; done
ip netns list | sort; for name in $(ls /run/netns); do ip -n $name -brief link | sed "s/@.*//; s/ .*//" | sort; done`,
        ],
        {
          encoding: "utf8",
          env: {
            PATH: "/run/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            ...Object.fromEntries(scripts.map((text, index) => [`SCRIPT${index}`, text])),
          },
        },
      );
    const once = run([before, script]);
    const twice = run([before, half, script]);
    assert.match(once.stdout, /host-i-9/, once.stderr);
    assert.doesNotMatch(once.stdout, /failed/, once.stderr);
    assert.equal(twice.stdout, once.stdout, twice.stderr);
  });
});

describe("slots of links", () => {
  it("are different, in range, and stay when others come", () => {
    const few = slotsOf(["a", "b", "c"], linkSlots);
    const many = slotsOf([...Array.from({ length: 200 }, (_, index) => `x${index}`), "a", "b", "c"], linkSlots);
    assert.equal(new Set(many.values()).size, 203);
    assert.deepEqual(
      ["a", "b", "c"].map((id) => many.get(id)),
      [...few.values()],
    );
    assert.ok(Math.max(...many.values()) < linkSlots);
  });

  it("never give an address of AWS's own link-local services", () => {
    for (const slot of [0, linkSlots - 1])
      for (const address of linkAddresses(slot)) assert.ok(Number(address.split(".")[2]) < 128, address);
  });
});
