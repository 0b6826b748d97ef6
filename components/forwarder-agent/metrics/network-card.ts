import type { RunCommand } from "../server/command";

/** Packets that EC2 dropped at this instance's interface since it was started, by cause; absent where the driver does not count. */
export interface DroppedPackets {
  /** Sent to the VPC's resolver and other services of the link beyond 1,024 a second. */
  readonly linkLocal: number | undefined;
  /** Of flows beyond what security groups can remember. */
  readonly conntrack: number | undefined;
}

/** What the ENA driver counts. */
export async function droppedPackets(networkInterface: string, run: RunCommand): Promise<DroppedPackets> {
  return readDroppedPackets((await run("ethtool", "-S", networkInterface)).output);
}

export function readDroppedPackets(text: string): DroppedPackets {
  const counter = (name: string) => {
    const found = new RegExp(`^\\s*${name}_allowance_exceeded: (\\d{1,15})$`, "m").exec(text)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  return { linkLocal: counter("linklocal"), conntrack: counter("conntrack") };
}
