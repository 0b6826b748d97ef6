import { withoutFinalDot } from "./domain-name";
import { delegations, type SiteZones } from "./site-zones";

/** PowerShell for Windows DNS; running it again changes nothing. */
export function renderSiteWindows(site: SiteZones): string {
  const needed = delegations(site);
  return `${[
    HEADER,
    `$forwarders = ${list(site.forwarders)}\n$zones = ${list(site.zones.map(({ name }) => withoutFinalDot(name)))}`,
    FORWARD,
    ...(needed.length === 0
      ? []
      : [
          `$delegations = @(${needed
            .map(({ name, parent, servers }) =>
              delegation(name.slice(0, -parent.length - 1), withoutFinalDot(parent), servers),
            )
            .join(",")}\n)`,
          DELEGATE,
        ]),
  ].join("\n\n")}\n`;
}

const HEADER = `# Written by hybrid-dns. Run it on each DNS server of the site, as a DNS administrator. Where the zones are kept in
# Active Directory, add -ReplicationScope Forest to Add-DnsServerConditionalForwarderZone and run it once.
$ErrorActionPreference = 'Stop'`;

const FORWARD = `foreach ($zone in $zones) {
    $existing = Get-DnsServerZone -Name $zone -ErrorAction SilentlyContinue
    if ($null -eq $existing) {
        Add-DnsServerConditionalForwarderZone -Name $zone -MasterServers $forwarders
    } elseif ($existing.ZoneType -ne 'Forwarder') {
        Write-Warning "$zone is a $($existing.ZoneType) zone here; remove it, then run this again"
    } elseif ((@($existing.MasterServers) -join ' ') -ne ($forwarders -join ' ')) {
        Set-DnsServerConditionalForwarderZone -Name $zone -MasterServers $forwarders
    }
}`;

const DELEGATE = `# A server that is authoritative for the parent says that the zone is not there unless the parent delegates it.
foreach ($delegation in $delegations) {
    $parent = Get-DnsServerZone -Name $delegation.Parent -ErrorAction SilentlyContinue
    if ($null -eq $parent -or $parent.ZoneType -ne 'Primary') { continue }
    $there = @(Get-DnsServerZoneDelegation -Name $delegation.Parent -ChildZoneName $delegation.Child -ErrorAction SilentlyContinue |
        ForEach-Object { $_.NameServer.RecordData.NameServer })
    foreach ($server in $delegation.Servers) {
        $names = @{ Name = $delegation.Parent; ChildZoneName = $delegation.Child; NameServer = $server.Name; IPAddress = $server.Address }
        if ($there -contains $server.Name) { Set-DnsServerZoneDelegation @names } else { Add-DnsServerZoneDelegation @names }
    }
}`;

function delegation(child: string, parent: string, servers: readonly { name: string; address: string }[]): string {
  const quotedServers = servers.map(({ name, address }) => `@{ Name = ${quoted(name)}; Address = ${quoted(address)} }`);
  return `\n    @{ Parent = ${quoted(parent)}; Child = ${quoted(child)}; Servers = @(${quotedServers.join(", ")}) }`;
}

function list(texts: readonly string[]): string {
  return `@(${texts.map(quoted).join(", ")})`;
}

/** Between single quotes PowerShell reads everything as it is, but for the quote itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
