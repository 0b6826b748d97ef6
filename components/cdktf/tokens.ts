import {
  type ForwarderConfiguration,
  type PlannedForwarders,
  type PlannedSite,
  renderSiteConfiguration,
  type SiteConfiguration,
  type ValueReader,
  type Values,
  zoneIdOf,
} from "../core";
import { renderAgentUserData } from "../core/agent-user-data";
import { renderDesiredState } from "../core/desired-state";
import type { RenderedBootstrap } from "../core/forwarder-bootstrap";
import { BETWEEN_RESOLVERS, renderForwarderConf } from "../core/forwarder-conf";
import type { AgentSettings } from "../core/forwarder-contract";
import { compareAddresses, parseAddress } from "../core/ip-address";
import { sha256Of } from "../io/sha256";
import type { DependingResource, TokenFunctions } from "./kit";
import type { GroupTag, TextMap } from "./kit-arguments";
import { placeholdersFor } from "./placeholders";

// The only file that knows tokens: core's functions take what is known, this makes Terraform expressions of the rest.

/** Content and references in a Terraform CDK: text that may hold tokens. */
export interface TokenValues<Provider = unknown> extends Values {
  text: string;
  texts: string[];
  textMap: { [key: string]: string };
  flag: boolean | Resolvable;
  provider?: Provider | undefined;
}

/** What a resource gives where a flag is wanted. */
export interface Resolvable {
  readonly creationStack: string[];
  resolve(context: never): unknown;
}

