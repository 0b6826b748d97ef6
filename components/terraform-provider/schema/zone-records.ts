import type { ObjectSchema } from "./schema";

/** `hybriddns_zone_records`: what is in a zone. */
export const zoneRecordsSchema: ObjectSchema = {
  description: "All record sets of a hosted zone, whoever made them.",
  attributes: {
    zone_id: { type: "string", required: true, description: "e.g. `Z0123456789ABC`" },
    types: {
      type: { list: "string" },
      optional: true,
      description: 'Only these types, e.g. `["A", "AAAA"]`. All where nothing is said.',
    },
    record_sets: {
      type: {
        list: {
          object: {
            name: "string",
            type: "string",
            ttl_seconds: "number",
            values: { list: "string" },
            routing: "string",
          },
        },
      },
      computed: true,
      description:
        "In DNS order of names. `routing` says what makes it more than a plain record set, e.g. `an alias of …`; else it is null.",
    },
    address_records: {
      type: { list: { object: { name: "string", addresses: { list: "string" }, ttl_seconds: "number" } } },
      computed: true,
      description: "Names with addresses, as `hybriddns_ptr_records` takes them.",
    },
  },
};
