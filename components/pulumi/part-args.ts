import type { Provider } from "@pulumi/aws/provider";
import type * as pulumi from "@pulumi/pulumi";
import type { ForwarderImageConfig } from "../core/forwarder-image-config";
import type { DhcpSettingsConfig } from "../core/hybrid-dns-config";
import type {
  DhcpOptionsConfig,
  ForwardersConfig,
  ForwardZoneConfig,
  PrivateZoneConfig,
  ReverseZonesConfig,
  VpcAssociationConfig,
  ZoneRecordsConfig,
} from "../core/part-config";
import type { AddressRecordConfig, MonitoredConfig, PtrPolicyConfig } from "../core/record-config";
import type { ReverseMonitorConfig } from "../core/reverse-monitor-config";
import type { SyncGuardsConfig } from "../core/sync-guards";
import type {
  AwsAccessArgs,
  BackendArgs,
  DhcpSettingsArgs,
  ExistingZoneArgs,
  ForwarderArgs,
  InputValues,
  PtrPolicyArgs,
  RecordArgs,
  ReverseZoneArgs,
  VpcReferenceArgs,
} from "./hybrid-dns-args";

export interface ForwardersArgs extends ForwardersConfig<InputValues> {
  forwarders: { [name: string]: ForwarderArgs };
  forwardZones?: { [zoneName: string]: ForwardZoneArgs } | undefined;
  backend?: BackendArgs | undefined;
}
export interface ForwardZoneArgs extends ForwardZoneConfig<InputValues> {}

export interface ForwarderImageArgs extends ForwarderImageConfig<InputValues> {}

export interface PrivateZoneArgs extends PrivateZoneConfig<InputValues> {
  existing?: ExistingZoneArgs | undefined;
  vpcs: { [name: string]: VpcReferenceArgs };
  records?: { [name: string]: RecordArgs } | undefined;
}

export interface ZoneRecordsArgs extends ZoneRecordsConfig<InputValues> {
  records: { [name: string]: RecordArgs };
  ptrRecords?: PtrPolicyArgs | undefined;
  /** @see PtrRecordsArgs.access */
  access?: AwsAccessArgs | undefined;
}

export interface ReverseZonesArgs extends ReverseZonesConfig<InputValues> {
  zones?: { [zoneName: string]: ReverseZoneArgs } | undefined;
  vpcs: { [name: string]: VpcReferenceArgs };
}

export interface AddressRecordArgs extends AddressRecordConfig<InputValues> {}

export interface ReverseMonitorArgs extends ReverseMonitorConfig<InputValues> {
  ptrRecords?: PtrPolicyArgs | undefined;
  guards?: SyncGuardsArgs | undefined;
  /**
   * A provider for us-east-1 (cn-northwest-1, us-gov-west-1), where the events of Route 53 arrive: they are handed on from
   * there to where the component is.
   *
   * @default - the component is there itself; elsewhere only the schedule notices what changes
   */
  eventsProvider?: Provider | undefined;
}
export interface SyncGuardsArgs extends SyncGuardsConfig {}

export interface PtrRecordsArgs extends PtrPolicyConfig, MonitoredConfig {
  addressRecords: pulumi.Input<pulumi.Input<AddressRecordArgs>[]>;
  /** Zone ids by zone name; those of reverse zones are used, the most specific for each address. */
  zoneIds: pulumi.Input<{ [zoneName: string]: pulumi.Input<string> }>;
  /**
   * @default - the stack's `aws:` configuration and the environment; must be said when the component is given a provider
   * of its own
   */
  access?: AwsAccessArgs | undefined;
}

export interface VpcAssociationArgs extends VpcAssociationConfig<InputValues> {
  dhcpOptions?: DhcpSettingsArgs | undefined;
  /** @see DhcpOptionsArgs.access */
  access?: AwsAccessArgs | undefined;
}

/** Arguments of a `VpcAssociation`, all known; read them by `StackReference.getOutputDetails`. */
export interface VpcAssociationOutput extends VpcAssociationConfig {
  dhcpOptions?: DhcpSettingsOutput | undefined;
}
export interface DhcpSettingsOutput extends DhcpSettingsConfig {}

export interface DhcpOptionsArgs extends DhcpOptionsConfig<InputValues> {
  /**
   * Needed for `restoreDhcpOptionsId` only.
   *
   * @see PtrRecordsArgs.access
   */
  access?: AwsAccessArgs | undefined;
}
