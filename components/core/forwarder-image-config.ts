import type { PlainValues, Values } from "./values";

/** What forwarders are made of, in an image or when they first boot. */
export interface ForwarderSystemConfig {
  /**
   * System that forwarders are made of: `debian-13` or `ubuntu-26.04`.
   *
   * @default debian-13 - the smaller of the two; older ones have no Unbound that takes this configuration
   */
  base?: string | undefined;
  /**
   * Whether forwarders install security updates by themselves; they need a way to the internet for it.
   *
   * @default false
   */
  securityUpdates?: boolean | undefined;
}

/** What is in a forwarder image, and where it is built. */
export interface ForwarderImageSettingsConfig<V extends Values = PlainValues> extends ForwarderSystemConfig {
  /**
   * Where the image is built: a subnet with a way to the internet, e.g. `subnet-0a1b2c3d`.
   *
   * @default - one of the account's default VPC
   */
  subnetId?: V["text"] | undefined;
  /** VPC of `subnetId`, for a security group that lets nobody in. */
  vpcId?: V["text"] | undefined;
  /**
   * Whether the agent of Systems Manager stays in the image.
   *
   * @default false
   */
  ssmAgent?: boolean | undefined;
}

/** An image of forwarders, built in the account by EC2 Image Builder. */
export interface ForwarderImageConfig<V extends Values = PlainValues> extends ForwarderImageSettingsConfig<V> {
  /**
   * Type of the instances that will run it, e.g. `t4g.small`: the image is for their architecture.
   *
   * @default t4g.small
   */
  instanceType?: V["text"] | undefined;
  /**
   * `arm64` or `x86_64`.
   *
   * @default - that of `instanceType`; must be said where that is known only after `up`
   */
  architecture?: string | undefined;
  /** @see HybridDnsConfig.partition */
  partition?: string | undefined;
  tags?: V["textMap"] | undefined;
}
