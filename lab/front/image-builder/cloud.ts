import { XMLParser } from "fast-xml-parser";
import type { MotoClient } from "../moto-client";
import type { Cloud, FoundImage, NewImage, Place } from "./context";

/** The other services of the emulator, asked in the name of the account that an image is built in. */
export function motoCloud(moto: MotoClient): Cloud {
  const query = async (service: string, { account, region }: Place, parameters: Readonly<Record<string, string>>) =>
    moto.query({ service, region, accessKey: undefined, account }, { Version: VERSIONS[service]!, ...parameters });
  const has = async (service: string, where: Place, parameters: Readonly<Record<string, string>>) =>
    (await query(service, where, parameters)).status === 200;
  return {
    async parameter({ account, region }, name) {
      const scope = { service: "ssm", region, accessKey: undefined, account };
      const { status, body } = await moto.json(scope, "AmazonSSM.GetParameter", { Name: name });
      if (status !== 200) return undefined;
      return (JSON.parse(body) as { Parameter: { Value: string } }).Parameter.Value;
    },
    async image(where, imageId) {
      const { status, body } = await query("ec2", where, { Action: "DescribeImages", "ImageId.1": imageId });
      return status === 200 ? readImage(body) : undefined;
    },
    async registerImage(where, image) {
      const { status, body } = await query("ec2", where, { Action: "RegisterImage", ...registration(image) });
      const imageId = /<imageId>(ami-[0-9a-f]+)<\/imageId>/.exec(body)?.[1];
      if (status === 200 && imageId !== undefined) return imageId;
      throw new Error(`RegisterImage: ${/<Message>([^<]*)/.exec(body)?.[1] ?? `HTTP ${status}`}`);
    },
    hasInstanceProfile: (where, name) =>
      has("iam", { ...where, region: "us-east-1" }, { Action: "GetInstanceProfile", InstanceProfileName: name }),
    hasSubnet: (where, id) => has("ec2", where, { Action: "DescribeSubnets", "SubnetId.1": id }),
    hasSecurityGroup: (where, id) => has("ec2", where, { Action: "DescribeSecurityGroups", "GroupId.1": id }),
  };
}

const VERSIONS: { readonly [service: string]: string } = { ec2: "2016-11-15", iam: "2010-05-08" };

const parser = new XMLParser({ isArray: (name) => name === "item", parseTagValue: false });

interface DescribedImages {
  readonly DescribeImagesResponse: {
    readonly imagesSet?: {
      readonly item?: readonly {
        readonly name?: string;
        readonly architecture?: string;
        readonly rootDeviceName?: string;
        readonly tagSet?: { readonly item?: readonly { readonly key: string; readonly value: string }[] };
      }[];
    };
  };
}

function readImage(body: string): FoundImage | undefined {
  const [image] = (parser.parse(body) as DescribedImages).DescribeImagesResponse.imagesSet?.item ?? [];
  if (!image) return undefined;
  return {
    name: image.name ?? "",
    architecture: image.architecture ?? "x86_64",
    rootDeviceName: image.rootDeviceName ?? "/dev/xvda",
    tags: Object.fromEntries((image.tagSet?.item ?? []).map(({ key, value }) => [key, value])),
  };
}

function registration(image: NewImage): Record<string, string> {
  const { name, description, architecture, rootDeviceName, volumeSize, encrypted, tags } = image;
  return {
    Name: name,
    ...(description !== undefined && { Description: description }),
    Architecture: architecture,
    RootDeviceName: rootDeviceName,
    VirtualizationType: "hvm",
    EnaSupport: "true",
    "BlockDeviceMapping.1.DeviceName": rootDeviceName,
    "BlockDeviceMapping.1.Ebs.VolumeType": "gp3",
    "BlockDeviceMapping.1.Ebs.Encrypted": String(encrypted),
    "BlockDeviceMapping.1.Ebs.DeleteOnTermination": "true",
    ...(volumeSize !== undefined && { "BlockDeviceMapping.1.Ebs.VolumeSize": String(volumeSize) }),
    "TagSpecification.1.ResourceType": "image",
    ...Object.fromEntries(
      Object.entries(tags).flatMap(([key, value], index) => [
        [`TagSpecification.1.Tag.${index + 1}.Key`, key],
        [`TagSpecification.1.Tag.${index + 1}.Value`, value],
      ]),
    ),
  };
}
