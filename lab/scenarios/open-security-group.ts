import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeNetworkInterfacesCommand,
  EC2Client,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import { region } from "../lab-folders";
import { clientSettings } from "../network/cloud-access";

/**
 * Opens the security group of a forwarder for DNS from a range, as a mistake by hand would.
 *
 * @returns closes it again
 */
export async function openSecurityGroup(
  endpoint: string,
  forwarderAddress: string,
  cidrBlock: string,
): Promise<() => Promise<void>> {
  const ec2 = new EC2Client(clientSettings({ endpoint, region }));
  const atForwarder = { Filters: [{ Name: "private-ip-address", Values: [forwarderAddress] }] };
  const { NetworkInterfaces = [] } = await ec2.send(new DescribeNetworkInterfacesCommand(atForwarder));
  const GroupId = NetworkInterfaces[0]?.Groups?.[0]?.GroupId;
  const IpRanges = [{ CidrIp: cidrBlock, Description: "by hand" }];
  const IpPermissions = ["udp", "tcp"].map((IpProtocol) => ({ IpProtocol, FromPort: 53, ToPort: 53, IpRanges }));
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  return async () => {
    await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    ec2.destroy();
  };
}
