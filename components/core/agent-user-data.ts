import type { AgentSettings } from "./forwarder-contract";
import type { PlannedForwarders } from "./part-plan";
import { byteLength, CONFIGURATION_END, heredoc, MOST_USER_DATA_BYTES, withoutComments } from "./user-data";

const SETTINGS_END = "END OF HYBRID-DNS SETTINGS";

/**
 * What the agent of a slot is told, once it is known where its bucket is.
 *
 * @param place - texts, or what a front end has in their place
 */
export function agentSettings<Text>(
  { logicalName, software }: Pick<PlannedForwarders, "logicalName" | "software">,
  slot: string,
  { bucket, region }: { readonly bucket: Text; readonly region: Text },
) {
  return { version: 1 as const, bucket, region, forwarders: logicalName, slot, software };
}

/** Left for what is longer once it is known, where a front end's unknown values are texts of another length. */
const ROOM_FOR_UNKNOWN = 1_024;

/**
 * The script that a forwarder boots with: it tells the agent where its bucket is.
 *
 * The configuration is in it too, for a first boot at which the bucket cannot be reached, if need be without its comments;
 * one that is too long for user data is in the bucket only.
 */
export function renderAgentUserData(settings: AgentSettings, configuration: string): string {
  const copies = [configuration, withoutComments(configuration)].map((copy) => script(settings, copy));
  const fitting = copies.find((each) => byteLength(each) <= MOST_USER_DATA_BYTES - ROOM_FOR_UNKNOWN);
  return fitting ?? script(settings, undefined);
}

function script(settings: AgentSettings, configuration: string | undefined): string {
  return `#!/bin/sh
set -eu
umask 022
mkdir -p /etc/hybrid-dns
cat > /etc/hybrid-dns/agent.json ${heredoc(SETTINGS_END, JSON.stringify(settings, undefined, 2))}
exec /usr/lib/hybrid-dns/configure ${configuration === undefined ? "< /dev/null" : heredoc(CONFIGURATION_END, configuration)}
`;
}
