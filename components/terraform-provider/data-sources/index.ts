import type { DataSource } from "./data-source";
import { forwarderConfigurationSource } from "./forwarder-configuration";
import { zoneRecordsSource } from "./zone-records";

/** By data source type. */
export const dataSources: { readonly [typeName: string]: DataSource } = {
  hybriddns_forwarder_configuration: forwarderConfigurationSource,
  hybriddns_zone_records: zoneRecordsSource,
};
