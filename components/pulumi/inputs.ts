import * as pulumi from "@pulumi/pulumi";
import { renderSiteConfiguration } from "../core";
import { renderAgentUserData } from "../core/agent-user-data";
import { renderDesiredState } from "../core/desired-state";
import type { RenderedBootstrap } from "../core/forwarder-bootstrap";
import { renderForwarderConf } from "../core/forwarder-conf";
import type { AgentSettings } from "../core/forwarder-contract";
import { renderForwarderDashboard } from "../core/forwarder-dashboard";
import { type ExplainedStatement, renderPolicy } from "../core/forwarder-policies";
import type { PlannedSite, PlannedVpcAssociation } from "../core/hybrid-dns-topology";
import { compareAddresses, parseAddress } from "../core/ip-address";
import type { PlannedForwarders } from "../core/part-plan";
import { zoneIdOf } from "../core/parts/zone-records-plan";
import type { PlannedReverseMonitor } from "../core/planned-reverse-monitor";
import {
  eventBusOf,
  type KnownZones,
  renderEventPattern,
  renderMonitorPolicy,
  renderMonitorSettings,
  renderRedrivePolicy,
} from "../core/reverse-monitor-texts";
import type { SiteConfiguration } from "../core/site-configuration";
import type { ValueReader } from "../core/values";
import { sha256Of } from "../io/sha256";
import type { InputValues } from "./hybrid-dns-args";
import type { VpcAssociationOutput } from "./part-args";
import { present } from "./present";
import { refuseProblems } from "./problems";

// The only file that lifts Inputs: core's functions take what is known, this makes Outputs of them.

/** Tells core what of the arguments is known while the program runs; an Output never is. */
export const inputReader: ValueReader<InputValues> = {
  text: (value) => (typeof value === "string" ? value : undefined),
  texts: (value) => (Array.isArray(value) ? value.map((text) => inputReader.text(text)) : undefined),
  flag: (value) => (typeof value === "boolean" ? value : undefined),
  textsFrom: (values, render) => {
    const known = Array.isArray(values) ? values.filter((text) => typeof text === "string") : [];
    return Array.isArray(values) && known.length === values.length
      ? render(known)
      : pulumi.output(values as pulumi.Input<pulumi.Input<string>[]>).apply(render);
  },
  // A provider without region takes the environment's, which is then also everybody else's.
  regionOf: (provider) => provider?.region as pulumi.Output<string> | undefined,
  ownArguments: ["vpcs.*.provider", "eventsProvider"],
};

/** Addresses in address order; known at once where all of them are. */
export function inAddressOrder(addresses: readonly pulumi.Input<string>[]): pulumi.Output<string[]> {
  return pulumi.all([...addresses]).apply((known) => known.toSorted(byAddress));
}

/** The complete configuration file of forwarders, whose own addresses are in the order of the slots. */
export function forwarderConfiguration(
  { software, configuration }: PlannedForwarders<InputValues>,
  addresses: readonly pulumi.Input<string>[],
): pulumi.Output<string> {
  return (
    pulumi
      .all([pulumi.output(configuration), pulumi.all([...addresses])])
      // Under a user's mocks an interface may have no address.
      .apply(([known, peers]) => renderForwarderConf(software, known, peers.flatMap(present)))
  );
}

/** What a text is known by, and how long it is. */
export function contentAddress(text: pulumi.Output<string>): pulumi.Output<{ sha256: string; bytes: number }> {
  return text.apply((known) => ({
    sha256: sha256Of(known),
    bytes: Buffer.byteLength(known),
  }));
}

/** The object that says what forwarders should be. */
export function desiredState(
  plan: PlannedForwarders<InputValues>,
  configuration: ReturnType<typeof contentAddress>,
  imageId: pulumi.Input<string>,
  addresses: readonly pulumi.Input<string>[],
): pulumi.Output<string> {
  return pulumi
    .all([configuration, imageId, pulumi.all([...addresses])])
    .apply(([address, image, known]) =>
      renderDesiredState(plan, { configuration: address, imageId: image, addresses: known }),
    );
}

