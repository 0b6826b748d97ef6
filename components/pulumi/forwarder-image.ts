import { getAmi } from "@pulumi/aws/ec2/getAmi";
import * as pulumi from "@pulumi/pulumi";
import { forwarderImageName } from "../io/forwarder-image";
import { describeProblem } from "./problems";

/** Id of the image that this package builds, in the account and region of the component; found by its exact name. */
export function forwarderImageId(component: pulumi.ComponentResource): pulumi.Output<string> {
  const name = forwarderImageName();
  const found = getAmi(
    { owners: ["self"], mostRecent: true, filters: [{ name: "name", values: [name] }] },
    { parent: component },
  ).catch((error: Error) => {
    // The provider has no code for it, only these words.
    if (!/returned no results/i.test(error.message)) throw error;
    throw new pulumi.ResourceError(describeProblem(imageNotFound(name)), component, true);
  });
  return pulumi.output(found).apply(({ id }) => id);
}

function imageNotFound(name: string) {
  return {
    code: "IMAGE_NOT_FOUND",
    path: "backend.unbound.imageId",
    message:
      `this account has no image named "${name}" in this region; ` +
      "run forwarder-image/provision.sh of this package on a Debian 13 machine, make an image of it under this name, " +
      "or give the id of an image of yours",
  };
}
