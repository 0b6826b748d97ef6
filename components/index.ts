/**
 * `hybrid-dns`: the Pulumi components. Arguments are those of `hybrid-dns/core` with `Input<…>` for content and references.
 *
 * @packageDocumentation
 */
export type { SiteConfiguration } from "./core/site-configuration";
export { DhcpOptions } from "./pulumi/dhcp-options";
export { ForwarderImage } from "./pulumi/forwarder-image";
export { Forwarders } from "./pulumi/forwarders";
export { HybridDns } from "./pulumi/hybrid-dns";
export type {
  AliasTargetArgs,
  AllocatedCidrBlockArgs,
  AssumeRoleArgs,
  AwsAccessArgs,
  AwsEndpointsArgs,
  BackendArgs,
  DhcpSettingsArgs,
  Ec2ForwarderArgs,
  ExistingZoneArgs,
  ForwarderArgs,
  ForwarderImageSettingsArgs,
  HybridDnsArgs,
  InputValues,
  MxArgs,
  PtrPolicyArgs,
  PtrSettingsArgs,
  RecordArgs,
  ReverseZoneArgs,
  SiteArgs,
  SrvArgs,
  VpcArgs,
  VpcReferenceArgs,
  ZoneArgs,
} from "./pulumi/hybrid-dns-args";
export type {
  AddressRecordArgs,
  DhcpOptionsArgs,
  DhcpSettingsOutput,
  ForwarderImageArgs,
  ForwardersArgs,
  ForwardZoneArgs,
  PrivateZoneArgs,
  PtrRecordsArgs,
  ReverseMonitorArgs,
  ReverseZonesArgs,
  SyncGuardsArgs,
  VpcAssociationArgs,
  VpcAssociationOutput,
  ZoneRecordsArgs,
} from "./pulumi/part-args";
export { PrivateZone } from "./pulumi/private-zone";
export { PtrRecords } from "./pulumi/ptr-records";
export { ReverseMonitor } from "./pulumi/reverse-monitor";
export { ReverseZones } from "./pulumi/reverse-zones";
export { VpcAssociation } from "./pulumi/vpc-association";
export { ZoneRecords } from "./pulumi/zone-records";