/** What a forwarder is started with, in base64. */
export function agentUserData(
  settings: Settled<AgentSettings>,
  configuration: pulumi.Output<string>,
  bootstrap: RenderedBootstrap | undefined,
): pulumi.Output<string> {
  return pulumi
    .all([pulumi.output(settings), configuration])
    .apply(([known, text]) =>
      Buffer.from(renderAgentUserData(known as AgentSettings, text, bootstrap)).toString("base64"),
    );
}
type Settled<Values> = { [Key in keyof Values]: pulumi.Input<Values[Key]> };

/** A policy about the things that ARNs name. */
export function policyAbout<Arns>(
  arn: pulumi.Output<Arns>,
  statements: (arn: Arns) => readonly ExplainedStatement[],
): pulumi.Output<string> {
  return arn.apply((known) => renderPolicy(statements(known as Arns)));
}

/** The texts of a reverse monitor that zone ids are in. */
export function monitorTexts(plan: PlannedReverseMonitor<InputValues>) {
  const zones = pulumi
    .output({ zones: [...plan.zones], reverseZones: [...plan.reverseZones] })
    .apply((known) => known as KnownZones);
  return {
    settings: zones.apply((known) => renderMonitorSettings(plan, known)),
    eventPattern: zones.apply((known) => renderEventPattern(known)),
    policy: (queueArn: pulumi.Output<string>, logGroupArn: pulumi.Output<string>) =>
      pulumi
        .all([zones, queueArn, logGroupArn])
        .apply(([known, queue, logs]) => renderMonitorPolicy(plan, known, { queueArn: queue, logGroupArn: logs })),
  };
}

/** What becomes of a message that was tried often enough. */
export function redrivePolicy(deadLetterQueueArn: pulumi.Output<string>, tries: number): pulumi.Output<string> {
  return deadLetterQueueArn.apply((arn) => renderRedrivePolicy(arn, tries));
}

/** What CloudWatch shows of forwarders. */
export function forwarderDashboard(
  { logicalName, slots }: PlannedForwarders<InputValues>,
  region: pulumi.Output<string>,
): pulumi.Output<string> {
  const keys = slots.map(({ key }) => key);
  return region.apply((known) => renderForwarderDashboard(logicalName, keys, known));
}

/** What makes a site ask forwarders, whose addresses stand in order of preference. */
export function siteConfigurationOf(
  site: PlannedSite,
  addresses: readonly pulumi.Output<string[]>[],
): pulumi.Output<SiteConfiguration> {
  return pulumi.all([...addresses]).apply((known) => renderSiteConfiguration(site, known.flat()));
}

/** What a stack of another account is told to join its VPC. */
export function vpcAssociationOf(
  { zones, config }: PlannedVpcAssociation<InputValues>,
  zoneIds: { [zoneName: string]: pulumi.Output<string> },
  addresses: readonly pulumi.Output<string[]>[],
): pulumi.Output<VpcAssociationOutput> {
  const asked = present(addresses[0]).map(() => inOrderOfPreference(addresses));
  return pulumi
    .output({
      ...config,
      zoneIds: Object.fromEntries(zones.map((name) => [name, zoneIds[name]!])),
      domainNameServers: asked[0],
    })
    .apply((known) => stated(known) as VpcAssociationOutput);
}

/** The forwarders that hosts ask, in order of preference. */
export function inOrderOfPreference(addresses: readonly pulumi.Output<string[]>[]): pulumi.Output<string[]> {
  return pulumi.all([...addresses]).apply((known) => known.flat());
}

/** The property of a security group's rule that fits the range; both are open as long as the range is. */
export function ruleRange(cidrBlock: pulumi.Input<string>): {
  cidrIpv4?: pulumi.Input<string>;
  cidrIpv6?: pulumi.Input<string>;
} {
  if (typeof cidrBlock === "string") return isIpv6(cidrBlock) ? { cidrIpv6: cidrBlock } : { cidrIpv4: cidrBlock };
  const known = pulumi.output(cidrBlock);
  // An absent property is `undefined` inside the Output, which the declarations of @pulumi/aws 6 do not say.
  return {
    cidrIpv4: known.apply((range) => (isIpv6(range) ? undefined : range) as string),
    cidrIpv6: known.apply((range) => (isIpv6(range) ? range : undefined) as string),
  };
}

