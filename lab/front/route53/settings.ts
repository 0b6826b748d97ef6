/** One token bucket: how much it holds and how much comes back each second. */
export interface BucketSize {
  readonly burst: number;
  readonly perSecond: number;
}

/** Every number of Route 53 that a test may want smaller or larger; the defaults are AWS's. */
export interface Route53Settings {
  /** Requests of one account, all actions together. */
  readonly requests: BucketSize;
  /** Requests of one account and action, where no own size is given. */
  readonly requestsPerAction: BucketSize;
  readonly requestsOf: Readonly<Record<string, BucketSize>>;
  /** Changes to record sets: a CREATE or DELETE takes one token, an UPSERT two. */
  readonly changes: BucketSize;
  readonly recordElements: number;
  readonly valueCharacters: number;
  readonly valuesPerRecordSet: number;
  readonly recordSetsPerZone: number;
  readonly zonesPerAccount: number;
  readonly vpcsPerZone: number;
  readonly authorizationsPerZone: number;
  /** How long one change of a zone is in the works; a second one meanwhile is refused. */
  readonly changeMilliseconds: number;
  /** How long after its answer a change is still PENDING. */
  readonly insyncMilliseconds: number;
}

/** The documented limits and rates of AWS; only the two times are the lab's own. */
export const awsSettings: Route53Settings = {
  requests: { burst: 50, perSecond: 10 },
  requestsPerAction: { burst: 50, perSecond: 10 },
  requestsOf: {
    AssociateVPCWithHostedZone: { burst: 20, perSecond: 5 },
    DisassociateVPCFromHostedZone: { burst: 10, perSecond: 5 },
    CreateHostedZone: { burst: 40, perSecond: 2 },
    DeleteHostedZone: { burst: 40, perSecond: 5 },
  },
  changes: { burst: 1_500, perSecond: 100 },
  recordElements: 1_000,
  valueCharacters: 32_000,
  valuesPerRecordSet: 400,
  recordSetsPerZone: 10_000,
  zonesPerAccount: 500,
  vpcsPerZone: 300,
  authorizationsPerZone: 1_000,
  changeMilliseconds: 15,
  insyncMilliseconds: 150,
};
