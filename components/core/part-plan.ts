import type { PlannedDesiredState } from "./desired-state";
import type { PlannedBootstrap } from "./forwarder-bootstrap";
import type { ForwarderImageConfig } from "./forwarder-image-config";
import type { DhcpOptionsConfig } from "./part-config";
import type { PlannedPart } from "./planned-part";
import type { Problem } from "./problem";
import type { AddressRecordConfig } from "./record-config";
import type { PlainValues, Values } from "./values";

/** What planning a part gives: `problems` is empty, or `plan` is absent; `notices` stop nothing. */
export interface Planning<Plan> {
  readonly plan?: Plan | undefined;
  readonly problems: readonly Problem[];
  readonly notices: readonly Problem[];
}

/** The forwarders of one VPC. All logical names are complete. */
export interface PlannedForwarders<V extends Values = PlainValues> extends PlannedDesiredState {
  /** Of the component, and of everything that there is one of, e.g. `acme-hub`. */
  readonly logicalName: string;
  readonly vpcId: V["text"];
  readonly instanceType: V["text"];
  /** Absent: the image is built, as `image` says. */
  readonly imageId?: V["text"] | undefined;
  /** Absent where `imageId` is given, and with `bootstrap`. */
  readonly image?: PlannedPart<ForwarderImageConfig<V>> | undefined;
  /** No image: each forwarder is made when it first boots. */
  readonly bootstrap?: PlannedBootstrap | undefined;
  /** 53 on UDP and TCP from exactly the ranges that may ask. */
  readonly ingressRules: readonly PlannedRule<V>[];
  /** 53 on UDP and TCP from each other: whoever makes way asks first whether the others answer. */
  readonly peerRules: readonly PlannedPeerRule[];
  /** To everywhere: 53 on UDP and TCP for resolvers of the sites, 443 for AWS, and with `bootstrap` 80 for packages. */
  readonly egressRules: readonly PlannedRule<V>[];
  /** The bucket's name begins so, e.g. `hybrid-dns-acme-hub-`; AWS makes the rest. */
  readonly bucketPrefix: string;
  /** What was replaced in the bucket stays so long. */
  readonly noncurrentDays: number;
  /** In key order, which is the order of their turn. */
  readonly slots: readonly PlannedSlot<V>[];
  readonly configuration: ForwarderConfiguration<V>;
  readonly alarms: readonly PlannedAlarm[];
  /** ARNs of whom alarms tell. */
  readonly alarmActions: V["texts"];
  readonly dashboardName: string;
  /** Where questions and answers are logged; absent: nowhere. */
  readonly queryLogGroup?: PlannedLogGroup | undefined;
  readonly tags: V["textMap"] | undefined;
}

/** A group of CloudWatch Logs. */
export interface PlannedLogGroup {
  /** e.g. `/hybrid-dns/acme-hub/queries` */
  readonly name: string;
  readonly retentionDays: number;
}

/** An alarm of CloudWatch, e.g. `acme-hub-a-without-holder`; one of its queries gives what is compared. */
export interface PlannedAlarm {
  readonly logicalName: string;
  readonly key: string;
  readonly description: string;
  readonly comparisonOperator: string;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly treatMissingData: string;
  readonly queries: readonly PlannedMetricQuery[];
}

/** A metric, or an expression of others. */
export interface PlannedMetricQuery {
  readonly id: string;
  readonly label: string;
  readonly returnData: boolean;
  readonly expression?: string | undefined;
  readonly metric?:
    | {
        readonly namespace: string;
        readonly metricName: string;
        readonly period: number;
        readonly stat: string;
        readonly dimensions: { readonly [name: string]: string };
      }
    | undefined;
}

/** A rule of a security group that lets in what has the same group, e.g. `acme-hub-udp-peers`. */
export interface PlannedPeerRule {
  readonly logicalName: string;
  readonly protocol: string;
  readonly port: number;
  readonly description: string;
}

/** A rule of a security group, e.g. `acme-hub-berlin-10.50.0.0-16-udp`. */
export interface PlannedRule<V extends Values = PlainValues> {
  readonly logicalName: string;
  /** IPv4 or IPv6 range; the front end sets the property that fits as soon as it is known. */
  readonly cidrBlock: V["text"];
  readonly protocol: string;
  readonly port: number;
  readonly description: string;
}

/** A place for one forwarder: interface, launch template and group have its logical name, e.g. `acme-hub-a`. */
export interface PlannedSlot<V extends Values = PlainValues> {
  readonly key: string;
  readonly logicalName: string;
  readonly subnetId: V["text"];
  /** Absent: AWS picks one. */
  readonly address?: string | undefined;
  readonly assignIpv6Address: boolean;
}

