import { awsZones, VPC_RESOLVER } from "../aws-names";
import { backendOf, buildsImage, DEFAULT_INSTANCE_TYPE, IMAGE_KEY, imageConfigOf } from "../backend";
import type { Ec2ForwarderConfig, QueryLoggingConfig } from "../backend-config";
import { checkForwardersConfig, forwardZonesOf } from "../checks/forwarders-config-check";
import { checkComponentName, checkRoleName } from "../checks/logical-name-check";
import { compareDomainNames, type DomainName, withoutFinalDot } from "../domain-name";
import { forwarderAlarms } from "../forwarder-alarms";
import type { PlannedBootstrap } from "../forwarder-bootstrap";
import { dashboardName } from "../forwarder-dashboard";
import type { ForwarderImageConfig } from "../forwarder-image-config";
import { architectureOf } from "../instance-architecture";
import type { ForwardersConfig } from "../part-config";
import type { ForwarderConfiguration, PlannedForwarders, PlannedLogGroup, Planning } from "../part-plan";
import type { PlannedPart } from "../planned-part";
import { entriesInOrder } from "../reading/argument-path";
import { forwardersArguments } from "../reading/description-schema";
import { isReverseZone } from "../reverse-zone";
import { ownText, ownTexts, type ValueReader, type Values } from "../values";
import { egressRules, ingressRules, peerRules } from "./forwarder-rules";
import { planPart } from "./planning";

/** What was replaced in the bucket, e.g. yesterday's desired state, can be looked at so long. */
const NONCURRENT_DAYS = 90;

/**
 * Checks and plans the forwarders of one VPC. What is nobody's goes to the VPC's resolver, and so do AWS's own names
 * wherever else the root goes, unless `forwardZones` says otherwise.
 */
export function planForwarders<V extends Values>(
  logicalName: string,
  config: ForwardersConfig<V>,
  reader?: ValueReader<V>,
): Planning<PlannedForwarders<V>> {
  return planPart<V, ForwardersConfig<V>, PlannedForwarders<V>>(
    config,
    forwardersArguments,
    reader,
    (read, values, report) => {
      checkComponentName(logicalName, report);
      checkForwardersConfig(read, values, report);
      const longest = imageOf(String(logicalName), read)?.logicalName ?? String(logicalName);
      checkRoleName(longest, "name", "take a shorter name", report);
      return () => plan(logicalName, read, values);
    },
  );
}

function plan<V extends Values>(
  logicalName: string,
  config: ForwardersConfig<V>,
  reader: ValueReader<V>,
): PlannedForwarders<V> {
  const { software, config: backend } = backendOf(config.backend);
  const slots = entriesInOrder(config.forwarders).map(([key, { subnetId, address, assignIpv6Address }]) => ({
    key,
    logicalName: `${logicalName}-${key}`,
    subnetId,
    address,
    assignIpv6Address: assignIpv6Address ?? false,
  }));
  const keys = slots.map(({ key }) => key);
  const configuration = configurationOf(config);
  return {
    logicalName,
    vpcId: config.vpcId,
    software,
    instanceType: backend.instanceType ?? ownText<V>(DEFAULT_INSTANCE_TYPE),
    imageId: backend.imageId,
    image: imageOf(logicalName, config),
    bootstrap: bootstrapOf(backend, reader),
    ingressRules: ingressRules(logicalName, config.clientCidrBlocks),
    peerRules: peerRules(logicalName),
    egressRules: egressRules(logicalName, backend.bootstrap !== undefined),
    bucketPrefix: bucketPrefix(logicalName),
    noncurrentDays: NONCURRENT_DAYS,
    slots,
    configuration,
    probes: probesOf(Object.keys(configuration.forwardZones) as DomainName[]),
    alarms: forwarderAlarms(logicalName, keys),
    alarmActions: backend.alarmActions ?? ownTexts<V>([]),
    dashboardName: dashboardName(logicalName),
    queryLogGroup: queryLogGroup(logicalName, backend.queryLogging),
    tags: config.tags,
  };
}

/** Absent where the image is there already, and where none is wanted. */
function imageOf<V extends Values>(
  logicalName: string,
  { backend, tags }: ForwardersConfig<V>,
): PlannedPart<ForwarderImageConfig<V>> | undefined {
  const { config } = backendOf(backend);
  if (!buildsImage(config)) return undefined;
  const key = IMAGE_KEY;
  return { key, logicalName: `${logicalName}-${key}`, config: imageConfigOf(config, { tags }) };
}

function bootstrapOf<V extends Values>(
  { bootstrap, instanceType }: Ec2ForwarderConfig<V>,
  reader: ValueReader<V>,
): PlannedBootstrap | undefined {
  if (bootstrap === undefined) return undefined;
  const type = instanceType === undefined ? DEFAULT_INSTANCE_TYPE : reader.text(instanceType);
  // What is none, or known too late, has been refused.
  return { ...bootstrap, architecture: (type === undefined ? undefined : architectureOf(type)) ?? "arm64" };
}

const RETENTION_DAYS = 30;

function queryLogGroup(logicalName: string, queryLogging: QueryLoggingConfig | undefined): PlannedLogGroup | undefined {
  if (queryLogging === undefined) return undefined;
  return { name: `/hybrid-dns/${logicalName}/queries`, retentionDays: queryLogging.retentionDays ?? RETENTION_DAYS };
}

/** AWS takes 37 characters and puts 26 of its own behind them. The beginning is of ours, since S3 keeps some for itself. */
const LONGEST_BUCKET_PREFIX = 37;

function bucketPrefix(logicalName: string): string {
  const whole = `hybrid-dns-${logicalName.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
  return `${whole.slice(0, LONGEST_BUCKET_PREFIX - 1).replace(/-+$/, "")}-`;
}

const MOST_PROBES = 32;

/** Forward zones before reverse ones: they are asked for most. */
function probesOf(zones: readonly DomainName[]): readonly string[] {
  const named = zones.filter((zone) => zone !== ".");
  const inTurn = [...named.filter((zone) => !isReverseZone(zone)), ...named.filter((zone) => isReverseZone(zone))];
  return inTurn.slice(0, MOST_PROBES).map(withoutFinalDot);
}

function configurationOf<V extends Values>(config: ForwardersConfig<V>): ForwarderConfiguration<V> {
  const zones = new Map<DomainName, { readonly resolvers: V["texts"] }>();
  for (const name of ["." as DomainName, ...awsZones("aws")]) zones.set(name, { resolvers: vpcResolver<V>() });
  for (const { name, config: zone } of forwardZonesOf(config, () => {})) zones.set(name, { resolvers: zone.resolvers });
  return {
    clientCidrBlocks: entriesInOrder(config.clientCidrBlocks).map(([, cidrBlock]) => cidrBlock),
    forwardZones: Object.fromEntries([...zones].sort(([left], [right]) => compareDomainNames(left, right))),
    ...(backendOf(config.backend).config.queryLogging !== undefined && { logsQueries: true }),
  };
}

function vpcResolver<V extends Values>(): V["texts"] {
  return ownTexts<V>([ownText<V>(VPC_RESOLVER)]);
}
