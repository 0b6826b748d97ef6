import { type LifecycleResource, lifecycleResource } from "../lifecycle-resource";
import { ptrRecords } from "./ptr-records";
import { records } from "./records";

/** By resource type. */
export const resources: { readonly [typeName: string]: LifecycleResource } = {
  hybriddns_ptr_records: lifecycleResource(ptrRecords),
  hybriddns_records: lifecycleResource(records),
};
