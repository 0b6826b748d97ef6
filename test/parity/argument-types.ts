// What the compiler says about parity: nothing runs here. A new argument in one front end fails the type check until the
// other has it.
import type * as pulumi from "../../components";
import type * as cdktf from "../../components/cdktf/cdktf";
import type { kit } from "../../components/cdktf/cdktf-kit";
import type * as cdktn from "../../components/cdktf/cdktn";
import type { kit as kitOfCdktn } from "../../components/cdktf/cdktn-kit";
import type { Kit } from "../../components/cdktf/kit";
import type * as core from "../../components/core";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type SameKeys<P, C> = Equal<keyof P, Exclude<keyof C, "provider">>;

export const keys: [
  SameKeys<pulumi.HybridDnsArgs, cdktf.HybridDnsProps>,
  Equal<keyof pulumi.VpcArgs, keyof cdktf.VpcProps>,
  SameKeys<pulumi.ForwardersArgs, cdktf.ForwardersProps>,
  SameKeys<pulumi.PrivateZoneArgs, cdktf.PrivateZoneProps>,
  SameKeys<pulumi.ZoneRecordsArgs, cdktf.ZoneRecordsProps>,
  SameKeys<pulumi.ReverseZonesArgs, cdktf.ReverseZonesProps>,
  SameKeys<pulumi.PtrRecordsArgs, cdktf.PtrRecordsProps>,
  SameKeys<pulumi.ReverseMonitorArgs, cdktf.ReverseMonitorProps>,
  SameKeys<pulumi.DhcpOptionsArgs, cdktf.DhcpOptionsProps>,
  SameKeys<pulumi.VpcAssociationArgs, cdktf.VpcAssociationProps>,
] = [true, true, true, true, true, true, true, true, true, true];

/** What a component gives in either front end. */
type Results<Component, Base> = Exclude<keyof Component, keyof Base>;
type SameResults<P extends object, C extends object> = Equal<
  Results<P, import("@pulumi/pulumi").ComponentResource>,
  Results<C, import("constructs").Construct>
>;
export const results: [
  SameResults<pulumi.HybridDns, cdktf.HybridDns>,
  SameResults<pulumi.Forwarders, cdktf.Forwarders>,
  SameResults<pulumi.PrivateZone, cdktf.PrivateZone>,
  SameResults<pulumi.ZoneRecords, cdktf.ZoneRecords>,
  SameResults<pulumi.ReverseZones, cdktf.ReverseZones>,
  SameResults<pulumi.PtrRecords, cdktf.PtrRecords>,
  SameResults<pulumi.ReverseMonitor, cdktf.ReverseMonitor>,
  SameResults<pulumi.DhcpOptions, cdktf.DhcpOptions>,
  SameResults<pulumi.VpcAssociation, cdktf.VpcAssociation>,
] = [true, true, true, true, true, true, true, true, true];

// The two CDKs have the same constructs.
export const entryPoints: Equal<keyof typeof cdktf, keyof typeof cdktn> = true;

// A description read from a file serves each front end as it is.
declare const description: core.HybridDnsConfig;
export const args: pulumi.HybridDnsArgs = description;
export const props: [cdktf.HybridDnsProps, cdktn.HybridDnsProps] = [description, description];

// What a resource gives fits where a flag is wanted.
declare const vpc: import("@cdktf/provider-aws/lib/vpc").Vpc;
export const vpcProps: cdktf.VpcProps = {
  vpcId: vpc.id,
  cidrBlocks: ["10.20.0.0/16"],
  enableDnsSupport: vpc.enableDnsSupport,
};

// What one part gives, the other takes.
declare const reverse: cdktf.ReverseZones, zone: cdktf.PrivateZone, dns: cdktf.HybridDns;
export const ptr: cdktf.PtrRecordsProps = {
  zoneIds: { ...dns.zoneIds, ...reverse.zoneIds },
  addressRecords: zone.addressRecords,
};

/**
 * Arguments of the kit that a class of the CDK does not know; it would lose them without a word.
 *
 * The compiler holds types of arguments against each other by itself, not names of optional ones.
 */
type Unknown<K, Classes> = {
  [Name in keyof Classes & keyof K]: K[Name] extends new (
    scope: never,
    id: string,
    config: infer Given,
  ) => unknown
    ? Classes[Name] extends new (
        scope: never,
        id: string,
        config: infer Taken,
      ) => unknown
      ? Exclude<keyof Given, keyof NonNullable<Taken>>
      : never
    : never;
}[keyof Classes & keyof K];

type AwsOfCdktf = typeof import("@cdktf/provider-aws/lib/instance") &
  typeof import("@cdktf/provider-aws/lib/network-interface") &
  typeof import("@cdktf/provider-aws/lib/security-group") &
  typeof import("@cdktf/provider-aws/lib/vpc-security-group-ingress-rule") &
  typeof import("@cdktf/provider-aws/lib/vpc-security-group-egress-rule") &
  typeof import("@cdktf/provider-aws/lib/iam-role") &
  typeof import("@cdktf/provider-aws/lib/iam-instance-profile") &
  typeof import("@cdktf/provider-aws/lib/route53-zone") &
  typeof import("@cdktf/provider-aws/lib/route53-zone-association") &
  typeof import("@cdktf/provider-aws/lib/route53-vpc-association-authorization") &
  typeof import("@cdktf/provider-aws/lib/route53-record") &
  typeof import("@cdktf/provider-aws/lib/vpc-dhcp-options") &
  typeof import("@cdktf/provider-aws/lib/vpc-dhcp-options-association") &
  typeof import("@cdktf/provider-aws/lib/data-aws-ami-ids");
export const unknownArguments: Equal<Unknown<Kit<import("cdktf").TerraformProvider>, AwsOfCdktf>, never> = true;
export const kits: [Kit<import("cdktf").TerraformProvider>, Kit<import("cdktn").TerraformProvider>] = [
  {} as typeof kit,
  {} as typeof kitOfCdktn,
];
