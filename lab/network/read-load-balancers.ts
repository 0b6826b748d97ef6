import { DescribeLoadBalancersCommand, ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { LoadBalancer, NetworkInterface } from "./cloud";
import { type CloudAccess, clientSettings } from "./cloud-access";

/** Load balancers with the addresses of their network interfaces, whose description names them (`ELB app/NAME/ID`). */
export async function readLoadBalancers(
  access: CloudAccess,
): Promise<(networkInterfaces: readonly NetworkInterface[]) => readonly LoadBalancer[]> {
  const client = new ElasticLoadBalancingV2Client(clientSettings(access));
  try {
    const { LoadBalancers = [] } = await client.send(new DescribeLoadBalancersCommand({}));
    return (networkInterfaces) =>
      LoadBalancers.map(({ DNSName = "", LoadBalancerArn = "" }) => {
        const description = `ELB ${LoadBalancerArn.split(":loadbalancer/")[1]}`;
        const own = networkInterfaces.filter((one) => one.description === description);
        return {
          dnsName: DNSName,
          addresses: own.flatMap(({ addresses }) => addresses.slice(0, 1)),
          ipv6Addresses: own.flatMap(({ ipv6Addresses }) => ipv6Addresses.slice(0, 1)),
        };
      });
  } finally {
    client.destroy();
  }
}
