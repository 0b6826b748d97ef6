import type { DhcpOptionsRestoreArguments, PtrRecordsArguments } from "./kit-arguments";

/** The provider `hybriddns`, configured as the AWS provider is. */
export interface HybridDnsProviderProps {
  alias?: string | undefined;
  /** The region of the VPCs. Where there are only records, any of the partition: Route 53 is one service for all. */
  region?: string | undefined;
  /** A profile of the shared configuration files. */
  profile?: string | undefined;
  /** Roles to assume, each with the credentials of the one before it. */
  assumeRole?: HybridDnsProviderAssumeRole[] | undefined;
  /** Endpoint of Route 53, e.g. an emulator's. */
  endpoint?: string | undefined;
  /** Endpoints of the services, where they are not AWS's own. */
  endpoints?: HybridDnsProviderEndpoints | undefined;
  /** How often a call is made again after a broken connection or an error of the server. @default 7 */
  maxRetries?: number | undefined;
}
export interface HybridDnsProviderAssumeRole {
  roleArn: string;
  externalId?: string | undefined;
  /** @default hybrid-dns */
  sessionName?: string | undefined;
}

export interface HybridDnsProviderEndpoints {
  ec2?: string | undefined;
  /** @default - `endpoint` */
  route53?: string | undefined;
  sts?: string | undefined;
}

export const PROVIDER_NAME = "hybriddns";

/** The provider's configuration as it stands in Terraform's. */
export function providerAttributes(props: HybridDnsProviderProps): TerraformAttributes {
  const { region, profile, assumeRole, endpoint, endpoints, maxRetries } = props;
  const addresses = written({ route53: endpoint, ...written({ ...endpoints }) });
  return {
    region: { kind: "text", value: region },
    profile: { kind: "text", value: profile },
    max_retries: { kind: "number", value: maxRetries },
    assume_role: {
      kind: "blocks",
      value: assumeRole?.map(({ roleArn, externalId, sessionName }) =>
        written({ role_arn: roleArn, external_id: externalId, session_name: sessionName }),
      ),
    },
    endpoints: { kind: "blocks", value: Object.keys(addresses).length === 0 ? undefined : [addresses] },
  };
}

/** The arguments of `hybriddns_ptr_records` as they stand in Terraform's configuration. */
export function ptrRecordsAttributes(args: PtrRecordsArguments): TerraformAttributes {
  const { addressRecords, zoneIds, enabled, ttlSeconds, exclude, prefer, maximumNames, adopt, monitored } = args;
  return {
    address_records: {
      kind: "objects",
      value: addressRecords.map(({ name, addresses, ttlSeconds: ttl }) =>
        written({ name, addresses, ttl_seconds: ttl }),
      ),
    },
    zone_ids: { kind: "textMap", value: zoneIds },
    enabled: { kind: "flag", value: enabled },
    ttl_seconds: { kind: "number", value: ttlSeconds },
    exclude: { kind: "texts", value: exclude },
    prefer: { kind: "texts", value: prefer },
    maximum_names: { kind: "number", value: maximumNames },
    adopt: { kind: "texts", value: adopt },
    monitored: { kind: "flag", value: monitored },
  };
}

/** The arguments of `hybriddns_dhcp_options_restore` as they stand in Terraform's configuration. */
export function dhcpOptionsRestoreAttributes(args: DhcpOptionsRestoreArguments): TerraformAttributes {
  return {
    vpc_id: { kind: "text", value: args.vpcId },
    dhcp_options_id: { kind: "text", value: args.dhcpOptionsId },
  };
}

/** Attributes by their Terraform name, with what HCL has to know of them; an absent one is `undefined`. */
export interface TerraformAttributes {
  readonly [name: string]: {
    readonly kind: "text" | "number" | "flag" | "texts" | "textMap" | "objects" | "blocks";
    readonly value: unknown;
  };
}

/** What a CDK writes as JSON. */
export function jsonAttributes(attributes: TerraformAttributes): { [name: string]: unknown } {
  return written(Object.fromEntries(Object.entries(attributes).map(([name, { value }]) => [name, value])));
}

/** What a CDK writes as HCL. */
export function hclAttributes(attributes: TerraformAttributes): { [name: string]: unknown } {
  const stated = Object.entries(attributes).filter(([, { value }]) => value !== undefined);
  return Object.fromEntries(
    stated.map(([name, { kind, value }]) => [
      name,
      { value, isBlock: kind === "blocks", type: HCL_TYPES[kind], storageClassType: STORAGE_CLASSES[kind] },
    ]),
  );
}

const HCL_TYPES = {
  text: "simple",
  number: "simple",
  flag: "simple",
  texts: "list",
  textMap: "map",
  objects: "list",
  blocks: "list",
};
const STORAGE_CLASSES = {
  text: "string",
  number: "number",
  flag: "boolean",
  texts: "stringList",
  textMap: "stringMap",
  objects: "objectList",
  blocks: "objectList",
};

function written(properties: { [name: string]: unknown }): { [name: string]: unknown } {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
