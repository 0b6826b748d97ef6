import type { DesiredState, ForwarderSoftware } from "./forwarder-contract";

/** What is known of the forwarders of one VPC before anything of them stands. */
export interface PlannedDesiredState {
  readonly software: ForwarderSoftware;
  readonly slots: readonly { readonly key: string }[];
  readonly probes: readonly string[];
  readonly queryLogGroup?: { readonly name: string } | undefined;
}

/** What is known of them later. */
export interface KnownDesiredState {
  readonly configuration: DesiredState["configuration"];
  readonly imageId: string;
  /** In the order of the slots. */
  readonly addresses: readonly string[];
}

/** The object `desired.json`. */
export function renderDesiredState(
  { software, slots, probes, queryLogGroup }: PlannedDesiredState,
  { configuration, imageId, addresses }: KnownDesiredState,
): string {
  const state: DesiredState = {
    version: 1,
    software,
    configuration,
    imageId,
    slots: slots.map(({ key }, index) => ({ key, address: addresses[index]! })),
    probes,
    queryLogGroup: queryLogGroup?.name,
  };
  return `${JSON.stringify(state, undefined, 2)}\n`;
}
