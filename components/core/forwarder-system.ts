import type { InstanceArchitecture } from "./instance-architecture";

/** A system that forwarders are made of. */
export interface ForwarderSystem {
  readonly title: string;
  readonly rootDevice: string;
  /** Whether the agent that Image Builder works through is in it. */
  readonly hasSsmAgent: boolean;
  /** Public parameter of Systems Manager with the id of the newest official image. */
  parameterOf(architecture: InstanceArchitecture): string;
}

const DEFAULT_BASE = "debian-13";

const DEBIAN_WORDS: { readonly [Architecture in InstanceArchitecture]: string } = { arm64: "arm64", x86_64: "amd64" };

const SYSTEMS: { readonly [base: string]: ForwarderSystem } = {
  "debian-13": {
    title: "Debian 13",
    parameterOf: (architecture) => `/aws/service/debian/release/13/latest/${DEBIAN_WORDS[architecture]}`,
    rootDevice: "/dev/xvda",
    hasSsmAgent: false,
  },
  "ubuntu-26.04": {
    title: "Ubuntu 26.04 LTS",
    parameterOf: (architecture) =>
      `/aws/service/canonical/ubuntu/server/26.04/stable/current/${DEBIAN_WORDS[architecture]}/hvm/ebs-gp3/ami-id`,
    rootDevice: "/dev/sda1",
    hasSsmAgent: true,
  },
};

/** The system of that name; an unknown one is a fault of its own. */
export function forwarderSystem(base: string = DEFAULT_BASE): ForwarderSystem {
  return SYSTEMS[base] ?? SYSTEMS[DEFAULT_BASE]!;
}
