import type { DesiredState, ForwarderReport } from "../../../components/core/forwarder-contract";

export const wanted = "a".repeat(64);
export const NOW = Date.parse("2026-06-01T12:00:00Z");

/** What three slots should be. */
export const desired: DesiredState = {
  version: 1,
  software: "unbound",
  configuration: { sha256: wanted, bytes: 1 },
  imageId: "ami-new",
  slots: ["a", "b", "c"].map((key, index) => ({ key, address: `10.20.${index}.5` })),
  probes: [],
};

/** A report of a slot that is what it should be, a minute old. */
export function report(slot: string, changes: Partial<ForwarderReport> = {}): ForwarderReport {
  return {
    version: 1,
    slot,
    instanceId: `i-${slot}`,
    imageId: "ami-new",
    address: "10.20.0.5",
    software: "unbound",
    softwareVersion: "1.26.2",
    configuration: wanted,
    healthy: true,
    reportedAt: new Date(NOW - 60_000).toISOString(),
    startedAt: "2026-06-01T00:00:00Z",
    ...changes,
  };
}

export const minutesAgo = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();
