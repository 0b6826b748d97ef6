import { dhcpOptionsRestoreSchema } from "./dhcp-options-restore";
import { forwarderConfigurationSchema } from "./forwarder-configuration";
import { ptrRecordsSchema } from "./ptr-records";
import { recordsSchema } from "./records";
import type { ObjectSchema } from "./schema";
import { zoneRecordsSchema } from "./zone-records";

export { functionSchemas } from "./functions";
export { providerSchema } from "./provider";

/** By resource type. */
export const resourceSchemas: { readonly [typeName: string]: ObjectSchema } = {
  hybriddns_dhcp_options_restore: dhcpOptionsRestoreSchema,
  hybriddns_ptr_records: ptrRecordsSchema,
  hybriddns_records: recordsSchema,
};

/** By data source type. */
export const dataSourceSchemas: { readonly [typeName: string]: ObjectSchema } = {
  hybriddns_forwarder_configuration: forwarderConfigurationSchema,
  hybriddns_zone_records: zoneRecordsSchema,
};

/** Where Terraform finds the provider: `source = "hybrid-dns/hybriddns"`. */
export const PROVIDER_SOURCE = "hybrid-dns/hybriddns";
