/**
 * `hybrid-dns/cdktn`: the constructs for CDKTN; `hybrid-dns/cdktf` has the same for CDKTF, which it is a fork of. Arguments are those of
 * `hybrid-dns/core`; tokens stand where Pulumi has outputs. Names, defaults, keys and problems are the same.
 *
 * @packageDocumentation
 */
import type { TerraformProvider } from "cdktn";
import type { Construct } from "constructs";
import { type HybridDnsProvider, kit } from "./cdktn-kit";
import * as dhcpOptions from "./dhcp-options";
import * as forwarders from "./forwarders";
import * as hybridDns from "./hybrid-dns";
import type * as whole from "./hybrid-dns-props";
import type * as part from "./part-props";
import * as privateZone from "./private-zone";
import * as ptrRecords from "./ptr-records";
import * as reverseZones from "./reverse-zones";
import * as zoneRecords from "./zone-records";

export type { SiteConfiguration } from "../core";
export { HybridDnsProvider, PtrRecordsResource } from "./cdktn-kit";
export type { VpcProps, VpcReferenceProps } from "./hybrid-dns-props";
export type { HybridDnsProviderAssumeRole, HybridDnsProviderProps } from "./hybriddns-provider";

export interface ForwardersProps extends part.ForwardersProps<TerraformProvider> {}
/** {@inheritDoc forwarders.Forwarders} */
export class Forwarders extends forwarders.Forwarders<TerraformProvider> {
  constructor(scope: Construct, id: string, props: ForwardersProps) {
    super(kit, scope, id, props);
  }
}

export interface PrivateZoneProps extends part.PrivateZoneProps<TerraformProvider> {}
/** {@inheritDoc privateZone.PrivateZone} */
export class PrivateZone extends privateZone.PrivateZone<TerraformProvider> {
  constructor(scope: Construct, id: string, props: PrivateZoneProps) {
    super(kit, scope, id, props);
  }
}

export interface ReverseZonesProps extends part.ReverseZonesProps<TerraformProvider> {}
/** {@inheritDoc reverseZones.ReverseZones} */
export class ReverseZones extends reverseZones.ReverseZones<TerraformProvider> {
  constructor(scope: Construct, id: string, props: ReverseZonesProps) {
    super(kit, scope, id, props);
  }
}

export interface PtrRecordsProps extends part.PtrRecordsProps<HybridDnsProvider> {}
/** {@inheritDoc ptrRecords.PtrRecords} */
export class PtrRecords extends ptrRecords.PtrRecords<TerraformProvider, HybridDnsProvider> {
  constructor(scope: Construct, id: string, props: PtrRecordsProps) {
    super(kit, scope, id, props);
  }
}

export interface ZoneRecordsProps extends part.ZoneRecordsProps<TerraformProvider, HybridDnsProvider> {}
/** {@inheritDoc zoneRecords.ZoneRecords} */
export class ZoneRecords extends zoneRecords.ZoneRecords<TerraformProvider, HybridDnsProvider> {
  constructor(scope: Construct, id: string, props: ZoneRecordsProps) {
    super(kit, PtrRecords, scope, id, props);
  }
}

export interface DhcpOptionsProps extends part.DhcpOptionsProps<TerraformProvider, HybridDnsProvider> {}
/** {@inheritDoc dhcpOptions.DhcpOptions} */
export class DhcpOptions extends dhcpOptions.DhcpOptions<TerraformProvider, HybridDnsProvider> {
  constructor(scope: Construct, id: string, props: DhcpOptionsProps) {
    super(kit, scope, id, props);
  }
}

export interface HybridDnsProps extends whole.HybridDnsProps<TerraformProvider, HybridDnsProvider> {}
/** {@inheritDoc hybridDns.HybridDns} */
export class HybridDns extends hybridDns.HybridDns<TerraformProvider, HybridDnsProvider> {
  constructor(scope: Construct, id: string, props: HybridDnsProps) {
    super(kit, { DhcpOptions, Forwarders, PrivateZone, PtrRecords, ReverseZones }, scope, id, props);
  }
}
