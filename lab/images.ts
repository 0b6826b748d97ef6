import { DescribeImagesCommand, EC2Client, RegisterImageCommand } from "@aws-sdk/client-ec2";
import { clientSettings } from "./network/cloud-access";

/**
 * Registers the root file systems as images of the emulated account, each by its own name, which holds the hash of its
 * contents; an image that is there already is taken.
 *
 * @returns image ids by name
 */
export async function registerImages(
  endpoint: string,
  region: string,
  names: readonly string[],
): Promise<{ readonly [name: string]: string }> {
  const client = new EC2Client(clientSettings({ endpoint, region }));
  try {
    const { Images = [] } = await client.send(new DescribeImagesCommand({ Owners: ["self"] }));
    const ids: { [name: string]: string } = {};
    for (const name of names) {
      const known = Images.find((image) => image.Name === name)?.ImageId;
      const made = known ?? (await client.send(new RegisterImageCommand(imageRequest(name)))).ImageId;
      if (made === undefined) throw new Error(`RegisterImage gave no id for ${name}`);
      ids[name] = made;
    }
    return ids;
  } finally {
    client.destroy();
  }
}

const imageRequest = (name: string) => ({
  Name: name,
  Description: "made by the lab from a root file system",
  Architecture: "x86_64" as const,
  RootDeviceName: "/dev/xvda",
  VirtualizationType: "hvm",
  EnaSupport: true,
});
