import type { ForwarderImageSettingsConfig, ForwarderSystemConfig } from "./forwarder-image-config";
import type { PlainValues, Values } from "./values";

/** Who forwards: exactly one of these. Changing it changes no other part of the description. */
export interface BackendConfig<V extends Values = PlainValues> {
  /** Unbound on EC2, one instance for each of `forwarders`. */
  unbound?: Ec2ForwarderConfig<V> | undefined;
  /** BIND on EC2, one instance for each of `forwarders`. */
  bind?: Ec2ForwarderConfig<V> | undefined;
}

/** Forwarders on EC2. */
export interface Ec2ForwarderConfig<V extends Values = PlainValues> {
  /** Decides the architecture of the image too. @default t4g.small */
  instanceType?: V["text"] | undefined;
  /**
   * An image that is there already, e.g. a `ForwarderImage`'s or one of your own pipeline. Forwarders on another one make
   * way one after the other.
   *
   * @default - an image is built in the account of the forwarders, as `image` says
   */
  imageId?: V["text"] | undefined;
  /** What is in the image that is built, and where it is built; not beside `imageId`. */
  image?: ForwarderImageSettingsConfig<V> | undefined;
  /**
   * No image: each forwarder is made out of the newest official one when it first boots, e.g. `{}`. The first `up` is
   * faster, a forwarder that comes back later by minutes, and it needs a way to the internet; not beside `imageId` or `image`.
   */
  bootstrap?: ForwarderSystemConfig | undefined;
  /**
   * Each question with its answer goes to CloudWatch Logs, e.g. `{}`: group `/hybrid-dns/<name>/queries`, a JSON event each.
   *
   * Costs about $0.60 for each GB, which is some 5 million questions, and a third of the questions that a forwarder can answer.
   *
   * @default - only what fails is logged, in the forwarder's journal
   */
  queryLogging?: QueryLoggingConfig | undefined;
  /**
   * Who is told when an alarm of the forwarders, or of the reverse monitor, begins and ends: ARNs, e.g. of an SNS topic.
   *
   * @default - alarms are seen in CloudWatch only
   */
  alarmActions?: V["texts"] | undefined;
}

/** How long questions and answers are kept. */
export interface QueryLoggingConfig {
  /** One of the numbers of days that CloudWatch Logs takes, e.g. 7, 30 or 365. @default 30 */
  retentionDays?: number | undefined;
}
