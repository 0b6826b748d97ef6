/**
 * `hybrid-dns/cdktn`: the constructs for CDKTN. Arguments are those of `hybrid-dns/core`; tokens stand where Pulumi has
 * outputs. Names, defaults, keys and problems are the same. The fork of this CDK has an entry point of its own.
 *
 * @packageDocumentation
 */
import type { TerraformProvider } from "cdktn";
import type { Construct } from "constructs";
import { type HybridDnsProvider, kit } from "./cdktn-kit";
import * as dhcpOptions from "./dhcp-options";
import * as forwarderImage from "./forwarder-image";
import * as forwarders from "./forwarders";
import * as hybridDns from "./hybrid-dns";
import type * as whole from "./hybrid-dns-props";
import type * as part from "./part-props";
import * as privateZone from "./private-zone";
import * as ptrRecords from "./ptr-records";
import * as reverseMonitor from "./reverse-monitor";
import * as reverseZones from "./reverse-zones";
import * as vpcAssociation from "./vpc-association";
import * as zoneRecords from "./zone-records";

export type { SiteConfiguration } from "../core";
export { DhcpOptionsRestoreResource, HybridDnsProvider, PtrRecordsResource } from "./cdktn-kit";
export type {
  HybridDnsProviderAssumeRole,
  HybridDnsProviderEndpoints,
  HybridDnsProviderProps,
} from "./hybriddns-provider";

export interface ForwardersProps extends part.ForwardersProps<TerraformProvider> {}
/**
 * Forwarders in one VPC, with rules of your own.
 *
 * {@inheritDoc forwarders.Forwarders}
 */
export class Forwarders extends forwarders.Forwarders<TerraformProvider> {
  constructor(scope: Construct, id: string, props: ForwardersProps) {
    super(kit, ForwarderImage, scope, id, props);
  }
}

export interface ForwarderImageProps extends part.ForwarderImageProps<TerraformProvider> {}
/**
 * The image that forwarders run from, built in the account by EC2 Image Builder from what is in this package.
 *
 * {@inheritDoc forwarderImage.ForwarderImage}
 */
export class ForwarderImage extends forwarderImage.ForwarderImage<TerraformProvider> {
  constructor(scope: Construct, id: string, props: ForwarderImageProps = {}) {
    super(kit, scope, id, props);
  }
}

export interface PrivateZoneProps extends part.PrivateZoneProps<TerraformProvider> {}
/**
 * A private hosted zone, with its associations and records; they live and die with the stack.
 *
 * {@inheritDoc privateZone.PrivateZone}
 */
export class PrivateZone extends privateZone.PrivateZone<TerraformProvider> {
  constructor(scope: Construct, id: string, props: PrivateZoneProps) {
    super(kit, scope, id, props);
  }
}

export interface ReverseZonesProps extends part.ReverseZonesProps<TerraformProvider> {}
/**
 * The reverse zones that cover some ranges.
 *
 * {@inheritDoc reverseZones.ReverseZones}
 */
export class ReverseZones extends reverseZones.ReverseZones<TerraformProvider> {
  constructor(scope: Construct, id: string, props: ReverseZonesProps) {
    super(kit, scope, id, props);
  }
}

export interface ReverseMonitorProps extends part.ReverseMonitorProps<TerraformProvider> {}
/**
 * A function that keeps PTR records right for addresses that anybody writes into some zones.
 *
 * {@inheritDoc reverseMonitor.ReverseMonitor}
 */
export class ReverseMonitor extends reverseMonitor.ReverseMonitor<TerraformProvider> {
  constructor(scope: Construct, id: string, props: ReverseMonitorProps) {
    super(kit, scope, id, props);
  }
}

export interface PtrRecordsProps extends part.PtrRecordsProps<HybridDnsProvider> {}
/**
 * PTR records for names made anywhere, in reverse zones made anywhere. The stack needs a `HybridDnsProvider`.
 *
 * {@inheritDoc ptrRecords.PtrRecords}
 */
export class PtrRecords extends ptrRecords.PtrRecords<TerraformProvider, HybridDnsProvider> {
  constructor(scope: Construct, id: string, props: PtrRecordsProps) {
    super(kit, scope, id, props);
  }
}

export interface ZoneRecordsProps extends part.ZoneRecordsProps<TerraformProvider, HybridDnsProvider> {}
/**
 * Records in a zone that is there already, with the PTR records that follow; they live and die with the stack.
 *
 * {@inheritDoc zoneRecords.ZoneRecords}
 */
export class ZoneRecords extends zoneRecords.ZoneRecords<TerraformProvider, HybridDnsProvider> {
  constructor(scope: Construct, id: string, props: ZoneRecordsProps) {
    super(kit, PtrRecords, scope, id, props);
  }
}

export interface DhcpOptionsProps extends part.DhcpOptionsProps<TerraformProvider, HybridDnsProvider> {}
/**
 * The option set of one VPC: the new one is associated before the old one goes.
 *
 * {@inheritDoc dhcpOptions.DhcpOptions}
 */
export class DhcpOptions extends dhcpOptions.DhcpOptions<TerraformProvider, HybridDnsProvider> {
  constructor(scope: Construct, id: string, props: DhcpOptionsProps) {
    super(kit, scope, id, props);
  }
}

export interface VpcAssociationProps extends part.VpcAssociationProps<TerraformProvider, HybridDnsProvider> {}
/**
 * Joins one VPC to a hybrid DNS that another account's stack declares.
 *
 * {@inheritDoc vpcAssociation.VpcAssociation}
 */
export class VpcAssociation extends vpcAssociation.VpcAssociation<TerraformProvider, HybridDnsProvider> {
  constructor(scope: Construct, id: string, props: VpcAssociationProps) {
    super(kit, DhcpOptions, scope, id, props);
  }
}

export interface VpcProps extends whole.VpcProps<TerraformProvider> {}
export interface VpcReferenceProps extends whole.VpcReferenceProps<TerraformProvider> {}

export interface HybridDnsProps extends whole.HybridDnsProps<TerraformProvider, HybridDnsProvider> {}
/**
 * The hybrid DNS of an enterprise. PTR records need the stack's `HybridDnsProvider`.
 *
 * {@inheritDoc hybridDns.HybridDns}
 */
export class HybridDns extends hybridDns.HybridDns<TerraformProvider, HybridDnsProvider> {
  constructor(scope: Construct, id: string, props: HybridDnsProps) {
    super(
      kit,
      { DhcpOptions, ForwarderImage, Forwarders, PrivateZone, PtrRecords, ReverseMonitor, ReverseZones },
      scope,
      id,
      props,
    );
  }
}
