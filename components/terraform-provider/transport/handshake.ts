/** What go-plugin gives a plugin in its environment. */
export interface Handshake {
  /** PEM of the client's certificate; without one the connection is plain. */
  readonly clientCertificate?: string | undefined;
  /** Where the socket goes. @default - the system's folder for temporary files */
  readonly socketFolder?: string | undefined;
  readonly lowestPort: number;
  readonly highestPort: number;
}

/** Not what started us, or not in a language that we speak: `message` is for a person. */
export interface Refusal {
  readonly message: string;
}

export const PROTOCOL_VERSION = 6;

/** Says that a plugin was started by Terraform and not by hand; no secret. */
const COOKIE = {
  name: "TF_PLUGIN_MAGIC_COOKIE",
  value: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
};

type Environment = { readonly [name: string]: string | undefined };

/** Reads what Terraform said when it started us. */
export function readHandshake(environment: Environment): Handshake | Refusal {
  if (environment[COOKIE.name] !== COOKIE.value) return { message: STARTED_BY_HAND };
  const offered = environment["PLUGIN_PROTOCOL_VERSIONS"];
  if (offered && !offered.split(",").some((version) => Number(version) === PROTOCOL_VERSION)) {
    return {
      message: `This provider speaks Terraform's plugin protocol ${PROTOCOL_VERSION}, the client offers ${offered.slice(0, 100)}. Terraform 1.8 or later, or OpenTofu 1.7 or later, is needed.`,
    };
  }
  return {
    clientCertificate: environment["PLUGIN_CLIENT_CERT"] || undefined,
    socketFolder: environment["PLUGIN_UNIX_SOCKET_DIR"] || undefined,
    lowestPort: portOf(environment["PLUGIN_MIN_PORT"], 10_000),
    highestPort: portOf(environment["PLUGIN_MAX_PORT"], 25_000),
  };
}

/** The line by which a plugin tells where it listens. */
export function handshakeLine(network: "unix" | "tcp", address: string, certificate: Buffer | undefined): string {
  const encoded = certificate?.toString("base64").replace(/=+$/, "") ?? "";
  return `1|${PROTOCOL_VERSION}|${network}|${address}|grpc|${encoded}\n`;
}

function portOf(text: string | undefined, otherwise: number): number {
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port < 65536 ? port : otherwise;
}

const STARTED_BY_HAND = `This is the Terraform provider "hybriddns" of hybrid-dns. Terraform starts it; by hand it does nothing.

To use it, say in your configuration

    terraform {
      required_providers {
        hybriddns = { source = "hybrid-dns/hybriddns" }
      }
    }

and, when it does not come from a registry, name the folder that holds it in ~/.terraformrc

    provider_installation {
      filesystem_mirror {
        path    = "/path/to/dist/terraform-provider"
        include = ["hybrid-dns/hybriddns"]
      }
      direct { exclude = ["hybrid-dns/hybriddns"] }
    }

then run \`terraform init\`.`;
