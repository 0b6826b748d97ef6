import type {
  AllocatedCidrBlockConfig,
  ForwarderConfig,
  HybridDnsConfig,
  VpcConfig,
  VpcReferenceConfig,
  ZoneConfig,
} from "../core";
import type { TokenValues } from "./tokens";

/** What a construct has besides the configuration, as Pulumi has it in resource options. */
export interface ProviderProps<Provider> {
  /** @default - the stack's provider */
  provider?: Provider | undefined;
}

/** What a construct that writes PTR records has besides. */
export interface AccessProps<Access> {
  /** @default - the stack's provider `hybriddns` */
  access?: Access | undefined;
}

export interface HybridDnsProps<Provider, Access>
  extends HybridDnsConfig<TokenValues>,
    ProviderProps<Provider>,
    AccessProps<Access> {}
export interface VpcProps extends VpcConfig<TokenValues> {}
export interface VpcReferenceProps extends VpcReferenceConfig<TokenValues> {}
export interface AllocatedCidrBlockProps extends AllocatedCidrBlockConfig<TokenValues> {}
export interface ForwarderProps extends ForwarderConfig<TokenValues> {}
export interface ZoneProps extends ZoneConfig<TokenValues> {}
