import type { Provider } from "@pulumi/aws/provider";
import type * as pulumi from "@pulumi/pulumi";
import type { BackendConfig, Ec2ForwarderConfig } from "../core/backend-config";
import type { ForwarderImageSettingsConfig } from "../core/forwarder-image-config";
import type {
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
} from "../core/hybrid-dns-config";
import type {
  AliasTargetConfig,
  MxConfig,
  PtrPolicyConfig,
  PtrSettingsConfig,
  RecordConfig,
  SrvConfig,
} from "../core/record-config";
import type { Values } from "../core/values";

/** Content and references in Pulumi. */
export interface InputValues extends Values {
  text: pulumi.Input<string>;
  texts: pulumi.Input<pulumi.Input<string>[]>;
  textMap: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
  flag: pulumi.Input<boolean>;
  provider?: Provider | undefined;
}

// Pulumi's schema inference takes plain interfaces only, no generic type as a property's type: hence one a line.

export interface HybridDnsArgs extends HybridDnsConfig<InputValues> {
  vpcs: { [name: string]: VpcArgs };
  sites?: { [name: string]: SiteArgs } | undefined;
  privateZones?: { [zoneName: string]: ZoneArgs } | undefined;
  reverseZones?: { [zoneName: string]: ReverseZoneArgs } | undefined;
  ptrRecords?: PtrSettingsArgs | undefined;
  backend?: BackendArgs | undefined;
  /** @see ReverseMonitorArgs.eventsProvider */
  eventsProvider?: Provider | undefined;
  /** @see PtrRecordsArgs.access */
  access?: AwsAccessArgs | undefined;
}
export interface VpcReferenceArgs extends VpcReferenceConfig<InputValues> {
  /** Makes what lives in this VPC's account and region. @default - the component's own provider */
  provider?: Provider | undefined;
}
export interface VpcArgs extends VpcConfig<InputValues> {
  /** @see VpcReferenceArgs.provider */
  provider?: Provider | undefined;
  allocatedCidrBlocks?: { [name: string]: AllocatedCidrBlockArgs } | undefined;
  forwarders?: { [name: string]: ForwarderArgs } | undefined;
  dhcpOptions?: DhcpSettingsArgs | undefined;
}
export interface AllocatedCidrBlockArgs extends AllocatedCidrBlockConfig<InputValues> {}
export interface ForwarderArgs extends ForwarderConfig<InputValues> {}
export interface DhcpSettingsArgs extends DhcpSettingsConfig<InputValues> {}
export interface SiteArgs extends SiteConfig<InputValues> {}
export interface ZoneArgs extends ZoneConfig<InputValues> {
  existing?: ExistingZoneArgs | undefined;
  records?: { [name: string]: RecordArgs } | undefined;
}
export interface ExistingZoneArgs extends ExistingZoneConfig<InputValues> {}
export interface ReverseZoneArgs extends ReverseZoneConfig<InputValues> {
  existing?: ExistingZoneArgs | undefined;
}
export interface RecordArgs extends RecordConfig<InputValues> {
  mx?: MxArgs[] | undefined;
  srv?: SrvArgs[] | undefined;
  alias?: AliasTargetArgs | undefined;
}
export interface MxArgs extends MxConfig<InputValues> {}
export interface SrvArgs extends SrvConfig<InputValues> {}
export interface AliasTargetArgs extends AliasTargetConfig<InputValues> {}
export interface PtrPolicyArgs extends PtrPolicyConfig {}
export interface PtrSettingsArgs extends PtrSettingsConfig {}
export interface BackendArgs extends BackendConfig<InputValues> {
  unbound?: Ec2ForwarderArgs | undefined;
  bind?: Ec2ForwarderArgs | undefined;
}
export interface Ec2ForwarderArgs extends Ec2ForwarderConfig<InputValues> {
  image?: ForwarderImageSettingsArgs | undefined;
}
export interface ForwarderImageSettingsArgs extends ForwarderImageSettingsConfig<InputValues> {}

/**
 * How AWS is reached for what the AWS provider cannot do: PTR records, which are written in batches, and giving a VPC
 * its former DHCP options back. The provider's own arguments fit; no secrets.
 */
export interface AwsAccessArgs {
  region?: pulumi.Input<string> | undefined;
  profile?: pulumi.Input<string> | undefined;
  /** Assumed one after the other. */
  assumeRoles?: AssumeRoleArgs[] | undefined;
  /** One more role, assumed last: version 6 of the provider has it. */
  assumeRole?: AssumeRoleArgs | undefined;
  /** Endpoint of Route 53, e.g. an emulator's. */
  endpoint?: pulumi.Input<string> | undefined;
  /** Endpoints by service, as the provider takes them. */
  endpoints?: AwsEndpointsArgs[] | undefined;
}
export interface AwsEndpointsArgs {
  route53?: pulumi.Input<string> | undefined;
  ec2?: pulumi.Input<string> | undefined;
}
export interface AssumeRoleArgs {
  roleArn: pulumi.Input<string>;
  externalId?: pulumi.Input<string> | undefined;
  sessionName?: pulumi.Input<string> | undefined;
}
