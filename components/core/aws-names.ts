import type { DomainName } from "./domain-name";

/** The VPC's own resolver ("VPC+2"), at an address that is the same in every VPC. */
export const VPC_RESOLVER = "169.254.169.253";

const COMMON = ["amazonaws.com.", "api.aws.", "on.aws.", "compute.internal.", "ec2.internal."];

const NAMES: { readonly [partition: string]: readonly string[] } = {
  aws: COMMON,
  "aws-cn": [...COMMON, "amazonaws.com.cn.", "api.amazonwebservices.com.cn.", "on.amazonwebservices.com.cn."],
  "aws-us-gov": [...COMMON, "amazonaws-us-gov.com."],
};

/**
 * Domains whose names AWS makes up, some of them for one VPC only (mount targets, interface endpoints, hosts): only the
 * VPC's resolver knows them all. China and GovCloud use the common ones beside their own.
 */
export function awsZones(partition: string): readonly DomainName[] {
  return (NAMES[partition] ?? COMMON) as readonly DomainName[];
}
