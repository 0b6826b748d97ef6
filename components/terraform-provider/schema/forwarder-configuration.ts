import type { ObjectSchema } from "./schema";

/** `hybriddns_forwarder_configuration`: the texts that make a forwarder. */
export const forwarderConfigurationSchema: ObjectSchema = {
  description:
    "The configuration of a forwarder as text. What is nobody's goes to the VPC's resolver, unless `forward_zones` has `.`.",
  attributes: {
    client_cidr_blocks: {
      type: { map: "string" },
      required: true,
      description: 'Ranges that may ask, by a name of yours, e.g. `{ headquarters = "10.0.0.0/14" }`.',
    },
    forward_zones: {
      type: { map: { list: "string" } },
      optional: true,
      description: 'Resolvers by zone name, e.g. `{ "corp.acmecorp.com" = ["10.50.0.53"] }`.',
    },
    unbound_conf: { type: "string", computed: true, description: "A complete `unbound.conf`." },
    user_data: {
      type: "string",
      computed: true,
      description: "The script that gives a forwarder of this image its configuration at boot.",
    },
  },
};
