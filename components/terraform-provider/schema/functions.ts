import type { FunctionSchema } from "./schema";

/** Functions by name; called as `provider::hybriddns::reverse_name("10.20.0.5")`. */
export const functionSchemas: { readonly [name: string]: FunctionSchema } = {
  reverse_zone_names: {
    summary: "Names of the reverse zones that cover a network",
    description:
      "Names of the reverse zones that together cover a network, without final dot, in address order. A prefix that does " +
      "not end on an octet or nibble is split into the whole zones inside it.",
    parameters: [{ name: "cidr_block", type: "string", description: "Without host bits, e.g. `10.20.0.0/16`." }],
    result: { list: "string" },
  },
  reverse_name: {
    summary: "The name under which PTR records of an address stand",
    description:
      "The name under which PTR records of an address stand, without final dot, e.g. `5.0.20.10.in-addr.arpa`.",
    parameters: [{ name: "address", type: "string", description: "IPv4 or IPv6." }],
    result: "string",
  },
  ptr_records: {
    summary: "PTR records that follow from names with addresses",
    description:
      "PTR records that follow from names with addresses: names by reverse name, each in address order. Addresses outside " +
      "the zones get none.",
    parameters: [
      {
        name: "address_records",
        type: { list: { object: { name: "string", addresses: { list: "string" } } } },
        description: "Names with their addresses.",
      },
      {
        name: "zone_names",
        type: { list: "string" },
        description: "Zones; those that are no reverse zones are passed over.",
      },
    ],
    result: { map: { list: "string" } },
  },
  unbound_conf: {
    summary: "The configuration of a forwarder",
    description:
      "A complete `unbound.conf` for a forwarder. What is nobody's goes to the VPC's resolver, unless the zones have `.`.",
    parameters: [
      { name: "client_cidr_blocks", type: { list: "string" }, description: "Ranges that may ask." },
      { name: "forward_zones", type: { map: { list: "string" } }, description: "Resolvers by zone name." },
    ],
    result: "string",
  },
  topology: {
    summary: "The resources of a hybrid DNS",
    description:
      "The resources of a hybrid DNS with their arguments, by type, block and key, and what it gives. For the module " +
      "`terraform-module/hybrid-dns`, which declares them. Every problem of the description is an error, all at once.",
    parameters: [
      { name: "name", type: "string", description: "Begins the names of what is made, e.g. `acme`." },
      {
        name: "description",
        type: "dynamic",
        description:
          "The arguments of the module. Keys must be known while a plan is made, ids and addresses need not.",
        allowUnknownValues: true,
      },
      { name: "form", type: "string", description: "What the module can declare: its file `form.json`." },
    ],
    result: "dynamic",
  },
  topology_problems: {
    summary: "What is wrong with the description of a hybrid DNS",
    description: "What is wrong with the description of a hybrid DNS, a text for each problem; none where nothing is.",
    parameters: [
      { name: "name", type: "string", description: "Begins the names of what is made, e.g. `acme`." },
      {
        name: "description",
        type: "dynamic",
        description: "The arguments of the module `terraform-module/hybrid-dns`.",
        allowUnknownValues: true,
      },
    ],
    result: { list: "string" },
  },
};
