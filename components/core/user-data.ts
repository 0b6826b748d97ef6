import { refuseUnknownSoftware } from "./forwarder-conf";
import type { ForwarderSoftware } from "./forwarder-contract";
import { heredoc } from "./heredoc";
import { faultError } from "./parsed";
import { shownKind } from "./shown-text";

/** What EC2 takes, before it is encoded. */
export const MOST_USER_DATA_BYTES = 16_384;

export const CONFIGURATION_END = "END OF HYBRID-DNS CONFIGURATION";

/**
 * The script that gives a forwarder its configuration at boot: the image's own program installs and checks it.
 *
 * Comments are left out where only that makes it fit.
 *
 * @throws an Error with `code` USER_DATA_TOO_LARGE when it is longer than EC2 takes
 */
export function renderUserData(software: ForwarderSoftware, configuration: string): string {
  refuseUnknownSoftware(software);
  if (typeof configuration !== "string") {
    const message = `got ${shownKind(configuration)}, expected the text of a configuration, e.g. that of renderForwarderConf`;
    throw faultError({ code: "WRONG_TYPE", message });
  }
  const whole = script(software, configuration);
  if (byteLength(whole) <= MOST_USER_DATA_BYTES) return whole;
  const short = script(software, withoutComments(configuration));
  const bytes = byteLength(short);
  if (bytes <= MOST_USER_DATA_BYTES) return short;
  const zones = configuration.match(/^forward-zone:$|\btype (?:forward|static-stub);/gm)?.length ?? 0;
  const message =
    `the forwarders' configuration takes ${bytes} bytes of user data, ${bytes - MOST_USER_DATA_BYTES} more than the ` +
    `${MOST_USER_DATA_BYTES} that EC2 takes; it forwards ${zones} zones: forward fewer, wider ones, e.g. ranges that ` +
    "end on /8, /16 or /24, or one of `reverseZones` in the place of many";
  throw faultError({ code: "USER_DATA_TOO_LARGE", message });
}

function script(software: ForwarderSoftware, configuration: string): string {
  return `#!/bin/sh\nset -eu\nexec /usr/lib/hybrid-dns/configure ${software} ${heredoc(CONFIGURATION_END, configuration)}\n`;
}

export function withoutComments(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .join("\n");
}

export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
