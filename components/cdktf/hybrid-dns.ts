import type { Construct, IConstruct } from "constructs";
import { planTopology, resolveConfig, type SiteConfiguration, type Topology, type VpcAssociationConfig } from "../core";
import { restoresElsewhere } from "../core/checks/restore-elsewhere";
import { forwardersOnImage } from "../core/forwarder-images";
import { Component, idOfKey, level } from "./component";
import type { HybridDnsProps } from "./hybrid-dns-props";
import type { Kit } from "./kit";
import type { PartClasses } from "./part-props";
import { siteConfigurationOf, type TokenValues, tokenReader } from "./tokens";

/**
 * The hybrid DNS of an enterprise: forwarders, private zones with their records, reverse zones with PTR records,
 * DHCP options, and what the sites have to configure. PTR records need the stack's `HybridDnsProvider`.
 *
 * ```ts
 * new HybridDns(stack, "acme", {
 *   vpcs: { main: { vpcId, cidrBlocks: ["10.20.0.0/16"], forwarders: { a: { subnetId: a.id }, b: { subnetId: b.id } } } },
 *   sites: { headquarters: { zones: ["acmecorp.com"], cidrBlocks: ["10.0.0.0/14"], resolvers: ["10.1.0.53"] } },
 *   privateZones: { "cloud.acmecorp.com": { records: { app1: { a: [app1.privateIp] }, web: { alias: loadBalancer } } } },
 * });
 * ```
 *
 * Several VPCs: only those with `forwarders` forward, the others ask them. Zones that are there already: `existing`.
 * A VPC of another account: its `accountId`, beside its `provider` or, without one, with a `VpcAssociation` in its own
 * stack, which gets `associations`. A VPC of another region: its `provider`.
 * Internet names resolved on premises: `internetVia`. A VPC that is not moved yet: `dhcpOptions: { enabled: false }`. PTR
 * records for addresses that others write: `ptrRecords: { monitor: true }`. What each site has to configure:
 * `siteConfiguration`.
 *
 * Declares a `ForwarderImage` for each account and region with forwarders, a `Forwarders` for each VPC with forwarders, a `PrivateZone` for each private zone, one `ReverseZones`, one
 * `PtrRecords`, with `ptrRecords.monitor` a `ReverseMonitor`, and a `DhcpOptions` for each VPC; their own documentation says what these declare.
 *
 * Two small forwarders and five zones cost about $34 a month. DHCP takes at most 4 forwarders for a VPC.
 */
export class HybridDns<Provider, Access extends Provider> extends Component<Provider> {
  /** Addresses of the forwarders, in address order, by VPC; where AWS picks one, in the order of their keys. */
  readonly forwarderAddresses: { [vpc: string]: string[] };
  /** Buckets with the forwarders' configuration and reports, by VPC, for `hybrid-dns status`. */
  readonly configurationBuckets: { [vpc: string]: string };
  /** What makes each site ask the forwarders, by site. */
  readonly siteConfiguration: { [site: string]: SiteConfiguration };
  /** Ids of all zones, private and reverse, by zone name in lower case without final dot. */
  readonly zoneIds: { [zoneName: string]: string };
  /** Names by reverse name, e.g. `{ "5.0.20.10.in-addr.arpa": ["app1.cloud.acmecorp.com"] }`. */
  readonly ptrRecords: { [reverseName: string]: string[] };
  /** For the stacks of other accounts: the whole arguments of their `VpcAssociation`, by VPC with `accountId` and no `provider`. */
  readonly associations: { [vpc: string]: VpcAssociationConfig<TokenValues> };

