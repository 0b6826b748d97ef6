/** Something wrong with a description. Compare `code`, show `message`. */
export interface Problem {
  /** Never changes its meaning, e.g. `ZONE_CLAIMED_TWICE`. */
  readonly code: string;
  /** The argument, e.g. `sites.berlin.zones[0]` or `privateZones["cloud.acmecorp.com"].records.app1.a`. */
  readonly path: string;
  /** What, what was got, what is expected, how to fix it. */
  readonly message: string;
}
