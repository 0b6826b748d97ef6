export type { KillOptions, LabHost, Network, StartNetworkOptions } from "./network";
export { attachNetwork, startNetwork, stopNetwork } from "./network";
export type { LabSiteConfiguration } from "./site-servers";
