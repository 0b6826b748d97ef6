import type { MotoClient } from "./moto-client";

/** Whether moto's EC2 has a VPC, asked in the name of an account. */
export function vpcLookup(moto: MotoClient) {
  return async (account: string, region: string, vpcId: string): Promise<boolean> => {
    if (!/^[a-z0-9-]{1,30}$/.test(region) || !/^vpc-[0-9a-f]{1,17}$/.test(vpcId)) return false;
    const { status } = await moto.query(
      { service: "ec2", region, accessKey: undefined, account },
      { Action: "DescribeVpcs", Version: "2016-11-15", "VpcId.1": vpcId },
    );
    return status === 200;
  };
}
