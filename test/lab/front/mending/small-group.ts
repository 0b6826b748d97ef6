import {
  type Activity,
  AutoScalingClient,
  type AutoScalingGroup,
  CreateAutoScalingGroupCommand,
  type CreateAutoScalingGroupCommandInput,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
} from "@aws-sdk/client-auto-scaling";
import { CreateLaunchTemplateCommand, type RequestLaunchTemplateData } from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { clientOf, type RunningFront, region } from "../running-front";
import type { SmallNetwork } from "./small-network";

/** Short ways to groups of one instance on an interface of a small network. */
export interface SmallGroups {
  readonly autoScaling: AutoScalingClient;
  readonly makeTemplate: (data: RequestLaunchTemplateData) => Promise<string>;
  /** A template that launches on an interface, with all that a forwarder's has. */
  readonly templateOn: (interfaceId: string, data?: RequestLaunchTemplateData) => Promise<string>;
  /** A group of one with the newest version of a template. */
  readonly makeGroup: (templateId: string, given?: Partial<CreateAutoScalingGroupCommandInput>) => Promise<string>;
  readonly describe: (name: string) => Promise<AutoScalingGroup | undefined>;
  /** The instance that a group has, when it has one that `suits`. */
  readonly holder: (name: string, suits?: (id: string) => boolean) => Promise<string>;
  /** Newest first. */
  readonly activities: (name: string) => Promise<Activity[]>;
}

export const profileName = "slot";
const patience = 30_000;

/** Asks until there is a value; what the emulator does by itself takes it up to a second. */
export async function eventually<Value>(what: string, ask: () => Promise<Value | undefined>): Promise<Value> {
  const end = Date.now() + patience;
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    if (Date.now() > end) throw new Error(`${what}: not within ${patience / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export async function smallGroups({ ec2, front }: RunningFront, network: SmallNetwork): Promise<SmallGroups> {
  const autoScaling = new AutoScalingClient(clientOf(front.endpoint));
  const iam = new IAMClient(clientOf(front.endpoint));
  await iam.send(new CreateRoleCommand({ RoleName: profileName, AssumeRolePolicyDocument: "{}" }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: profileName }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: profileName, RoleName: profileName }));
  let made = 0;
  const makeTemplate = async (LaunchTemplateData: RequestLaunchTemplateData) => {
    const LaunchTemplateName = `template-${made++}`;
    const answer = await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName, LaunchTemplateData }));
    return answer.LaunchTemplate!.LaunchTemplateId!;
  };
  const describe = async (name: string) =>
    (await autoScaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] })))
      .AutoScalingGroups?.[0];
  return {
    autoScaling,
    makeTemplate,
    templateOn: (interfaceId, data) =>
      makeTemplate({
        ImageId: network.imageId,
        InstanceType: "t4g.small",
        IamInstanceProfile: { Name: profileName },
        InstanceInitiatedShutdownBehavior: "terminate",
        MetadataOptions: { HttpTokens: "required", HttpPutResponseHopLimit: 1 },
        BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { Encrypted: true, VolumeType: "gp3" } }],
        NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: interfaceId, DeleteOnTermination: false }],
        TagSpecifications: [
          { ResourceType: "instance", Tags: [{ Key: "Name", Value: "acme-hub-a" }] },
          { ResourceType: "volume", Tags: [{ Key: "team", Value: "net" }] },
        ],
        ...data,
      }),
    makeGroup: async (templateId, given = {}) => {
      const AutoScalingGroupName = `group-${made++}`;
      await autoScaling.send(
        new CreateAutoScalingGroupCommand({
          AutoScalingGroupName,
          MinSize: 1,
          MaxSize: 1,
          AvailabilityZones: [`${region}a`],
          LaunchTemplate: { LaunchTemplateId: templateId, Version: "$Latest" },
          ...given,
        }),
      );
      return AutoScalingGroupName;
    },
    describe,
    holder: (name, suits = () => true) =>
      eventually(`an instance of ${name}`, async () =>
        (await describe(name))?.Instances?.map(({ InstanceId }) => InstanceId!).find(suits),
      ),
    activities: async (name) =>
      (await autoScaling.send(new DescribeScalingActivitiesCommand({ AutoScalingGroupName: name }))).Activities ?? [],
  };
}
