/** Packets a second that AWS lets one network interface send to link-local services, the resolver among them. */
export const packetsPerSecond = 1024;

/** Says of each packet whether it is still within its sender's allowance of the running second. */
export function packetAllowance(now: () => number = Date.now): (sender: string) => boolean {
  let second = 0;
  let counts = new Map<string, number>();
  return (sender) => {
    const current = Math.floor(now() / 1000);
    if (current !== second) {
      second = current;
      counts = new Map();
    }
    const count = (counts.get(sender) ?? 0) + 1;
    counts.set(sender, count);
    return count <= packetsPerSecond;
  };
}
