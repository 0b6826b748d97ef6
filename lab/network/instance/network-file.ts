/**
 * Whom an image asks, where it does not take what DHCP says: the servers of the first systemd-networkd file for its
 * network card, if that one says `UseDNS=no`.
 *
 * @param files - of /etc/systemd/network
 * @returns `undefined` when the lease's servers are taken
 */
export function ownResolvers(
  files: readonly { readonly name: string; readonly text: string }[],
): readonly string[] | undefined {
  const first = files
    .filter(({ name, text }) => name.endsWith(".network") && matchesNetworkCard(settings(text, "Match")))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))[0];
  if (first === undefined) return undefined;
  const useDns = [...settings(first.text, "DHCPv4"), ...settings(first.text, "DHCP")].findLast(
    ([key]) => key === "UseDNS",
  );
  if (!/^(no|false|0|off)$/i.test(useDns?.[1] ?? "yes")) return undefined;
  return settings(first.text, "Network").flatMap(([key, value]) => (key === "DNS" ? value.split(/\s+/) : []));
}

const matchesNetworkCard = (match: readonly (readonly [string, string])[]) =>
  match.every(([key, value]) =>
    key === "Type" ? value === "ether" : key === "Name" ? /^(e\*|en\*|eth\*|eth0|\*)$/.test(value) : false,
  );

function settings(text: string, section: string): readonly (readonly [string, string])[] {
  let current = "";
  return text.split(/\r?\n/).flatMap((line) => {
    const heading = /^\[(.+)\]$/.exec(line.trim())?.[1];
    if (heading !== undefined) current = heading;
    const [, key, value] = /^\s*([A-Za-z]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    return current === section && key !== undefined && value !== undefined ? [[key, value] as const] : [];
  });
}
