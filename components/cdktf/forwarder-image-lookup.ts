import { problemText } from "../core";
import { forwarderImageName, imageNotFound } from "../io/forwarder-image";
import type { Component } from "./component";
import type { Kit } from "./kit";

/** Id of the image that this package builds, in the account and region of the component; found by its exact name. */
export function forwarderImageId<Provider>(
  kit: Kit<Provider>,
  component: Component<Provider>,
  meta: { provider?: Provider },
): string {
  const name = forwarderImageName();
  const found = new kit.DataAwsAmiIds(component, "Image", {
    owners: ["self"],
    filter: [{ name: "name", values: [name] }],
    // `aws_ami` would say no more than that its query gave nothing.
    lifecycle: {
      postcondition: [{ condition: `\${length(self.ids) > 0}`, errorMessage: problemText(imageNotFound(name)) }],
    },
    ...meta,
  });
  // The latest comes first.
  return kit.functions.first(found.ids);
}
