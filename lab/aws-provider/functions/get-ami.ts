import { DescribeImagesCommand, type Image } from "@aws-sdk/client-ec2";
import type { AwsConnection } from "../aws-connection";
import { blocksOf, flagOf, type Properties, requiredText, textOf, textsOf } from "../property-values";
import { tagMap } from "../tags";

/** The image that fits; the messages are the real provider's. */
export async function getAmi(args: Properties, aws: AwsConnection): Promise<Properties> {
  const owners = textsOf(args, "owners");
  const filters = blocksOf(args, "filters").map((filter) => ({
    Name: requiredText(filter, "name"),
    Values: textsOf(filter, "values"),
  }));
  const answer = await aws.ec2.send(
    new DescribeImagesCommand({
      ...(owners.length > 0 ? { Owners: owners } : {}),
      ...(filters.length > 0 ? { Filters: filters } : {}),
      ...(textsOf(args, "executableUsers").length > 0 ? { ExecutableUsers: textsOf(args, "executableUsers") } : {}),
    }),
  );
  const pattern = textOf(args, "nameRegex");
  const named = pattern === undefined ? () => true : ({ Name }: Image) => new RegExp(pattern).test(Name ?? "");
  const found = (answer.Images ?? []).filter(named);
  if (found.length > 1 && !flagOf(args, "mostRecent")) {
    throw new Error(
      "Your query returned more than one result. Please try a more specific search criteria, or set `most_recent` attribute to true.",
    );
  }
  const [image] = [...found].sort((a, b) => (b.CreationDate ?? "").localeCompare(a.CreationDate ?? ""));
  if (image === undefined) {
    throw new Error("Your query returned no results. Please change your search criteria and try again.");
  }
  return { ...args, ...imageProperties(image, aws) };
}

function imageProperties(image: Image, aws: AwsConnection): Properties {
  const id = image.ImageId ?? "";
  return {
    id,
    imageId: id,
    arn: `arn:${aws.partition}:ec2:${aws.region}::image/${id}`,
    architecture: image.Architecture ?? "",
    blockDeviceMappings: [],
    bootMode: image.BootMode ?? "",
    creationDate: image.CreationDate ?? "",
    description: image.Description ?? "",
    enaSupport: image.EnaSupport ?? false,
    hypervisor: image.Hypervisor ?? "",
    imageLocation: image.ImageLocation ?? "",
    imageOwnerAlias: image.ImageOwnerAlias ?? "",
    imageType: image.ImageType ?? "",
    imdsSupport: image.ImdsSupport ?? "",
    name: image.Name ?? "",
    ownerId: image.OwnerId ?? "",
    platform: image.Platform ?? "",
    productCodes: [],
    public: image.Public ?? false,
    region: aws.region,
    rootDeviceName: image.RootDeviceName ?? "",
    rootDeviceType: image.RootDeviceType ?? "",
    state: image.State ?? "",
    tags: tagMap(image.Tags),
    virtualizationType: image.VirtualizationType ?? "",
  };
}
