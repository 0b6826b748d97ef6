import type { AttributeSchemas, ObjectSchema } from "./schema";

/** A name with its addresses. */
export const addressRecordAttributes: AttributeSchemas = {
  name: { type: "string", required: true, description: "e.g. `app1.cloud.acmecorp.com`" },
  addresses: { type: { list: "string" }, required: true, description: "IPv4 and IPv6 addresses." },
  ttl_seconds: { type: "number", optional: true, description: "300 where nothing is said." },
};

/** `hybriddns_ptr_records`: the arguments of the component `PtrRecords`. */
export const ptrRecordsSchema: ObjectSchema = {
  description:
    "PTR records for names made anywhere, in reverse zones made anywhere, written in as few batches as Route 53 allows. " +
    "A plan lists each one. A record that someone else made is a conflict, shown and never overwritten.",
  attributes: {
    address_records: {
      type: { nesting: "list", attributes: addressRecordAttributes },
      required: true,
      description: "Names that want PTR records. The order does not matter.",
    },
    zone_ids: {
      type: { map: "string" },
      required: true,
      description:
        "Zone ids by zone name. Those of reverse zones are used, the most specific for each address; others are passed over.",
    },
    enabled: { type: "bool", optional: true, description: "`false` makes none. True where nothing is said." },
    ttl_seconds: {
      type: "number",
      optional: true,
      description: "One TTL for all. The smallest of the address records' where nothing is said.",
    },
    exclude: {
      type: { list: "string" },
      optional: true,
      description: 'Names that get none, `*` for any labels, e.g. `["*.kube.cloud.acmecorp.com"]`.',
    },
    prefer: {
      type: { list: "string" },
      optional: true,
      description: "Names that come first where several share an address, `*` for any labels.",
    },
    maximum_names: {
      type: "number",
      optional: true,
      description: "At most so many names for an address. All where nothing is said.",
    },
    adopt: {
      type: { list: "string" },
      optional: true,
      description: "Addresses whose PTR records, made by others, are taken over.",
    },
    monitored: {
      type: "bool",
      optional: true,
      description:
        "Whether a reverse monitor writes these records. Then they are planned and shown as ever, but only what is missing at " +
        "first is written, and at the end what is left of them is deleted: let the monitor depend on them, so that it goes " +
        "before. False where nothing is said.",
    },
    ptr_records: {
      type: { map: { list: "string" } },
      computed: true,
      description:
        'The records: names by reverse name, e.g. `{ "5.0.20.10.in-addr.arpa" = ["app1.cloud.acmecorp.com"] }`.',
    },
    ttls: {
      type: { map: "number" },
      computed: true,
      description: "TTLs by reverse name, of the records that have another one than `ttl_seconds`, or than 300.",
    },
    skipped: {
      type: { map: "string" },
      computed: true,
      description: "Reasons, by name, for addresses without PTR record.",
    },
  },
};
