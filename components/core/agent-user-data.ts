import { bootstrapCommands, type RenderedBootstrap } from "./forwarder-bootstrap";
import type { AgentSettings } from "./forwarder-contract";
import { heredoc } from "./heredoc";
import type { PlannedForwarders } from "./part-plan";
import { byteLength, CONFIGURATION_END, MOST_USER_DATA_BYTES, withoutComments } from "./user-data";

const SETTINGS_END = "END OF HYBRID-DNS SETTINGS";

/**
 * What the agent of a slot is told, once it is known where its bucket is.
 *
 * @param place - texts, or what a front end has in their place
 */
export function agentSettings<Text>(
  { logicalName, software }: Pick<PlannedForwarders, "logicalName" | "software">,
  slot: string,
  { bucket, region, bootstrap }: AgentPlace<Text>,
) {
  return {
    version: 1 as const,
    bucket,
    region,
    forwarders: logicalName,
    slot,
    software,
    ...(bootstrap && { imageId: bootstrap.madeBy }),
  };
}

/** Where the bucket is, and what is done before there is an agent. */
export interface AgentPlace<Text> {
  readonly bucket: Text;
  readonly region: Text;
  readonly bootstrap: Pick<RenderedBootstrap, "madeBy" | "sha256"> | undefined;
}

/** Left for what is longer once it is known, where a front end's unknown values are texts of another length. */
const ROOM_FOR_UNKNOWN = 1_024;

/**
 * The script that a forwarder boots with: it tells the agent where its bucket is.
 *
 * The configuration is in it too, for a first boot at which the bucket cannot be reached, if need be without its comments;
 * one that is too long for user data is in the bucket only.
 */
export function renderAgentUserData(
  settings: AgentSettings,
  configuration: string,
  bootstrap?: Pick<RenderedBootstrap, "sha256">,
): string {
  const render = (copy: string | undefined) => script(settings, copy, bootstrap);
  const copies = [configuration, withoutComments(configuration)].map(render);
  const fitting = copies.find((each) => byteLength(each) <= MOST_USER_DATA_BYTES - ROOM_FOR_UNKNOWN);
  return fitting ?? render(undefined);
}

function script(
  settings: AgentSettings,
  configuration: string | undefined,
  bootstrap: Pick<RenderedBootstrap, "sha256"> | undefined,
): string {
  const input = configuration === undefined ? "< /dev/null" : heredoc(CONFIGURATION_END, configuration);
  const configure = `/usr/lib/hybrid-dns/configure ${input}\n`;
  return `#!/bin/sh
set -eu
umask 022
mkdir -p /etc/hybrid-dns
cat > /etc/hybrid-dns/agent.json ${heredoc(SETTINGS_END, JSON.stringify(settings, undefined, 2))}
${bootstrap === undefined ? `exec ${configure}` : bootstrapped(bootstrap, configure)}`;
}

/** From the next boot on it is what an image would be; a configuration that is not taken is the agent's business. */
function bootstrapped({ sha256 }: Pick<RenderedBootstrap, "sha256">, configure: string): string {
  return `${bootstrapCommands(sha256)}set +e\n${configure}systemctl reboot\n`;
}
