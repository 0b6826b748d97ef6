import type { HybridDnsConfig, VpcConfig, VpcReferenceConfig } from "../core";
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
  extends HybridDnsConfig<TokenValues<Provider>>,
    ProviderProps<Provider>,
    AccessProps<Access> {}
export interface VpcProps<Provider> extends VpcConfig<TokenValues<Provider>> {}
export interface VpcReferenceProps<Provider> extends VpcReferenceConfig<TokenValues<Provider>> {}
