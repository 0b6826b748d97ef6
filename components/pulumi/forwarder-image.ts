import { getAmi } from "@pulumi/aws/ec2/getAmi";
import * as pulumi from "@pulumi/pulumi";
import { forwarderImageName, imageNotFound } from "../io/forwarder-image";
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
