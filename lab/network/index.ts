export type { KillOptions, LabHost, Network, StartNetworkOptions } from "./network";
export { attachNetwork, startNetwork, stopNetwork } from "./network";
