/**
 * `hybrid-dns/core`: the description of a hybrid DNS, and the pure functions that decide everything about it.
 *
 * Three kinds of argument, told apart by their types:
 * - **shape** (`string`, `number`, `boolean`, maps, lists): how many resources there are and what they are called;
 * - **content** and **references** (`V["text"]` and its like): go into a resource as they are, may be unknown at preview.
 *
 * Front ends choose `V`: text here and in CDKTF (tokens are text), `Input<…>` in Pulumi. An optional argument that is
 * `undefined` counts as absent. Domain names are written in any case, with or without a final dot. Keys of maps become
 * logical names: adding or removing one touches no other, renaming one replaces what it stands for.
 *
 * @packageDocumentation
 */
export type { BackendConfig, Ec2ForwarderConfig } from "./backend-config";
export type { DomainName } from "./domain-name";
export { renderForwarderConf } from "./forwarder-conf";
export type { ForwarderSoftware } from "./forwarder-contract";
export type { ForwarderImageConfig, ForwarderImageSettingsConfig } from "./forwarder-image-config";
export { type ForwardingRule, forwardingRules } from "./forwarding";
export type {
  AllocatedCidrBlockConfig,
  DhcpSettingsConfig,
  ExistingZoneConfig,
  ForwarderConfig,
  HybridDnsConfig,
  ReverseZoneConfig,
  SiteConfig,
  VpcConfig,
  VpcReferenceConfig,
  ZoneConfig,
} from "./hybrid-dns-config";
export type {
  PlannedDhcpOptions,
  PlannedForwardersPart,
  PlannedInVpc,
  PlannedPtrRecords,
  PlannedSite,
  PlannedSiteZone,
  PlannedVpcAssociation,
  Topology,
} from "./hybrid-dns-topology";
export type { ImageFile } from "./image-documents";
export type { InstanceArchitecture } from "./instance-architecture";
export type { IpAddress, IpNetwork } from "./ip-network";
export { renderNamedConf } from "./named-conf";
export type { Fault, Parsed } from "./parsed";
export type {
  DhcpOptionsConfig,
  ForwardersConfig,
  ForwardZoneConfig,
  PrivateZoneConfig,
  ReverseZonesConfig,
  VpcAssociationConfig,
  ZoneRecordsConfig,
} from "./part-config";
export type {
  ForwarderConfiguration,
  PlannedAlarm,
  PlannedAlias,
  PlannedAssociation,
  PlannedAuthorization,
  PlannedDhcpOptionSet,
  PlannedForwarders,
  PlannedMetricQuery,
  PlannedPeerRule,
  PlannedRecord,
  PlannedReverseZones,
  PlannedRule,
  PlannedSlot,
  PlannedVpcJoining,
  PlannedVpcReference,
  PlannedZone,
  PlannedZoneRecords,
  Planning,
} from "./part-plan";
export { planDhcpOptions } from "./parts/dhcp-options-plan";
export { type ForwarderImageSource, planForwarderImage } from "./parts/forwarder-image-plan";
export { planForwarders } from "./parts/forwarders-plan";
export { planPrivateZone } from "./parts/private-zone-plan";
export { planReverseMonitor } from "./parts/reverse-monitor-plan";
export { planReverseZones } from "./parts/reverse-zones-plan";
export { planVpcAssociation } from "./parts/vpc-association-plan";
export { planZoneRecords, zoneIdOf } from "./parts/zone-records-plan";
export { planTopology } from "./plan-topology";
export type {
  PlannedForwarderImage,
  PlannedImageComponent,
  PlannedImageInfrastructure,
  PlannedImageRecipe,
} from "./planned-forwarder-image";
export type { PlannedPart } from "./planned-part";
export type { PlannedMonitoredZone, PlannedReverseMonitor } from "./planned-reverse-monitor";
export type { Problem } from "./problem";
export { type PlannedCname, type PlannedPtr, type PtrPlan, planPtrRecords, type SkippedPtr } from "./ptr-plan";
export type {
  AllocatedRange,
  DescribedForwarder,
  DescribedReverseZone,
  DescribedSite,
  DescribedVpc,
  DescribedZone,
  Description,
  WrittenAddress,
  WrittenName,
  WrittenNetwork,
} from "./reading/description";
export { problemText } from "./reading/finding";
export type {
  AddressRecordConfig,
  AliasTargetConfig,
  MonitoredConfig,
  MxConfig,
  PtrPolicyConfig,
  PtrSettingsConfig,
  RecordConfig,
  SrvConfig,
} from "./record-config";
export { type Resolution, type ResolvedConfig, resolveConfig } from "./resolve-config";
export type { ReverseMonitorConfig } from "./reverse-monitor-config";
export { reverseName, reverseZoneNames } from "./reverse-zone";
export { renderSiteConfiguration, type SiteConfiguration } from "./site-configuration";
export type { SyncGuardsConfig } from "./sync-guards";
export { renderUnboundConf } from "./unbound-conf";
export { renderUserData } from "./user-data";
export type { PlainValues, ValueReader, Values } from "./values";
