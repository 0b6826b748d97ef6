import type { ObjectSchema } from "./schema";

/** `hybriddns_dhcp_options_restore`: the set that a VPC gets back when its own goes. */
export const dhcpOptionsRestoreSchema: ObjectSchema = {
  description:
    "Gives a VPC back the DHCP option set that it had, when this is destroyed: the AWS provider's association always leaves " +
    "AWS's default set. Until then nothing is changed. Let the association depend on it, so that it is destroyed first. A " +
    "VPC that has any but the default set by then keeps it: somebody decided so.",
  attributes: {
    vpc_id: {
      type: "string",
      required: true,
      description: "e.g. `vpc-0a1b2c3d4e5f60718`. Another VPC makes another resource.",
    },
    dhcp_options_id: {
      type: "string",
      required: true,
      description: "The set that the VPC has now, e.g. `dopt-0a1b2c3d4e5f60718`; `default` is AWS's own.",
    },
  },
};
