import type { AttributeSchemas, ObjectSchema } from "./schema";

const mxAttributes: AttributeSchemas = {
  preference: { type: "number", required: true, description: "The smallest is asked first." },
  exchange: { type: "string", required: true, description: "e.g. `mail.acmecorp.com`" },
};

const srvAttributes: AttributeSchemas = {
  priority: { type: "number", required: true, description: "The smallest is asked first." },
  weight: { type: "number", required: true, description: "The share among those of one priority." },
  port: { type: "number", required: true, description: "1 to 65535." },
  target: { type: "string", required: true, description: "e.g. `dc1.acmecorp.com`" },
};

/** All records of one name. */
export const recordAttributes: AttributeSchemas = {
  a: { type: { list: "string" }, optional: true, description: "IPv4 addresses." },
  aaaa: { type: { list: "string" }, optional: true, description: "IPv6 addresses." },
  cname: { type: "string", optional: true, description: "Stands alone, e.g. `www.acmecorp.com`." },
  txt: { type: { list: "string" }, optional: true, description: "Unquoted texts of any length." },
  mx: { type: { nesting: "list", attributes: mxAttributes }, optional: true, description: "Servers that take mail." },
  srv: { type: { nesting: "list", attributes: srvAttributes }, optional: true, description: "Servers of a service." },
  ttl_seconds: { type: "number", optional: true, description: "The resource's `ttl_seconds` where nothing is said." },
};

/** `hybriddns_records`: records of one zone, thousands of them in few calls. */
export const recordsSchema: ObjectSchema = {
  description:
    "Records of one hosted zone, thousands of them in as few calls as Route 53 allows, where one `aws_route53_record` " +
    "each takes five calls. A record that someone else made is a conflict, shown and never overwritten.",
  attributes: {
    zone_name: { type: "string", required: true, description: "e.g. `cloud.acmecorp.com`" },
    zone_id: { type: "string", required: true, description: "e.g. `Z0123456789ABC`" },
    records: {
      type: { nesting: "map", attributes: recordAttributes },
      required: true,
      description: "By name, within the zone: `app1`, `*.apps`, or `@` for the zone's own.",
    },
    ttl_seconds: {
      type: "number",
      optional: true,
      description: "Of records that state none. 300 where nothing is said.",
    },
    adopt: {
      type: { list: "string" },
      optional: true,
      description: 'Record sets, made by others, that are taken over, e.g. `["app1.cloud.acmecorp.com A"]`.',
    },
    record_sets: {
      type: { map: { list: "string" } },
      computed: true,
      description: 'Values by name and type, e.g. `{ "app1.cloud.acmecorp.com A" = ["10.20.0.5"] }`.',
    },
    ttls: {
      type: { map: "number" },
      computed: true,
      description: "TTLs by name and type, of the record sets that have another one than `ttl_seconds`, or than 300.",
    },
  },
};
