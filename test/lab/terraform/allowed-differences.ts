/** In what the emulator may differ by who applied, and why. */
export interface AllowedDifference {
  /** Of lines as `contentLines` gives them. */
  readonly lines: RegExp;
  readonly reason: string;
}

export const allowedDifferences: readonly AllowedDifference[] = [
  {
    lines: /^instance \S+ HibernationOptions /,
    reason: "the AWS provider says at each launch that there is none; moto shows nothing where nothing was said",
  },
  {
    lines: /^vpnGateway \S+ AvailabilityZone ""$/,
    reason: "the AWS provider asks for no zone by an empty one, which moto shows; to AWS it is the same",
  },
];
