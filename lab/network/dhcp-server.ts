import { maskOf, routerAddress, vpcResolverAddress } from "./addresses";
import type { NetworkInterface, Subnet, Vpc } from "./cloud";
import { deviceName } from "./device-names";

const leaseSeconds = 3600;

/**
 * dnsmasq's configuration: each interface of the VPC gets its own address and what the VPC's option set says.
 *
 * A VPC without an option set of its own gives `AmazonProvidedDNS`, which is VPC + 2.
 */
export function dhcpServerConfiguration(
  vpc: Vpc,
  subnets: readonly Subnet[],
  networkInterfaces: readonly NetworkInterface[],
): string {
  const { domainNameServers, domainName, ntpServers } = vpc.dhcpOptions;
  const servers = domainNameServers.flatMap((server) =>
    server !== "AmazonProvidedDNS" ? [server] : vpc.enableDnsSupport ? [vpcResolverAddress(vpc)] : [],
  );
  const v4 = servers.filter((server) => !server.includes(":"));
  return [
    "port=0",
    "bind-dynamic",
    "dhcp-authoritative",
    "no-ping",
    "leasefile-ro",
    "log-facility=-",
    "no-hosts",
    "no-resolv",
    ...subnets.flatMap(({ subnetId, cidrBlock }) => {
      const tag = deviceName("t", subnetId);
      return [
        `interface=${deviceName("b", subnetId)}`,
        `dhcp-range=set:${tag},${cidrBlock.split("/")[0]},static,${maskOf(cidrBlock)},${leaseSeconds}`,
        `dhcp-option=tag:${tag},option:router,${routerAddress(cidrBlock)}`,
      ];
    }),
    // An empty option is said so: dnsmasq would otherwise name itself.
    v4.length > 0 ? `dhcp-option=option:dns-server,${v4.join(",")}` : "dhcp-option=option:dns-server",
    ...(domainName === undefined ? [] : [`dhcp-option=option:domain-name,${domainName}`]),
    ...(ntpServers.length === 0 ? [] : [`dhcp-option=option:ntp-server,${ntpServers.join(",")}`]),
    ...networkInterfaces.map(({ macAddress, addresses }) => `dhcp-host=${macAddress},${addresses[0]},${leaseSeconds}`),
    "",
  ].join("\n");
}