  constructor(
    kit: Kit<Provider>,
    parts: PartClasses<Provider, Access>,
    scope: Construct,
    id: string,
    props: HybridDnsProps<Provider, Access>,
  ) {
    const { provider, access, ...config } = props;
    super(kit, scope, id, provider);
    const topology = this.topologyOf(config);

    const imageIds: { [key: string]: string } = {};
    for (const { key, config, provider: ofVpc = provider } of topology.images) {
      const image = new parts.ForwarderImage(level(this, "ForwarderImage"), key, { ...config, provider: ofVpc });
      imageIds[key] = image.imageId;
    }
    const forwarders: { [vpc: string]: InstanceType<PartClasses<Provider, Access>["Forwarders"]> } = {};
    for (const planned of topology.forwarders) {
      const { key, provider: ofVpc = provider } = planned;
      const config = forwardersOnImage(planned, imageIds);
      forwarders[key] = new parts.Forwarders(level(this, "Forwarders"), idOfKey(key), { ...config, provider: ofVpc });
    }
    const addressesOf = (vpcs: readonly string[]) => vpcs.flatMap((vpc) => forwarders[vpc]!.addresses);

    const zoneIds: { [zoneName: string]: string } = {};
    for (const { key, config } of topology.privateZones) {
      zoneIds[key] = new parts.PrivateZone(this, idOfKey(key), { ...config, provider }).zoneId;
    }
    if (topology.reverseZones !== undefined) {
      const { config } = topology.reverseZones;
      Object.assign(zoneIds, new parts.ReverseZones(this, "ReverseZones", { ...config, provider }).zoneIds);
    }

    this.ptrRecords = {};
    if (topology.ptrRecords !== undefined) {
      const { addressRecords, policy } = topology.ptrRecords;
      const wanted = { ...policy, addressRecords: [...addressRecords], zoneIds, access };
      const ptrs = new parts.PtrRecords(this, "PtrRecords", wanted);
      this.ptrRecords = ptrs.ptrRecords;
      if (topology.reverseMonitor !== undefined) {
        const { key, config } = topology.reverseMonitor;
        const described = { ...config, zoneIds, provider };
        const monitor = new parts.ReverseMonitor(level(this, "ReverseMonitor"), key, described);
        // It goes first: what it leaves of the stack's records the stack deletes.
        dependOn(kit, monitor.node.findAll(), [ptrs]);
      }
    }

    for (const { key, config, forwardersOf, provider: ofVpc = provider } of topology.dhcpOptions) {
      const domainNameServers = addressesOf(forwardersOf);
      const told = new parts.DhcpOptions(level(this, "DhcpOptions"), idOfKey(key), {
        ...config,
        domainNameServers,
        provider: ofVpc,
        access,
      });
      // Addresses are known before the forwarders stand: hosts are told only then, and told otherwise before these go.
      const asked = forwardersOf.map((vpc) => forwarders[vpc]!);
      dependOn(kit, [told.node.findChild("Resource"), told.node.tryFindChild("Restore")], asked);
    }

    this.forwarderAddresses = Object.fromEntries(
      topology.forwarders.map(({ key }) => [key, forwarders[key]!.addresses]),
    );
    this.configurationBuckets = Object.fromEntries(
      topology.forwarders.map(({ key }) => [key, forwarders[key]!.configurationBucket]),
    );
    this.siteConfiguration = Object.fromEntries(
      topology.sites.map((site) => [site.key, siteConfigurationOf(site, addressesOf(site.forwardersOf))]),
    );
    this.zoneIds = zoneIds;
    this.associations = Object.fromEntries(
      topology.associations.map(({ key, zones, forwardersOf, config }) => {
        const ids = Object.fromEntries(zones.map((name) => [name, zoneIds[name]!]));
        const domainNameServers = addressesOf(forwardersOf);
        const told = domainNameServers.length > 0 && { domainNameServers };
        return [key, { ...withoutAbsent(config), zoneIds: ids, ...told }];
      }),
    );
  }

  /** What is to be made, once it is known that nothing is wrong with the description. */
  private topologyOf(
    config: Omit<HybridDnsProps<Provider, Access>, "provider" | "access">,
  ): Topology<TokenValues<Provider>> {
    const { resolved, problems, notices } = resolveConfig(
      this.logicalName,
      config,
      tokenReader<Provider>(this.kit.functions),
    );
    const plan = resolved && planTopology(resolved);
    const elsewhere = plan === undefined ? [] : restoresElsewhere(plan);
    return this.accept({ plan, problems: [...problems, ...elsewhere], notices });
  }
}

/** What is not said is no argument of the other stack either. */
function withoutAbsent<Config extends object>(config: Config): Config {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined)) as Config;
}

/** Some resources, and what refers to them, come after all that is below others: Terraform knows resources only. */
function dependOn<Provider>(
  kit: Kit<Provider>,
  constructs: readonly (IConstruct | undefined)[],
  others: readonly IConstruct[],
): void {
  const resources = (each: IConstruct | undefined) => kit.resourceOf(each) ?? [];
  const before = others.flatMap(({ node }) => node.findAll()).flatMap(resources);
  for (const resource of constructs.flatMap(resources)) {
    resource.dependsOn = [...(resource.dependsOn ?? []), ...before.map((each) => kit.functions.dependency(each))];
  }
}
