import type { Check } from "./expectation";

/** Addresses that the emulated AWS gave, so that answers are held against it and not against the stack. */
export interface GivenAddresses {
  readonly loadBalancer: readonly string[];
  /** The file system's own name, which only VPC+2 knows, and its addresses. */
  readonly fileSystem: { readonly name: string; readonly addresses: readonly string[] };
}

/** VPC+2 of the hub, as on premises would have to ask it. */
const hubResolver = "10.20.0.2";
const forwarderA = "10.20.1.53";

/** Both sides ask for all that the other has. */
export const questionsFromBothSides = (given: GivenAddresses): readonly Check[] => [
  { at: "client1", name: "app1.cloud.acmecorp.com", expected: { values: ["10.20.1.10"] } },
  { at: "client1", name: "web.cloud.acmecorp.com", expected: { values: given.loadBalancer } },
  { at: "client1", name: "10.20.1.10", expected: { values: ["app1.cloud.acmecorp.com."] } },
  { at: "client1", name: "10.21.1.10", expected: { values: ["app2.cloud.acmecorp.com."] } },
  { at: "client1", name: "nothing.cloud.acmecorp.com", expected: { status: "NXDOMAIN" } },
  { at: "client1", name: "large.cloud.acmecorp.com", type: "TXT", expected: { characters: 6000 } },
  ...["app1", "app2"].flatMap((at): Check[] => [
    { at, name: "db1.acmecorp.com", expected: { values: ["10.1.0.20"] } },
    { at, name: "10.1.0.20", expected: { values: ["db1.acmecorp.com."] } },
    { at, name: "app1.cloud.acmecorp.com", expected: { values: ["10.20.1.10"] } },
    { at, name: given.fileSystem.name, expected: { values: given.fileSystem.addresses } },
    { at, name: "www.example.com", expected: { values: ["192.0.2.80"] } },
  ]),
];

/** Why there are forwarders at all, and who may not use them. */
export const refusals: readonly Check[] = [
  { at: "client1", name: "app1.cloud.acmecorp.com", server: hubResolver, expected: { status: "no answer" } },
  { at: "guest1", name: "app1.cloud.acmecorp.com", server: forwarderA, expected: { status: "no answer" } },
];

/** The same guest once somebody has opened the security group by hand. */
export const refusalsByForwarders: readonly Check[] = [
  { at: "guest1", name: "app1.cloud.acmecorp.com", server: forwarderA, expected: { status: "REFUSED" } },
  { at: "guest1", name: "www.example.com", server: forwarderA, expected: { status: "REFUSED" } },
];

/** With one forwarder dead; names that nobody has cached. */
export const questionsWithOneForwarder: readonly Check[] = [
  { at: "client1", name: "printer.cloud.acmecorp.com", expected: { values: ["10.20.1.20"] } },
  { at: "client1", name: "10.20.1.20", expected: { values: ["printer.cloud.acmecorp.com."] } },
  { at: "app1", name: "www.acmecorp.com", expected: { values: ["10.1.0.80"] } },
  { at: "app2", name: "10.1.0.80", expected: { values: ["www.acmecorp.com."] } },
];

/** The record whose address changes. */
export const change = {
  record: "printer",
  name: "printer.cloud.acmecorp.com",
  reverseZone: "20.10.in-addr.arpa",
  from: { address: "10.20.1.20", reverseName: "20.1.20.10.in-addr.arpa" },
  to: { address: "10.20.1.21", reverseName: "21.1.20.10.in-addr.arpa" },
} as const;

export const questionsAfterChange: readonly Check[] = ["client1", "app2"].flatMap((at): Check[] => [
  { at, name: change.name, expected: { values: [change.to.address] } },
  { at, name: change.to.address, expected: { values: [`${change.name}.`] } },
  { at, name: change.from.address, expected: { status: "NXDOMAIN" } },
]);
