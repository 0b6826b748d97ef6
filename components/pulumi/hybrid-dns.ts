import * as pulumi from "@pulumi/pulumi";
import { forwardersOnImage } from "../core/forwarder-images";
import type { Topology } from "../core/hybrid-dns-topology";
import { planTopology } from "../core/plan-topology";
import { resolveConfig } from "../core/resolve-config";
import type { SiteConfiguration } from "../core/site-configuration";
import { needsAwsAccess, resolveAwsAccess, restoresElsewhere } from "./aws-access";
import { DhcpOptions } from "./dhcp-options";
import { ForwarderImage } from "./forwarder-image";
import { Forwarders } from "./forwarders";
import type { HybridDnsArgs, InputValues } from "./hybrid-dns-args";
import { inOrderOfPreference, inputReader, siteConfigurationOf, stated, vpcAssociationOf } from "./inputs";
import type { VpcAssociationOutput } from "./part-args";
import { present } from "./present";
import { PrivateZone } from "./private-zone";
import { acceptPlan } from "./problems";
import { PtrRecords } from "./ptr-records";
import { ReverseMonitor } from "./reverse-monitor";
import { ReverseZones } from "./reverse-zones";

const hybridDnsType = "hybrid-dns:index:HybridDns";

/**
 * The hybrid DNS of an enterprise: forwarders, private zones with their records, reverse zones with PTR records,
 * DHCP options, and what the sites have to configure.
 *
 * ```ts
 * new HybridDns("acme", {
 *   vpcs: { main: { vpcId, cidrBlocks: ["10.20.0.0/16"], forwarders: { a: { subnetId: a.id }, b: { subnetId: b.id } } } },
 *   sites: { headquarters: { zones: ["acmecorp.com"], cidrBlocks: ["10.0.0.0/14"], resolvers: ["10.1.0.53"] } },
 *   privateZones: { "cloud.acmecorp.com": { records: { app1: { a: [app1.privateIp] }, web: { alias: loadBalancer } } } },
 * });
 * ```
 *
 * Several VPCs: only those with `forwarders` forward, the others ask them. Zones that are there already: `existing`.
 * A VPC of another account: its `accountId`, beside its `provider` or, without one, with a `VpcAssociation` in its own
 * stack, which gets `associations`. A VPC of another region: its `provider`. Internet names resolved on premises:
 * `internetVia`. A VPC that is not moved yet: `dhcpOptions: { enabled: false }`. PTR records for addresses that
 * others write: `ptrRecords: { monitor: true }`. What each site has to configure: `siteConfiguration`.
 *
 * Declares a `ForwarderImage` for each account and region with forwarders, a `Forwarders` for each VPC with forwarders, a `PrivateZone` for each private zone, one `ReverseZones`, one
 * `PtrRecords`, with `ptrRecords.monitor` a `ReverseMonitor`, and a `DhcpOptions` for each VPC; their own documentation says what these declare.
 *
 * Two small forwarders and five zones cost about $34 a month. DHCP takes at most 4 forwarders for a VPC.
 */
export class HybridDns extends pulumi.ComponentResource {
  /** Addresses of the forwarders, in address order, by VPC. */
  readonly forwarderAddresses: { [vpc: string]: pulumi.Output<string[]> };
  /** Buckets with the forwarders' configuration and reports, by VPC, for `hybrid-dns status`. */
  readonly configurationBuckets: { [vpc: string]: pulumi.Output<string> };
  /** What makes each site ask the forwarders, by site. */
  readonly siteConfiguration: { [site: string]: pulumi.Output<SiteConfiguration> };
  /** Ids of all zones, private and reverse, by zone name in lower case without final dot. */
  readonly zoneIds: { [zoneName: string]: pulumi.Output<string> };
  /** Names by reverse name, e.g. `{ "5.0.20.10.in-addr.arpa": ["app1.cloud.acmecorp.com"] }`. */
  readonly ptrRecords: pulumi.Output<{ [reverseName: string]: string[] }>;
  /** For the stacks of other accounts: the whole arguments of their `VpcAssociation`, by VPC with `accountId` and no `provider`. */
  readonly associations: { [vpc: string]: pulumi.Output<VpcAssociationOutput> };

