import type { Construct } from "constructs";
import type {
  AddressRecordConfig,
  DhcpOptionsConfig,
  ForwarderImageConfig,
  ForwardersConfig,
  MonitoredConfig,
  PrivateZoneConfig,
  PtrPolicyConfig,
  ReverseMonitorConfig,
  ReverseZonesConfig,
  VpcAssociationConfig,
  ZoneRecordsConfig,
} from "../core";
import type { AccessProps, ProviderProps } from "./hybrid-dns-props";
import type { TokenValues } from "./tokens";

export interface ForwardersProps<Provider> extends ForwardersConfig<TokenValues>, ProviderProps<Provider> {}

export interface ForwarderImageProps<Provider> extends ForwarderImageConfig<TokenValues>, ProviderProps<Provider> {}

export interface PrivateZoneProps<Provider> extends PrivateZoneConfig<TokenValues<Provider>>, ProviderProps<Provider> {}

export interface ZoneRecordsProps<Provider, Access>
  extends ZoneRecordsConfig<TokenValues>,
    ProviderProps<Provider>,
    AccessProps<Access> {}

export interface ReverseZonesProps<Provider>
  extends ReverseZonesConfig<TokenValues<Provider>>,
    ProviderProps<Provider> {}

export interface ReverseMonitorProps<Provider>
  extends ReverseMonitorConfig<TokenValues<Provider>>,
    ProviderProps<Provider> {}

export interface PtrRecordsProps<Access> extends PtrPolicyConfig, MonitoredConfig, AccessProps<Access> {
  addressRecords: AddressRecordConfig<TokenValues>[];
  /** Zone ids by zone name; those of reverse zones are used, the most specific for each address. */
  zoneIds: { [zoneName: string]: string };
}

export interface DhcpOptionsProps<Provider, Access>
  extends DhcpOptionsConfig<TokenValues>,
    ProviderProps<Provider>,
    AccessProps<Access> {}

export interface VpcAssociationProps<Provider, Access>
  extends VpcAssociationConfig<TokenValues>,
    ProviderProps<Provider>,
    AccessProps<Access> {}

// Whatever makes parts makes those of its entry point, so that `instanceof` holds for them too.

export type PtrRecordsClass<Access> = new (
  scope: Construct,
  id: string,
  props: PtrRecordsProps<Access>,
) => Construct & { readonly ptrRecords: { [reverseName: string]: string[] } };

export type DhcpOptionsClass<Provider, Access> = new (
  scope: Construct,
  id: string,
  props: DhcpOptionsProps<Provider, Access>,
) => Construct;

export type ForwarderImageClass<Provider> = new (
  scope: Construct,
  id: string,
  props: ForwarderImageProps<Provider>,
) => { readonly imageId: string };

export interface PartClasses<Provider, Access> {
  readonly DhcpOptions: DhcpOptionsClass<Provider, Access>;
  readonly ForwarderImage: ForwarderImageClass<Provider>;
  readonly Forwarders: new (
    scope: Construct,
    id: string,
    props: ForwardersProps<Provider>,
  ) => Construct & { readonly addresses: string[]; readonly configurationBucket: string };
  readonly PrivateZone: new (
    scope: Construct,
    id: string,
    props: PrivateZoneProps<Provider>,
  ) => { readonly zoneId: string };
  readonly PtrRecords: PtrRecordsClass<Access>;
  readonly ReverseMonitor: new (scope: Construct, id: string, props: ReverseMonitorProps<Provider>) => Construct;
  readonly ReverseZones: new (
    scope: Construct,
    id: string,
    props: ReverseZonesProps<Provider>,
  ) => { readonly zoneIds: { [zoneName: string]: string } };
}
