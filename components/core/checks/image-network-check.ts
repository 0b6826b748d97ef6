import type { ForwarderImageSettingsConfig } from "../forwarder-image-config";
import { argument } from "../reading/argument-path";
import type { Report } from "../reading/written-values";
import type { Values } from "../values";

/** The subnet that an image is built in comes with its VPC. */
export function checkImageNetwork<V extends Values>(
  { subnetId, vpcId }: ForwarderImageSettingsConfig<V>,
  path: string,
  report: Report,
): void {
  if (subnetId !== undefined && vpcId === undefined) {
    const message = "is missing; give the VPC of `subnetId`, where the build has a security group of its own";
    report({ code: "ARGUMENT_MISSING", path: argument(path, "vpcId"), message });
  }
  if (vpcId !== undefined && subnetId === undefined) {
    const message = "is missing; give a subnet of `vpcId` that has a way to the internet, or leave both out";
    report({ code: "ARGUMENT_MISSING", path: argument(path, "subnetId"), message });
  }
}