  constructor(name: string, args: HybridDnsArgs, opts?: pulumi.ComponentResourceOptions) {
    super(hybridDnsType, name, {}, opts);
    const topology = acceptTopology(this, name, args, opts);
    const { access } = { ...args };

    const imageIds: { [key: string]: pulumi.Output<string> } = {};
    for (const { key, logicalName, config, provider } of topology.images) {
      imageIds[key] = new ForwarderImage(logicalName, config, stated({ parent: this, provider })).imageId;
    }
    const forwarders: { [vpc: string]: Forwarders } = {};
    for (const planned of topology.forwarders) {
      const { key, logicalName, provider } = planned;
      const args = forwardersOnImage(planned, imageIds);
      forwarders[key] = new Forwarders(logicalName, args, stated({ parent: this, provider }));
    }
    const forwardersOf = (vpcs: readonly string[]) => vpcs.map((vpc) => forwarders[vpc]!);
    const addressesOf = (vpcs: readonly string[]) => forwardersOf(vpcs).map(({ addresses }) => addresses);

    const zoneIds: { [zoneName: string]: pulumi.Output<string> } = {};
    for (const { key, logicalName, config } of topology.privateZones) {
      zoneIds[key] = new PrivateZone(logicalName, config, { parent: this }).zoneId;
    }
    for (const { logicalName, config } of present(topology.reverseZones)) {
      Object.assign(zoneIds, new ReverseZones(logicalName, config, { parent: this }).zoneIds);
    }

    const ptrs = present(topology.ptrRecords).map(({ logicalName, addressRecords, policy }) => {
      const wanted = { ...policy, addressRecords: [...addressRecords], zoneIds, access };
      return new PtrRecords(logicalName, wanted, { parent: this });
    });
    for (const { logicalName, config } of present(topology.reverseMonitor)) {
      // It goes first: what it leaves of the stack's records the stack deletes.
      new ReverseMonitor(logicalName, { ...config, zoneIds }, { parent: this, dependsOn: ptrs });
    }

    for (const { logicalName, config, forwardersOf: asked, provider } of topology.dhcpOptions) {
      const domainNameServers = inOrderOfPreference(addressesOf(asked));
      // Addresses are known before the forwarders stand: hosts are told only then.
      const opts = stated({ parent: this, provider, dependsOn: forwardersOf(asked) });
      new DhcpOptions(logicalName, { ...config, domainNameServers, access }, opts);
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
    const none = pulumi.output<{ [reverseName: string]: string[] }>({});
    [this.ptrRecords] = [...ptrs.map(({ ptrRecords }) => ptrRecords), none] as [typeof none];
    this.associations = Object.fromEntries(
      topology.associations.map((vpc) => [vpc.key, vpcAssociationOf(vpc, zoneIds, addressesOf(vpc.forwardersOf))]),
    );
    this.registerOutputs({
      forwarderAddresses: this.forwarderAddresses,
      configurationBuckets: this.configurationBuckets,
      siteConfiguration: this.siteConfiguration,
      zoneIds: this.zoneIds,
      ptrRecords: this.ptrRecords,
      associations: this.associations,
    });
  }
}

/** What is to be made, once it is known that nothing is wrong with the description. */
function acceptTopology(
  component: HybridDns,
  name: string,
  args: HybridDnsArgs,
  opts: pulumi.ComponentResourceOptions | undefined,
): Topology<InputValues> {
  // A program without types may give no arguments at all.
  const { access, ...config } = { ...args };
  const { resolved, problems, notices } = resolveConfig<InputValues>(name, config, inputReader);
  const plan = resolved && planTopology(resolved);
  const accessProblems = resolveAwsAccess(component, name, access, "route53").problems;
  // A description with other problems has no topology yet: then as if it had PTR records, as almost every one has.
  const needed = plan === undefined || needsAwsAccess(plan) ? accessProblems : [];
  const elsewhere = present(plan).flatMap(restoresElsewhere);
  return acceptPlan({ plan, problems: [...problems, ...needed, ...elsewhere], notices }, component, opts);
}
