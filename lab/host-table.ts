import type { LabHost } from "./network";

/** A line a host: name, role, addresses, in columns. */
export function hostTable(hosts: readonly LabHost[]): string {
  const width = (cells: readonly string[]) => Math.max(0, ...cells.map((cell) => cell.length));
  const names = width(hosts.map(({ name }) => name));
  const roles = width(hosts.map(({ role }) => role));
  return hosts
    .map(({ name, role, addresses }) => `${name.padEnd(names)}  ${role.padEnd(roles)}  ${addresses.join(" ")}`)
    .join("\n");
}
