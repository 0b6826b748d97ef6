import type { Site } from "../site";
import type { CloudAccess } from "./cloud-access";
import type { LabSiteConfiguration } from "./site-servers";

/** What a network was started with, kept for whoever attaches to it. */
export interface NetworkSettings extends CloudAccess {
  readonly socket: string;
  readonly site: Site;
  readonly siteConfiguration: LabSiteConfiguration;
}
