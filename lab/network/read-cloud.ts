import type { Cloud } from "./cloud";
import type { CloudAccess } from "./cloud-access";
import { readEc2 } from "./read-ec2";
import { readFileSystems } from "./read-file-systems";
import { readHostedZones } from "./read-hosted-zones";
import { readLoadBalancers } from "./read-load-balancers";

/** Reads what stands in one region of the emulated AWS, all parts at once. */
export async function readCloud(access: CloudAccess): Promise<Cloud> {
  const [ec2, fileSystems, hostedZones, loadBalancers] = await Promise.all([
    readEc2(access),
    readFileSystems(access),
    readHostedZones(access),
    readLoadBalancers(access),
  ]);
  return { ...ec2, hostedZones, ...fileSystems(ec2.subnets), loadBalancers: loadBalancers(ec2.networkInterfaces) };
}
