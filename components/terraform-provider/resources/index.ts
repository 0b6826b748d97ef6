import { type LifecycleResource, lifecycleResource } from "../lifecycle-resource";
import { dhcpOptionsRestore } from "./dhcp-options-restore";
import { ptrRecords } from "./ptr-records";
import { records } from "./records";

/** By resource type. */
export const resources: { readonly [typeName: string]: LifecycleResource } = {
  hybriddns_dhcp_options_restore: lifecycleResource(dhcpOptionsRestore),
  hybriddns_ptr_records: lifecycleResource(ptrRecords),
  hybriddns_records: lifecycleResource(records),
};
