import { Group } from "@pulumi/aws/autoscaling/group";
import { getSubnetOutput } from "@pulumi/aws/ec2/getSubnet";
import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import { NetworkInterface } from "@pulumi/aws/ec2/networkInterface";
import * as pulumi from "@pulumi/pulumi";
import { agentSettings } from "../core/agent-user-data";
import type { RenderedBootstrap } from "../core/forwarder-bootstrap";
import type { PlannedForwarders, PlannedSlot } from "../core/part-plan";
import type { InputValues } from "./hybrid-dns-args";
import { agentUserData, groupTags, tagsWith } from "./inputs";

type Plan = PlannedForwarders<InputValues>;

/** A slot's interface, and the address that it keeps. */
export interface DeclaredSlot {
  readonly slot: PlannedSlot<InputValues>;
  readonly networkInterface: NetworkInterface;
  /** That of the description is known at once, another one is the interface's. */
  readonly address: pulumi.Input<string>;
}

/** The interfaces outlive whatever stands on them. */
export function declareInterfaces(
  component: pulumi.ComponentResource,
  plan: Plan,
  securityGroupId: pulumi.Output<string>,
): readonly DeclaredSlot[] {
  return plan.slots.map((slot) => {
    const { logicalName, subnetId, address, assignIpv6Address } = slot;
    const networkInterface = new NetworkInterface(
      logicalName,
      {
        subnetId,
        securityGroups: [securityGroupId],
        description: `DNS forwarder ${logicalName}`,
        tags: tagsWith(plan.tags, { Name: logicalName }),
        ...(address !== undefined && { privateIps: [address] }),
        ...(assignIpv6Address && { ipv6AddressCount: 1 }),
      },
      { parent: component },
    );
    return { slot, networkInterface, address: address === undefined ? networkInterface.privateIp : address };
  });
}

/** What is launched in every slot. */
export interface Launched {
  readonly imageId: pulumi.Input<string>;
  /** What makes a forwarder where the image is a plain system's. */
  readonly bootstrap: RenderedBootstrap | undefined;
  readonly instanceProfile: pulumi.Output<string>;
  readonly bucket: pulumi.Output<string>;
  readonly region: pulumi.Output<string>;
  readonly configuration: pulumi.Output<string>;
}

/**
 * A group of one for each slot, whose launch template names the slot's interface.
 *
 * @param dependsOn - what a forwarder needs as soon as it boots
 */
export function declareGroups(
  component: pulumi.ComponentResource,
  plan: Plan,
  slots: readonly DeclaredSlot[],
  launched: Launched,
  dependsOn: readonly pulumi.Resource[],
): void {
  let previous: Group[] = [];
  for (const { slot, networkInterface } of slots) {
    const { logicalName, subnetId } = slot;
    const template = declareTemplate(component, plan, slot, networkInterface, launched);
    const { availabilityZone } = getSubnetOutput({ id: subnetId }, { parent: component });
    const group = new Group(
      logicalName,
      {
        // Another interface is another group: the old one's instance would hold the old interface for ever.
        name: pulumi.interpolate`${logicalName}-${networkInterface.id}`,
        minSize: 1,
        maxSize: 1,
        desiredCapacity: 1,
        // Subnets cannot be said beside an interface.
        availabilityZones: [availabilityZone],
        launchTemplate: { id: template.id, version: "$Latest" },
        healthCheckType: "EC2",
        healthCheckGracePeriod: 30,
        // The interface is free only once the old instance is gone,
        instanceMaintenancePolicy: { minHealthyPercentage: 0, maxHealthyPercentage: 100 },
        tags: groupTags(tagsWith(plan.tags, { Name: logicalName })),
      },
      {
        parent: component,
        // and so is the group's name.
        deleteBeforeReplace: true,
        // One forwarder stays while another one's group is replaced.
        dependsOn: [...dependsOn, ...previous],
      },
    );
    previous = [group];
  }
}

function declareTemplate(
  component: pulumi.ComponentResource,
  plan: Plan,
  { key, logicalName }: PlannedSlot<InputValues>,
  networkInterface: NetworkInterface,
  launched: Launched,
): LaunchTemplate {
  const tags = tagsWith(plan.tags, { Name: logicalName });
  return new LaunchTemplate(
    logicalName,
    {
      description: `DNS forwarder ${logicalName}`,
      imageId: launched.imageId,
      instanceType: plan.instanceType,
      networkInterfaces: [{ deviceIndex: 0, networkInterfaceId: networkInterface.id, deleteOnTermination: "false" }],
      iamInstanceProfile: { name: launched.instanceProfile },
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      // A forwarder that powers itself off makes way.
      instanceInitiatedShutdownBehavior: "terminate",
      userData: agentUserData(agentSettings(plan, key, launched), launched.configuration, launched.bootstrap),
      updateDefaultVersion: true,
      tagSpecifications: [
        {
          resourceType: "instance",
          tags: tagsWith(plan.tags, { Name: logicalName, "hybrid-dns:software": plan.software }),
        },
        { resourceType: "volume", tags },
      ],
      tags,
    },
    { parent: component },
  );
}