/** All that a forwarder's configuration is rendered from. */
export interface ForwarderConfiguration<V extends Values = PlainValues> {
  /** Ranges that may ask. */
  readonly clientCidrBlocks: readonly V["text"][];
  /** By zone name, absolute and lower-case; `.` is there: what is nobody's goes to its resolvers. */
  readonly forwardZones: { readonly [zoneName: string]: { readonly resolvers: V["texts"] } };
  /** Whether each question is logged with its answer. @default false */
  readonly logsQueries?: boolean | undefined;
}

/** A private or reverse zone. All logical names are complete. */
export interface PlannedZone<V extends Values = PlainValues> {
  /** e.g. `acme-cloud.acmecorp.com` */
  readonly logicalName: string;
  /** Absolute without final dot, lower-case. */
  readonly zoneName: string;
  /** The id of a zone that is there already; absent for a new one, which is made with `primaryVpc`. */
  readonly existingZoneId?: V["text"] | undefined;
  /** The VPC that a new zone is made with. */
  readonly primaryVpc?: PlannedVpcReference<V> | undefined;
  /** VPCs of other accounts, authorised by the account of the zone; before their association, which has the same name. */
  readonly authorizations: readonly PlannedAuthorization<V>[];
  /** What is associated besides; those left to another stack are not here. */
  readonly associations: readonly PlannedAssociation<V>[];
  readonly records: readonly PlannedRecord<V>[];
  readonly aliases: readonly PlannedAlias<V>[];
  /** Addresses that want PTR records. */
  readonly addressRecords: readonly AddressRecordConfig<V>[];
  readonly protect: boolean;
  readonly tags: V["textMap"] | undefined;
}

export interface PlannedVpcReference<V extends Values = PlainValues> {
  readonly vpcId: V["text"];
  readonly region?: V["text"] | undefined;
}

/** e.g. `acme-cloud.acmecorp.com-spoke` */
export interface PlannedAuthorization<V extends Values = PlainValues> extends PlannedVpcReference<V> {
  readonly logicalName: string;
}

/** e.g. `acme-cloud.acmecorp.com-spoke` */
export interface PlannedAssociation<V extends Values = PlainValues> extends PlannedVpcReference<V> {
  readonly logicalName: string;
  /** The VPC's; absent: the component's own. */
  readonly provider?: V["provider"] | undefined;
}

/** What joins a VPC to zones of another account. */
export interface PlannedVpcJoining<V extends Values = PlainValues> {
  /** Of the component and its option set, e.g. `acme`. */
  readonly logicalName: string;
  readonly vpcId: V["text"];
  /** In the order of the zones' names, e.g. `acme-cloud.acmecorp.com`. */
  readonly zones: readonly { readonly logicalName: string; readonly zoneId: V["text"] }[];
  /** Absent: the VPC keeps its option set. */
  readonly dhcpOptions?: DhcpOptionsConfig<V> | undefined;
}

/** The reverse zones of some ranges; `zones` in address order. */
export interface PlannedReverseZones<V extends Values = PlainValues> {
  readonly logicalName: string;
  readonly zones: readonly PlannedZone<V>[];
}

/** Records in a zone that is there already. */
export interface PlannedZoneRecords<V extends Values = PlainValues> {
  readonly logicalName: string;
  readonly zoneName: string;
  readonly records: readonly PlannedRecord<V>[];
  readonly aliases: readonly PlannedAlias<V>[];
  readonly addressRecords: readonly AddressRecordConfig<V>[];
}

/** One record set with values. */
export interface PlannedRecord<V extends Values = PlainValues> {
  /** e.g. `acme-cloud.acmecorp.com-app1-A` */
  readonly logicalName: string;
  /** Absolute without final dot, e.g. `app1.cloud.acmecorp.com`; the way AWS's resources want it. */
  readonly name: string;
  /** e.g. `AAAA` */
  readonly type: string;
  readonly ttlSeconds: number;
  /** The way AWS's resources want them: TXT without outer quotes, escaped, cut every 255 bytes as `first""rest`. */
  readonly values: V["texts"];
}

/** One record set that is an alias, e.g. `acme-cloud.acmecorp.com-web-A`. */
export interface PlannedAlias<V extends Values = PlainValues> {
  readonly logicalName: string;
  readonly name: string;
  /** `A` or `AAAA` */
  readonly type: string;
  readonly dnsName: V["text"];
  readonly zoneId: V["text"];
  readonly evaluateTargetHealth: boolean;
}

/** The option set of one VPC. */
export interface PlannedDhcpOptionSet<V extends Values = PlainValues> {
  /** Of the component, the option set and its association, e.g. `acme-spoke`. */
  readonly logicalName: string;
  readonly vpcId: V["text"];
  readonly domainNameServers: V["texts"];
  readonly domainName?: V["text"] | undefined;
  readonly ntpServers?: V["texts"] | undefined;
  /** Absent: AWS's default set. */
  readonly restoreDhcpOptionsId?: V["text"] | undefined;
  readonly tags?: V["textMap"] | undefined;
}
