/** A host with one address. */
export interface Host {
  readonly name: string;
  readonly address: string;
}

/** Hosts of one network, with the two zones that they are in. */
export interface Network {
  /** e.g. `n00.acmecorp.com` */
  readonly forward: string;
  /** e.g. `0.10.in-addr.arpa` */
  readonly reverse: string;
  readonly hosts: readonly Host[];
}

/** So many record sets does Route 53 take into a zone without being asked for more. */
const MOST_IN_A_ZONE = 10_000;

/** Names of 27 characters: a thousand PTR records of them fit into a call. */
export const SHORT_DOMAIN = "acmecorp.com";

/** Names of 50 characters: of PTR records the characters fill a call first. */
export const LONG_DOMAIN = "eu-central-1.instances.acmecorp.com";

/** The third octet of hosts that have moved, or more. */
const MOVED_TO = 200;

/** So many hosts, in networks of ten thousand. */
export function networksOf(hosts: number, domain: string): readonly Network[] {
  return Array.from({ length: Math.ceil(hosts / MOST_IN_A_ZONE) }, (_, index) => {
    const forward = `n${String(index).padStart(2, "0")}.${domain}`;
    const count = Math.min(MOST_IN_A_ZONE, hosts - index * MOST_IN_A_ZONE);
    return {
      forward,
      reverse: `${index}.10.in-addr.arpa`,
      hosts: Array.from({ length: count }, (_, number) => ({
        name: `host-${String(number).padStart(5, "0")}.${forward}`,
        address: addressOf(index, number),
      })),
    };
  });
}

/** The same hosts; a hundredth of each network, neighbours, at other addresses of it. */
export function renumbered(networks: readonly Network[]): readonly Network[] {
  return networks.map((network, index) => {
    const moved = movedCount(network);
    const hosts = network.hosts.map((host, number) =>
      number < moved ? { ...host, address: addressOf(index, (MOVED_TO << 8) + number) } : host,
    );
    return { ...network, hosts };
  });
}

/** How many of a network's hosts move, the first ones. */
export function movedCount({ hosts }: Network): number {
  return Math.ceil(hosts.length / 100);
}

function addressOf(network: number, number: number): string {
  return `10.${network}.${number >> 8}.${number & 255}`;
}
