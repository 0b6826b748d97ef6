import { AwsError } from "../aws-error";
import type { Route53Context } from "./context";
import type { Route53Store, ZoneVpc } from "./store";
import type { XmlElement } from "./xml";

/** Reads a VPC of a request. @throws {AwsError} InvalidVPCId, InvalidInput */
export function readVpc(element: XmlElement | undefined): ZoneVpc {
  const vpcId = element?.text("VPCId");
  const region = element?.text("VPCRegion");
  if (!vpcId || !/^vpc-[0-9a-f]{8,17}$/.test(vpcId)) {
    throw new AwsError("InvalidVPCId", `The VPC ID is invalid: ${vpcId?.slice(0, 100) ?? ""}`);
  }
  if (!region || !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    throw new AwsError("InvalidInput", `Value '${region?.slice(0, 100) ?? ""}' at 'vPC.vPCRegion' is not a region`);
  }
  return { vpcId, region };
}

/** Refuses a VPC that the account does not have in the region. @throws {AwsError} InvalidVPCId */
export async function checkVpc(context: Route53Context, account: string, { vpcId, region }: ZoneVpc): Promise<void> {
  if (await context.vpcExists(account, region, vpcId)) return;
  throw new AwsError("InvalidVPCId", `The VPC: ${vpcId} in region ${region} does not exist or is not yours.`);
}

/** Whether a zone is associated with a VPC. */
export function hasVpc(vpcs: readonly ZoneVpc[], vpc: ZoneVpc): boolean {
  return vpcs.some(({ vpcId, region }) => vpcId === vpc.vpcId && region === vpc.region);
}

/** Refuses a second zone of one name in a VPC. @throws {AwsError} ConflictingDomainExists */
export function refuseConflict(store: Route53Store, name: string, vpc: ZoneVpc): void {
  for (const zone of store.zones.values()) {
    if (zone.private && zone.name === name && hasVpc(zone.vpcs, vpc)) {
      throw new AwsError(
        "ConflictingDomainExists",
        `The VPC ${vpc.vpcId} in region ${vpc.region} has already been associated with the hosted zone ${zone.id} with the same domain name.`,
      );
    }
  }
}