/** The caller's tags with `Name`, and with others of ours. */
export function tagsWith(
  tags: InputValues["textMap"] | undefined,
  ours: { [key: string]: string },
): pulumi.Input<{ [key: string]: pulumi.Input<string> }> {
  return pulumi.Output.isInstance(tags) || tags instanceof Promise
    ? pulumi.output(tags).apply((known) => ({ ...known, ...ours }))
    : { ...tags, ...ours };
}

/** Tags as an Auto Scaling group takes them; what it launches has its own. */
export function groupTags(tags: ReturnType<typeof tagsWith>) {
  return pulumi
    .output(tags)
    .apply((known) =>
      Object.entries(known).map(([key, value]) => ({ key, value: value as string, propagateAtLaunch: false })),
    );
}

/** Leaves out what is `undefined`: the arguments of @pulumi/aws 6 may be absent, but not `undefined`. */
export function stated<Properties extends object>(properties: Properties): Stated<Properties> {
  return Object.fromEntries(
    Object.entries(properties).filter(([, value]) => value !== undefined),
  ) as Stated<Properties>;
}
type Stated<Properties> = {
  [Key in keyof Properties as undefined extends Properties[Key] ? never : Key]: Properties[Key];
} & {
  [Key in keyof Properties as undefined extends Properties[Key] ? Key : never]?: Exclude<Properties[Key], undefined>;
};

function byAddress(left: string, right: string): number {
  const [first, second] = [parseAddress(left).value, parseAddress(right).value];
  // Under a user's mocks an interface may have an address that is none.
  return first && second ? compareAddresses(first, second) : left.localeCompare(right);
}

function isIpv6(range: string): boolean {
  return range.includes(":");
}

/**
 * What follows from a value: at once where its maps and lists are known, however unknown the texts in them; else an Output in
 * the same type's place, which the engine takes as well.
 */
export function whenKnown<Value, Result>(value: Value, follow: (known: Value) => Result): Result {
  if (isKnownThroughout(value)) return follow(value);
  const later = pulumi.output(value as unknown) as pulumi.Output<unknown>;
  return later.apply((known) => follow(known as Value)) as Result;
}

/** Whether a value is no Output or promise. */
export function isKnownNow(value: unknown): boolean {
  return !pulumi.Output.isInstance(value) && !(value instanceof Promise);
}

/** Down to what stands where a text is expected, as far as roles and endpoints go. */
function isKnownThroughout(value: unknown): boolean {
  if (!isKnownNow(value)) return false;
  return !Array.isArray(value) || value.every(isKnownThroughout);
}

/** A map that a resource leaves out when it is empty. */
export function orNone<Value>(map: pulumi.Output<{ [key: string]: Value }>): pulumi.Output<{ [key: string]: Value }> {
  return map.apply((known) => ({ ...known }));
}

/**
 * The id that stands at a zone's name, however that is written.
 *
 * Once the ids are known, a name that is not among them ends the program: ZONE_ID_MISSING.
 */
export function zoneIdAt(
  zoneIds: InputValues["textMap"],
  zoneName: string,
  component: pulumi.ComponentResource,
): pulumi.Output<string> {
  return pulumi.output(zoneIds).apply((known) => {
    const { value, fault } = zoneIdOf(zoneName, known);
    refuseProblems(
      present(fault).map((each) => ({ ...each, path: "zoneIds" })),
      component,
    );
    return value as string;
  });
}

/** The event bus of the account and region that an ARN is of. */
export function busOfArn(arn: pulumi.Output<string>): pulumi.Output<string> {
  return arn.apply((known) => eventBusOf(known));
}

/** e.g. `eu-west-1` of `arn:aws:imagebuilder:eu-west-1:123456789012:image/acme/1.0.0/1` */
export function regionOfArn(arn: pulumi.Output<string>): pulumi.Output<string> {
  // Under a user's mocks there is none.
  return arn.apply((known) => known?.split(":")[3] as string);
}

/** Id of the image that a build gave; a build here gives one. */
export function builtImageId(outputs: pulumi.Output<readonly BuiltImages[]>): pulumi.Output<string> {
  // Under a user's mocks there are no outputs.
  return outputs.apply((known) => known?.[0]?.amis[0]?.image as string);
}
interface BuiltImages {
  readonly amis: readonly { readonly image: string }[];
}
