/** Hosts of the lab environment that scenarios are about. */
export const forwarders = [
  { name: "acme-hub-a", address: "10.20.1.53" },
  { name: "acme-hub-b", address: "10.20.2.53" },
] as const;
export const [forwarderA, forwarderB] = forwarders;

/** On premises, each with all of the site's zones. */
export const nameServers = ["ns1", "ns2"] as const;
