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
  ).then(
    ({ id }) => id,
    (error: Error) => missingImage(error, component),
  );
  return pulumi.output(found);
}

/**
 * In a preview one error of the component's, and an id that is not known: a rejected output would come back from every
 * resource that takes it, each time with the engine's words before it.
 */
async function missingImage(error: Error, component: pulumi.ComponentResource): Promise<string> {
  // The provider has no code for it, only these words.
  if (!/returned no results/i.test(error.message)) throw error;
  const text = describeProblem(imageNotFound(forwarderImageName()));
  if (!pulumi.runtime.isDryRun()) throw new pulumi.ResourceError(text, component, true);
  await pulumi.log.error(text, component);
  return pulumi.unknown as unknown as string;
}
