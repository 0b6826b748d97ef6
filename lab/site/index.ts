export { readSite } from "./read-site";
export type { Site, SiteClient, SiteNameServer, SiteNetwork } from "./site";
