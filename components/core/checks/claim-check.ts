import { awsZones } from "../aws-names";
import { type DomainName, isWithin, withoutFinalDot } from "../domain-name";
import { keptReverseZones } from "../forwarding";
import { argument } from "../reading/argument-path";
import type { Description } from "../reading/description";
import type { Report } from "../reading/written-values";
import type { Values } from "../values";

interface Claim {
  readonly name: DomainName;
  readonly path: string;
}

/** Checks that each zone is somebody's once: a site's, a private zone, a reverse zone, or the VPC resolver's. */
export function checkClaims<V extends Values>(description: Description<V>, report: Report): void {
  const { sites, privateZones, reverseZones, vpcResolverZones, partition } = description;
  const ofSites = sites.flatMap(({ zones }) => zones);
  const reverse = keptReverseZones(description).map((name) => {
    const named = reverseZones.find((zone) => zone.name === name);
    return { name, path: named?.path ?? argument("reverseZones", withoutFinalDot(name)) };
  });
  const claims: readonly Claim[] = [...ofSites, ...vpcResolverZones, ...privateZones, ...reverse];
  const byName = new Map<DomainName, Claim[]>();
  for (const claim of claims) byName.set(claim.name, [...(byName.get(claim.name) ?? []), claim]);
  for (const [name, [first, ...others]] of byName) {
    if (!first || others.length === 0) continue;
    const paths = [...new Set(others.map(({ path }) => `\`${path}\``))].join(", ");
    const message = `"${withoutFinalDot(name)}" is also in ${paths}; keep it in one`;
    report({ code: "ZONE_CLAIMED_TWICE", path: first.path, message });
  }
  for (const { name, path } of ofSites) {
    if (!awsZones(partition).some((zone) => isWithin(name, zone))) continue;
    const message = `${withoutFinalDot(name)} is resolved by the VPC's resolver; leave it out`;
    report({ code: "AWS_ZONE_CLAIMED", path, message });
  }
  // A zone below one of them is the usual way to one name of AWS; one of the same name would hide all others.
  for (const { name, path } of privateZones) {
    if (!awsZones(partition).includes(name)) continue;
    const message = `a zone of this name would hide all of AWS's names in ${withoutFinalDot(name)}; name the zone more closely, e.g. by the one name that you need`;
    report({ code: "AWS_ZONE_CLAIMED", path, message });
  }
}
