import type { PlainValues, Values } from "./values";

/** Who forwards: exactly one of these. Changing it changes no other part of the description. */
export interface BackendConfig<V extends Values = PlainValues> {
  /** Unbound on EC2, one instance for each of `forwarders`. */
  unbound?: Ec2ForwarderConfig<V> | undefined;
  /** BIND on EC2, one instance for each of `forwarders`; addresses stay when it takes Unbound's place. */
  bind?: Ec2ForwarderConfig<V> | undefined;
}

/** What forwards on an instance; the words are those of {@link BackendConfig}. */
export type ForwarderSoftware = "unbound" | "bind";

export interface Ec2ForwarderConfig<V extends Values = PlainValues> {
  /** @default t4g.small */
  instanceType?: V["text"] | undefined;
  /** @default - the image that this package builds */
  imageId?: V["text"] | undefined;
}
