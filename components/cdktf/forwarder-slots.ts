import type { PlannedForwarders, PlannedSlot } from "../core";
import { agentSettings } from "../core/agent-user-data";
import type { RenderedBootstrap } from "../core/forwarder-bootstrap";
import { idOfKey, level } from "./component";
import type { Place } from "./configuration-bucket";
import type { DependingResource } from "./kit";
import { agentUserData, groupTags, type TokenValues, tagsWith } from "./tokens";

type Plan = PlannedForwarders<TokenValues>;

/** A slot's interface, and the address that it keeps. */
export interface DeclaredSlot {
  readonly slot: PlannedSlot<TokenValues>;
  readonly networkInterfaceId: string;
  /** That of the description is known at once, another one is the interface's. */
  readonly address: string;
}

/** The interfaces outlive whatever stands on them. */
export function declareInterfaces<Provider>(
  { kit, scope, meta }: Place<Provider>,
  plan: Plan,
  securityGroupId: string,
): readonly DeclaredSlot[] {
  return plan.slots.map((slot) => {
    const { key, logicalName, subnetId, address, assignIpv6Address } = slot;
    const networkInterface = new kit.NetworkInterface(level(scope, "NetworkInterface"), idOfKey(key), {
      subnetId,
      securityGroups: [securityGroupId],
      description: `DNS forwarder ${logicalName}`,
      tags: tagsWith(plan.tags, { Name: logicalName }, kit.functions),
      ...(address !== undefined && { privateIps: [address] }),
      ...(assignIpv6Address && { ipv6AddressCount: 1 }),
      ...meta,
    });
    return { slot, networkInterfaceId: networkInterface.id, address: address ?? networkInterface.privateIp };
  });
}

/** What is launched in every slot. */
export interface Launched {
  readonly imageId: string;
  /** What makes a forwarder where the image is a plain system's. */
  readonly bootstrap: RenderedBootstrap | undefined;
  readonly instanceProfile: string;
  readonly bucket: string;
  readonly region: string;
  readonly configuration: string;
}

/**
 * A group of one for each slot, whose launch template names the slot's interface.
 *
 * @param dependsOn - what a forwarder needs as soon as it boots
 */
export function declareGroups<Provider>(
  place: Place<Provider>,
  plan: Plan,
  slots: readonly DeclaredSlot[],
  launched: Launched,
  dependsOn: readonly DependingResource[],
): void {
  const { kit, scope, meta } = place;
  let previous: DependingResource[] = [];
  for (const { slot, networkInterfaceId } of slots) {
    const { key, logicalName, subnetId } = slot;
    const { id } = declareTemplate(place, plan, slot, networkInterfaceId, launched);
    const subnet = new kit.DataAwsSubnet(level(scope, "Subnet"), idOfKey(key), { id: subnetId, ...meta });
    const group = new kit.AutoscalingGroup(level(scope, "Group"), idOfKey(key), {
      // Another interface is another group: the old one's instance would hold the old interface for ever.
      name: `${logicalName}-${networkInterfaceId}`,
      minSize: 1,
      maxSize: 1,
      desiredCapacity: 1,
      // Subnets cannot be said beside an interface.
      availabilityZones: [subnet.availabilityZone],
      launchTemplate: { id, version: "$Latest" },
      healthCheckType: "EC2",
      healthCheckGracePeriod: 30,
      // The interface is free only once the old instance is gone.
      instanceMaintenancePolicy: { minHealthyPercentage: 0, maxHealthyPercentage: 100 },
      tag: groupTags(plan.tags, { Name: logicalName }, kit.functions),
      // One forwarder stays while another one's group is replaced.
      dependsOn: [...dependsOn, ...previous],
      ...meta,
    });
    previous = [group];
  }
}

function declareTemplate<Provider>(
  { kit, scope, meta }: Place<Provider>,
  plan: Plan,
  { key, logicalName }: PlannedSlot<TokenValues>,
  networkInterfaceId: string,
  launched: Launched,
) {
  const tags = tagsWith(plan.tags, { Name: logicalName }, kit.functions);
  const named = (text: string) => kit.functions.local(level(scope, "UserData"), idOfKey(key), text);
  const ofInstance = { Name: logicalName, "hybrid-dns:software": plan.software };
  return new kit.LaunchTemplate(level(scope, "LaunchTemplate"), idOfKey(key), {
    description: `DNS forwarder ${logicalName}`,
    imageId: launched.imageId,
    instanceType: plan.instanceType,
    networkInterfaces: [{ deviceIndex: 0, networkInterfaceId, deleteOnTermination: "false" }],
    iamInstanceProfile: { name: launched.instanceProfile },
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
    // A forwarder that powers itself off makes way.
    instanceInitiatedShutdownBehavior: "terminate",
    userData: agentUserData(agentSettings(plan, key, launched), launched, named),
    updateDefaultVersion: true,
    tagSpecifications: [
      { resourceType: "instance", tags: tagsWith(plan.tags, ofInstance, kit.functions) },
      { resourceType: "volume", tags },
    ],
    tags,
    ...meta,
  });
}
