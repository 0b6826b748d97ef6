import Table from "cli-table3";
import pc from "picocolors";
import { type SlotStatus, shortHash } from "../../components/core/forwarder-status";
import type { BucketStatus } from "../../components/io/forwarder-status";
import { plainTable } from "../../lab/quickstart/plain-table";

/** A line a forwarder; what is not well stands below in words. */
export function statusTable({ bucket, desired, slots, faults }: BucketStatus): string {
  const table = new Table({
    head: ["", "slot", "address", "holder", "image", "version", "configuration", "last report"],
    ...plainTable,
  });
  for (const slot of slots) table.push(row(slot));
  const words = slots
    .filter(({ state }) => state !== "ok")
    .map(({ slot, state, detail }) => `${slot}: ${state}: ${detail}`);
  return [
    `${bucket}: ${desired.software}, configuration ${shortHash(desired.configuration.sha256)}`,
    table.toString(),
    ...[...words, ...faults].map((line) => pc.red(line)),
  ].join("\n");
}

function row({ slot, address, state, report, silentSeconds }: SlotStatus): string[] {
  const mark = state === "ok" ? pc.green("✓") : pc.red("✗");
  if (report === undefined) return [mark, slot, address, "-", "-", "-", "-", "never"];
  const { instanceId, imageId, software, softwareVersion, configuration } = report;
  return [
    mark,
    slot,
    address,
    instanceId,
    imageId,
    `${software} ${softwareVersion}`,
    shortHash(configuration),
    `${silentSeconds} s ago`,
  ];
}