/** A token, or an expression that somebody wrote by hand. */
const EXPRESSION = /[$%]\{/;
const TEXT_TOKEN = /(\$\{TfToken\[[^\]]*\]\})/;
const LIST_TOKEN = /^#\{TfToken\[/;
const MAP_TOKEN = /^&\{TfToken\[/;

/** Tells core what of the arguments is known while the program runs. */
export function tokenReader<Provider>(functions: TokenFunctions): ValueReader<TokenValues<Provider>> {
  const reader: ValueReader<TokenValues<Provider>> = {
    text: (value) => (typeof value === "string" && !isUnknown(value) ? value : undefined),
    texts: (value) => (Array.isArray(value) && !isListToken(value) ? value.map(reader.text) : undefined),
    flag: (value) => (typeof value === "boolean" ? value : undefined),
    // A provider without region takes the environment's, which is then also everybody else's.
    regionOf: (provider) => (provider as { region?: string | undefined } | undefined)?.region,
    ownArguments: ["vpcs.*.provider", "eventsProvider"],
    txtValues: (texts, render) =>
      isListToken(texts)
        ? functions.each(texts, txtExpression("val"))
        : texts.map((text) => (isUnknown(text) ? `\${${txtExpression(operand(text))}}` : render(text))),
  };
  return reader;
}

/** Addresses in address order where all are known, else in the order of their keys: Terraform cannot sort addresses. */
export function inAddressOrder(addresses: readonly string[]): string[] {
  return addresses.some(isUnknown) ? [...addresses] : addresses.toSorted(byAddress);
}

/**
 * The complete configuration file of forwarders, whose own addresses are in the order of the slots.
 *
 * Addresses and ranges that are unknown are put in by Terraform, through functions that take nothing but an address or a
 * range: no text of anybody gets in unread here either. So no provider is needed for it, not even ours.
 */
export function forwarderConfiguration(
  { software, configuration: { clientCidrBlocks, forwardZones, ...rest } }: Plan,
  ownAddresses: readonly string[],
  functions: TokenFunctions,
): string {
  const resolvers = Object.values(forwardZones).map((zone) => zone.resolvers);
  const known = [clientCidrBlocks, ownAddresses, ...resolvers].flat().filter((text) => !isUnknown(text));
  const placeholders = placeholdersFor(known);
  const address = (text: string) => placeholders.standFor(`\${${addressExpression(operand(text))}}`);
  const range = (text: string) => {
    // As every range here is written: with its host bits cleared.
    return `${placeholders.standFor(`\${cidrsubnet(${operand(text)}, 0, 0)}`, "/32")}/32`;
  };
  const addresses = (texts: string[]) =>
    isListToken(texts)
      ? [
          placeholders.standFor(
            functions.join(BETWEEN_RESOLVERS[software], functions.each(texts, addressExpression("val"))),
          ),
        ]
      : texts.map((text) => (isUnknown(text) ? address(text) : text));
  const configuration: ForwarderConfiguration = {
    ...rest,
    clientCidrBlocks: clientCidrBlocks.map((text) => (isUnknown(text) ? range(text) : text)),
    forwardZones: Object.fromEntries(
      Object.entries(forwardZones).map(([name, zone]) => [name, { resolvers: addresses(zone.resolvers) }]),
    ),
  };
  // An interface has an address.
  const peers = ownAddresses.map((text) => (isUnknown(text) ? placeholders.standFor(text) : text));
  return placeholders.fill(renderForwarderConf(software, configuration, peers));
}

type Plan = PlannedForwarders<TokenValues>;

/** A text, what it is known by, and how long it is: numbers as Terraform's own where the text has tokens in it. */
export interface AddressedContent {
  readonly text: string;
  readonly sha256: string;
  readonly bytes: number | string;
}

/** @param name - names the text, where Terraform has to find out about it */
export function contentAddress(text: string, name: (text: string) => string): AddressedContent {
  if (!isUnknown(text)) {
    const sha256 = sha256Of(text);
    return { text, sha256, bytes: Buffer.byteLength(text) };
  }
  const named = name(text);
  const value = operand(named);
  // All of it is ASCII.
  return { text: named, sha256: `\${sha256(${value})}`, bytes: `\${length(${value})}` };
}

/** The object that says what forwarders should be. */
export function desiredState(
  plan: Plan,
  { sha256, bytes }: AddressedContent,
  imageId: string,
  addresses: readonly string[],
): string {
  const placeholders = placeholdersFor(addresses);
  const standFor = (text: string) => (isUnknown(text) ? placeholders.standFor(text) : text);
  const unknownLength = Number.MAX_SAFE_INTEGER;
  const rendered = renderDesiredState(plan, {
    configuration: { sha256: standFor(sha256), bytes: typeof bytes === "number" ? bytes : unknownLength },
    imageId: standFor(imageId),
    addresses: addresses.map(standFor),
  });
  return placeholders.fill(rendered).replace(`${unknownLength}`, () => `${bytes}`);
}

/**
 * What a forwarder is started with, in base64.
 *
 * @param name - names the script, of which Terraform makes base64
 */
export function agentUserData(
  settings: AgentSettings,
  { configuration, bootstrap }: { readonly configuration: string; readonly bootstrap: RenderedBootstrap | undefined },
  name: (text: string) => string,
): string {
  return `\${base64encode(${operand(name(renderAgentUserData(settings, configuration, bootstrap)))})}`;
}

/** What makes a site ask forwarders, whose addresses stand in order of preference. */
export function siteConfigurationOf(site: PlannedSite, addresses: readonly string[]): SiteConfiguration {
  const placeholders = placeholdersFor(addresses.filter((text) => !isUnknown(text)));
  const known = addresses.map((text) => (isUnknown(text) ? placeholders.standFor(text) : text));
  const { bind, unbound, windows } = renderSiteConfiguration(site, known);
  return { bind: placeholders.fill(bind), unbound: placeholders.fill(unbound), windows: placeholders.fill(windows) };
}

/** The property of a security group's rule that fits the range; an unknown one is in both, and null in one of them. */
export function ruleRange(cidrBlock: string): { cidrIpv4?: string; cidrIpv6?: string } {
  if (!isUnknown(cidrBlock)) return cidrBlock.includes(":") ? { cidrIpv6: cidrBlock } : { cidrIpv4: cidrBlock };
  const range = operand(cidrBlock);
  return {
    cidrIpv4: `\${${isIpv6(range)} ? null : ${range}}`,
    cidrIpv6: `\${${isIpv6(range)} ? ${range} : null}`,
  };
}

/** The caller's tags with `Name`, and with others of ours. */
export function tagsWith(tags: TextMap | undefined, ours: TextMap, functions: TokenFunctions): TextMap {
  return tags !== undefined && isMapToken(tags) ? functions.merge([tags, ours]) : { ...tags, ...ours };
}

/** Tags as an Auto Scaling group takes them; what it launches has its own. */
export function groupTags(tags: TextMap | undefined, ours: TextMap, functions: TokenFunctions): GroupTag[] {
  const all = tagsWith(tags, ours, functions);
  if (tags !== undefined && isMapToken(tags)) return functions.groupTags(all);
  return Object.entries(all).map(([key, value]) => ({ key, value, propagateAtLaunch: false }));
}

/** The id that stands at a zone's name; among ids that are unknown as a whole, at its plainest form. */
export function zoneIdAt(zoneIds: TextMap, zoneName: string, functions: TokenFunctions): string {
  return isMapToken(zoneIds) ? functions.lookup(zoneIds, zoneName) : zoneIdOf(zoneName, zoneIds).value!;
}

/** Ids of zones in a form that core takes for unknown, where they are. */
export function readableZoneIds(zoneIds: TextMap): TextMap {
  return zoneIds !== null && typeof zoneIds === "object" && isMapToken(zoneIds) ? new UnknownMap() : zoneIds;
}

/** Whatever has a class is no map of the user's. */
class UnknownMap {
  [key: string]: string;
}

/** e.g. `eu-west-1` of `arn:aws:imagebuilder:eu-west-1:123456789012:image/acme/1.0.0/1` */
export function regionOfArn(arn: string): string {
  return `\${split(":", ${arn})[3]}`;
}

/** The event bus of the account and region that an ARN is of. */
export function busOfArn(arn: string): string {
  const part = (index: number) => `split(":", ${arn})[${index}]`;
  return `\${join(":", ["arn", ${part(1)}, "events", ${part(3)}, ${part(4)}, "event-bus/default"])}`;
}

/** Id of the image that a build gave; a build here gives one. */
export function builtImageId(build: DependingResource): string {
  return `\${tolist(${build.fqn}.output_resources[0].amis)[0].image}`;
}

/** A text as Terraform takes it, where what looks like an expression in it is the text's own. */
export function literalText(text: string): string {
  return text.replaceAll(/[$%](?=\{)/g, "$&$&");
}

function isUnknown(text: string): boolean {
  return EXPRESSION.test(text);
}

function isListToken(texts: readonly string[]): boolean {
  return texts.length === 1 && LIST_TOKEN.test(texts[0]!);
}

function isMapToken(map: TextMap): boolean {
  return Object.keys(map).some((key) => MAP_TOKEN.test(key));
}

/**
 * Text with tokens in it as an operand of an expression. Inside one, a CDK writes what a token stands for without `${}`.
 *
 * What was written by hand, e.g. `${var.servers}`, is an expression already.
 */
function operand(text: string): string {
  const parts = text.split(TEXT_TOKEN).filter((part) => part !== "");
  const operands = parts.map((part) => {
    if (TEXT_TOKEN.test(part)) return part;
    const [, expression] = /^\$\{([^{}]*)\}$/.exec(part) ?? [];
    if (expression !== undefined) return `(${expression})`;
    return EXPRESSION.test(part) ? `"${part}"` : literal(part);
  });
  return operands.length === 1 ? operands[0]! : `join("", [${operands.join(", ")}])`;
}

/**
 * A text as a literal of Terraform's language.
 *
 * Without braces: by them the CDK tells where an expression ends, and so how tokens in it are to be written.
 */
function literal(text: string): string {
  const characters = JSON.stringify(text).replaceAll("\\b", "\\u0008").replaceAll("\\f", "\\u000c");
  return characters.replaceAll("{", "\\u007b").replaceAll("}", "\\u007d");
}

function isIpv6(value: string): string {
  return `length(regexall(":", ${value})) > 0`;
}

/** An address in its one form; what is none is refused, with its text in the message. */
function addressExpression(value: string): string {
  return `cidrhost(format("%s/%s", ${value}, ${isIpv6(value)} ? 128 : 32), 0)`;
}

/** As core's values of TXT records: escaped, cut after 255 characters; an escape is one. */
function txtExpression(value: string): string {
  const escaped = [`\\`, `"`].reduce(
    (text, each) => `replace(${text}, ${literal(each)}, ${literal(`\\${each}`)})`,
    value,
  );
  return `join(${literal(`""`)}, regexall(${literal(TXT_PIECE)}, ${escaped}))`;
}
const TXT_PIECE = String.raw`(?s:\\.|[^\\]){1,255}`;

function byAddress(left: string, right: string): number {
  const [first, second] = [parseAddress(left).value, parseAddress(right).value];
  return first && second ? compareAddresses(first, second) : left.localeCompare(right);
}
